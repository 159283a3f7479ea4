// Thirty forms as people draw them in SurveyJS's editor: each of the kinds that its documentation shows, about learning in a city.

const page = (name, elements, more = {}) => ({ name, elements, ...more });
const form = (title, elements, more = {}) => ({ title, logoPosition: 'right', pages: [page('page1', elements)], ...more });
const radio = (name, choices, more = {}) => ({ type: 'radiogroup', name, choices, ...more });
const several = (name, choices, more = {}) => ({ type: 'checkbox', name, choices, ...more });
const line = (name, more = {}) => ({ type: 'text', name, ...more });
const words = (name, more = {}) => ({ type: 'comment', name, ...more });
const points = (name, more = {}) => ({ type: 'rating', name, ...more });
const yesNo = (name, more = {}) => ({ type: 'boolean', name, ...more });
const named = (value, text, more = {}) => ({ value, text, ...more });

export const FORMS = {
  'net promoter score': form('Would you come again?', [
    points('nps_score', { title: 'How likely are you to recommend us?', isRequired: true, rateMin: 0, rateMax: 10, minRateDescription: '(Most unlikely)', maxRateDescription: '(Most likely)' }),
    several('promoter_features', ['Teachers', 'Rooms', 'Price'], { title: 'Which did you like best?', isRequired: true, showOtherItem: true, otherText: 'Other reason:', colCount: 2, maxSelectedChoices: 2, validators: [{ type: 'answercount', text: 'Two at most.', maxCount: 2 }], visibleIf: '{nps_score} >= 9' }),
    words('passive_experience', { title: 'Why did you give that score?', visibleIf: '{nps_score} > 6  and {nps_score} < 9' }),
    words('disappointed_experience', { title: 'What was the disappointing part?', visibleIf: '{nps_score} notempty and {nps_score} <= 6' }),
  ], { completedHtml: '<h3>Thank you</h3>', showQuestionNumbers: 'on' }),

  'scale with ends as texts': form('Recommend', [points('n', { rateMin: '0', rateMax: '10', isRequired: 'true' }), words('why', { visibleIf: '{n} <= 6' })]),

  'names with blanks': form('Course feedback', [
    radio('How did you hear of us?', ['A friend', 'Local paper', 'The web'], { showOtherItem: true }),
    words('Which paper?', { visibleIf: "{How did you hear of us?} = 'Local paper'" }),
    words('Which friend?', { visibleIf: "{How did you hear of us?} anyof ['A friend', 'other']" }),
  ]),

  'Korean names and values': form('평생학습 만족도 조사', [
    radio('성별', ['남성', '여성', '응답 안 함'], { isRequired: true }),
    radio('강좌', [named('요가', '아침 요가'), named('서예', '서예 교실')]),
    words('요가 의견', { visibleIf: "{강좌} = '요가'" }),
    words('서예 의견', { visibleIf: "{강좌} = '서예' and {성별} <> '응답 안 함'" }),
  ], { locale: 'ko' }),

  'panels with conditions': form('Childcare', [
    yesNo('children', { title: 'Do you come with children?' }),
    { type: 'panel', name: 'about children', title: 'Your children', description: 'Only if you bring them.', state: 'expanded', visibleIf: '{children} = true', elements: [
      line('how many', { inputType: 'number', min: '1', max: '10' }),
      { type: 'panel', name: 'many', visibleIf: '{how many} >= 3', elements: [words('helpers', { rows: 2 })] },
    ] },
  ]),

  'pages with titles': { title: 'Three pages', showProgressBar: true, progressBarLocation: 'top', pages: [
    page('intro', [{ type: 'html', name: 'hello', html: '<p>Welcome to the <b>learning festival</b>.</p><p>It takes five minutes&nbsp;&ndash; promised!</p>' }], { title: 'Welcome', navigationTitle: 'Start' }),
    page('details', [yesNo('came'), words('liked', { visibleIf: '{came}' })], { title: 'Your visit', description: 'Everything you remember.' }),
    page('end', [words('more')], { title: 'One more thing', visibleIf: '{came} = true' }),
  ] },

  'matrix of statements': form('Statements', [
    { type: 'matrix', name: 'quality', title: 'Do you agree?', columns: [named(5, 'Strongly agree'), named(4, 'Agree'), named(3, 'Neutral'), named(2, 'Disagree'), named(1, 'Strongly disagree')], rows: [named('affordable', 'It is affordable'), named('does what it claims', 'It does what it claims')], eachRowRequired: true, isRequired: true, alternateRows: true },
  ]),

  'ranking': form('Order', [{ type: 'ranking', name: 'smartphone-features', title: 'Put these in order', isRequired: true, choices: ['Battery life', 'Screen size', 'Storage space'] }]),

  'stars and smileys': form('Looks of scales', [
    points('rate stars', { rateType: 'stars', rateCount: 7, rateMax: 7 }), points('smileys', { rateDisplayMode: 'smileys', rateCount: 5, scaleColorMode: 'colored', displayMode: 'buttons' }),
    points('labels', { rateValues: [named(1, 'bad'), 2, 3, 4, named(5, 'good')], autoGenerate: false }),
    points('from words', { autoGenerate: false, rateValues: ['Never', 'Sometimes', 'Always'] }),
    words('tell us', { visibleIf: "{rate stars} <= 3 or {rate stars} = 4" }),
  ]),

  'scale of four by its end and count': form('Scale', [points('four', { rateMax: 4, rateCount: 4 }), points('eleven', { rateMin: 0, rateCount: 11 })]),

  'buttons with words of their own': form('Agree?', [
    yesNo('slider', { labelTrue: 'I agree', labelFalse: 'I do not', valueTrue: 'agreed', valueFalse: 'refused', swapOrder: true }),
    words('reason', { visibleIf: "{slider} = 'refused'" }),
    yesNo('plain', { valueTrue: 'Y', valueFalse: 'N', renderAs: 'checkbox' }),
    words('because', { visibleIf: "{plain} = 'Y'" }),
  ]),

  'checks of numbers and texts': form('Checks', [
    line('age', { inputType: 'number', isRequired: true, validators: [{ type: 'numeric', text: 'From 0 to 120', minValue: 0, maxValue: 120 }] }),
    line('nick name', { maxLength: 25, placeholder: 'Jo', autocomplete: 'nickname', validators: [{ type: 'text', minLength: 2 }] }),
    words('life', { maxLength: 500, autoGrow: true, allowResize: false, visibleIf: '{age} >= 18 and {age} < 65.5' }),
    line('mail', { inputType: 'email', validators: [{ type: 'email' }] }), line('phone', { inputType: 'tel' }), line('born', { inputType: 'date' }),
  ]),

  'conditions in capitals and signs': form('Signs', [
    radio('a', [1, 2, 3]), radio('b', ['x', 'y']),
    words('c', { visibleIf: "{a} = '1' AND {b} = 'x'" }), words('d', { visibleIf: "{a} = 1 && {b} == 'y'" }),
    words('e', { visibleIf: '{a} anyof [1, 2]' }), words('f', { visibleIf: '{a} = 1 or {a} = 3' }), words('g', { visibleIf: "({a} = 2) and ({b} = 'x' || {b} = 'y')" }),
  ]),

  'choices of several kinds': form('Choices', [
    { type: 'dropdown', name: 'city', title: 'Where do you live?', choices: ['Hanam', 'Osan'], showOtherItem: true, otherText: 'Somewhere else', placeholder: 'Choose…', allowClear: false, searchMode: 'startsWith' },
    { type: 'tagbox', name: 'days', choices: ['Mon', 'Tue', 'Wed'], showSelectAllItem: true, closeOnSelect: true, hideSelectedItems: true, minSelectedChoices: 1 },
    { type: 'buttongroup', name: 'view', choices: ['list', 'map'] },
    { type: 'dropdown', name: 'year', choicesMin: 2020, choicesMax: 2026 },
    several('topics', ['art', 'sport'], { showNoneItem: true, noneText: 'Nothing', showRefuseItem: true, showDontKnowItem: true, choicesOrder: 'asc' }),
    words('year past', { visibleIf: "{year} = 2020 or {year} = '2021'" }), words('art how', { visibleIf: "{topics} contains 'art'" }), words('both', { visibleIf: "{topics} allof ['art', 'sport']" }),
    words('where', { visibleIf: "{city} = 'other'" }),
  ]),

  'older properties': form('Older', [
    radio('heard', ['friend'], { hasOther: true, otherText: 'Elsewhere', hasNone: true }), several('used', ['a', 'b'], { hasSelectAll: true, hasComment: true, commentText: 'Please explain' }),
    { type: 'matrix', name: 'm', columns: ['good', 'bad'], rows: ['x'], isAllRowRequired: true, rowsOrder: 'random' }, points('r', { mininumRateDescription: 'low', maximumRateDescription: 'high' }),
  ], { requiredText: '*', goNextPageAutomatic: true, showCompletedPage: false, focusFirstQuestionAutomatic: false }),

  'a remark beside a question': form('Remarks', [yesNo('came', { showCommentArea: true, commentText: 'Tell us more', commentPlaceholder: '…' }), radio('room', ['small', 'large'], { showCommentArea: true, visibleIf: '{came} = true' })]),

  'several languages': { title: { default: 'Feedback', ko: '의견', 'zh-cn': '反馈' }, description: { default: 'Short', ko: '짧은 설문' }, locale: 'en', pages: [page('p', [
    radio('how', [named('good', { default: 'Good', ko: '좋음' }), named('bad', { default: 'Bad', ko: '나쁨' })], { title: { default: 'How was it?', ko: '어땠습니까?' } }),
    { type: 'html', name: 'intro', html: { default: 'Tom &amp; Jo', ko: '톰 &amp; 조' } },
  ])] },

  'elements without pages': { title: 'Flat', elements: [yesNo('a'), words('b', { visibleIf: '{a} = false' })], showPreviewBeforeComplete: true, firstPageIsStartPage: false },

  'questions instead of elements': { title: 'Early', pages: [{ name: 'p', questions: [words('a', { cols: 40 })] }] },

  'piped titles': form('Piped', [line('first name', { isRequired: true }), words('wish', { title: 'What do you wish, {first name}?' })]),

  'event registration': form('Registration', [
    { type: 'panel', name: 'person', title: 'About you', innerIndent: 1, elements: [line('name', { isRequired: true }), line('organisation', { startWithNewLine: false })] },
    several('workshops', [named(1, 'Morning'), named(2, 'Noon'), named(3, 'Night')], { isRequired: true, maxSelectedChoices: 2 }),
    several('meals', ['vegetarian', 'vegan'], { visibleIf: '{workshops} anyof [1, 2]', showOtherItem: true }),
  ], { widthMode: 'static', width: '800px' }),

  'health of a club': form('Club', [
    points('s1', { title: 'The room is warm', rateMin: 1, rateMax: 7 }), points('s2', { title: 'The tea is good', rateMin: 1, rateMax: 7 }),
    words('why low', { visibleIf: '{s1} < 3 and {s2} < 3' }), words('why high', { visibleIf: '7 <= {s1}' }), words('between', { visibleIf: '{s1} anyof [3, 4, 5]' }),
  ]),

  'ages in groups': { title: 'With segments', pages: [page('questions', [yesNo('came')]), page('segments', [{ type: 'dropdown', name: 'age', title: 'Age', choices: [named('under 60', 'under 60'), named('60+', '60 and over')] }])] },

  'values that differ by case and signs': form('Alike', [radio('a', ['C', 'c', 'C++', 'C#'], { isRequired: true }), words('b', { visibleIf: "{a} = 'C++'" }), words('c', { visibleIf: "{a} != 'C#'" })]),

  'quotes in values': form('Quotes', [radio('a', ["it's", 'say "x"', 'back\\slash']), words('b', { visibleIf: "{a} = 'it\\'s'" })]),

  'numbers as values': form('Numbers', [radio('score', [0, 1.5, -1, named(10, 'ten')]), words('b', { visibleIf: '{score} = 1.5' }), words('c', { visibleIf: '{score} = 0 or {score} = 10' })]),

  'a long text before the questions': form('Privacy', [
    { type: 'html', name: 'privacy', html: '<h2>Your data</h2>\n<ul>\n  <li>stay here</li>\n  <li>see <a href="https://example.org/privacy?a=1&amp;b=2" target="_blank">our rules</a></li>\n</ul>' }, yesNo('agree', { isRequired: true, title: 'I have read it' }),
  ]),

  'range and step': form('Range', [line('hours', { inputType: 'range', min: 0, max: 40, step: 5 }), line('share', { inputType: 'number', step: 0.1 }), words('few', { visibleIf: '{hours} <= 10 or {hours} < 12' })]),

  'a quiz of opinions with defaults': form('Defaults', [radio('level', ['beginner', 'expert'], { defaultValue: 'beginner' }), yesNo('news', { defaultValue: 'true' }), line('count', { inputType: 'number', defaultValue: 1 })], { clearInvisibleValues: 'onHidden', sjsVersion: '3.1.1', checkErrorsMode: 'onValueChanged' }),

  'looks of every part': form('Looks', [
    radio('a', [named('x', 'X', { randomize: false })], { titleLocation: 'left', descriptionLocation: 'underInput', errorLocation: 'bottom', indent: 2, width: '50%', minWidth: '200px', maxWidth: '100%', showNumber: false, storeOthersAsComment: false, requiredErrorText: 'Please', separateSpecialChoices: true, choices: ['x', 'y'], description: 'One of two' }),
  ], { questionErrorLocation: 'bottom', showTOC: true, tocLocation: 'right', logo: 'data:image/png;base64,AA==', logoWidth: '100px', backgroundOpacity: 0.5, questionsOnPageMode: 'singlePage', questionTitlePattern: 'numRequireTitle', fitToContainer: false }),
};
