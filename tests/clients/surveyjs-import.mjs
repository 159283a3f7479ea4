// Forms of SurveyJS's editor become surveys: every property of its own list is taken over, listed or refused,
// and thirty forms ask the same questions under the same conditions as SurveyJS itself does.

import { createRequire } from 'node:module';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';
import { FORMS } from './surveyjs-forms.mjs';

const { Model, Serializer } = createRequire(import.meta.url)('survey-core');

const IMPORT = `mutation ($form: JSON!) {
  surveyImport(input: { surveyJs: $form }, dryRun: true) {
    survey { title purpose defaultLocale draftVersion { surveyJs segments { key values { code } } } }
    warnings { field message } userErrors { field message }
  }
}`;

// --- Thirty forms ---------------------------------------------------------------------------------------------

async function playsAlike(name, form, { survey, warnings, userErrors }) {
  const theirs = new Model(form);
  check(!theirs.jsonErrors?.length, `${name}: SurveyJS takes it`, JSON.stringify(theirs.jsonErrors?.map(({ message }) => message)));
  check(userErrors.length === 0, `${name}: it is taken over`, JSON.stringify(userErrors));
  if (userErrors.length > 0) return;
  const ours = new Model(survey.draftVersion.surveyJs);
  const words = renamed(form, warnings);
  const pairs = theirs.getAllQuestions().filter((question) => question.getType() !== 'html').map((question) => {
    const key = words.get(question.name) ?? question.name;
    return { question, key, values: words.values.get(question.name) ?? new Map(), ours: ours.getQuestionByName(key) };
  });
  for (const { question, ours: own, key } of pairs) {
    check(own, `${name}: ${question.name} is there as ${key}`);
    if (!own) return;
    check(own.title === question.title, `${name}: ${question.name} asks the same`, `${own.title} | ${question.title}`);
    check(own.isRequired || !question.isRequired, `${name}: ${question.name} is required in both`);
    const isChoice = question.getType() !== 'boolean';
    check(!isChoice || offered(own).length === offered(question).length, `${name}: ${question.name} offers as much`, `${offered(own)} | ${offered(question)}`);
  }
  let differ = '';
  for (let round = 0; round < 60 && !differ; round += 1) differ = differs(pairs, theirs, ours, random(round));
  check(!differ, `${name}: the same questions are shown for the same answers`, differ);
}

/** What the warnings say of keys and codes: of the form's names, and of its values by name. */
function renamed(form, warnings) {
  const words = new Map();
  words.values = new Map();
  for (const { field, message } of warnings) {
    const word = /known as (\S+),/.exec(message)?.[1];
    if (!word) continue;
    const path = field.slice(1);
    const element = path.findLastIndex((step) => step === 'elements' || step === 'questions') + 2;
    const name = at(form, path.slice(0, element)).name;
    if (path.at(-1) === 'name') words.set(name, word);
    else {
      const item = path.length > element + 1 ? at(form, path.slice(0, -1)) : path.at(-1);
      if (!words.values.has(name)) words.values.set(name, new Map());
      words.values.get(name).set(String(item?.value ?? item), word);
    }
  }
  return words;
}

const at = (value, path) => path.reduce((inside, step) => inside?.[step], value);
/** The values that can be chosen; the button that chooses all of them is none. */
function offered(question) {
  const items = question.visibleRateValues ?? question.visibleChoices ?? question.visibleColumns ?? [];
  return items.filter((item) => item !== question.selectAllItem).map(({ value }) => value);
}

/** Fills in both at random and compares which questions are seen. */
function differs(pairs, theirs, ours, number) {
  const [data, own] = [{}, {}];
  for (const { question, key, values } of pairs) {
    const answer = answered(question, number);
    if (answer === undefined) continue;
    data[question.name] = answer;
    own[key] = mapped(question, answer, values);
  }
  theirs.data = data;
  ours.data = own;
  const other = pairs.find(({ question, ours: same }) => seen(question) !== seen(same));
  return other ? `${other.question.name}: ${seen(other.question)} | ${seen(other.ours)} after ${JSON.stringify(data)} ${JSON.stringify(own)}` : '';
}

const seen = (question) => question.isVisible && question.isParentVisible;

function answered(question, number) {
  if (!question.isRequired && number(4) === 0) return undefined;
  const pick = (list) => list[number(list.length)];
  const values = offered(question);
  switch (question.getType()) {
    case 'boolean': return pick([question.getValueTrue(), question.getValueFalse()]);
    case 'rating': case 'radiogroup': case 'dropdown': case 'buttongroup': return pick(values);
    case 'checkbox': case 'tagbox': return values.filter(() => number(2) === 0).concat(pick(values)).filter((value, place, all) => all.indexOf(value) === place);
    case 'text': return question.inputType === 'number' || question.inputType === 'range' ? number(200) / 2 : undefined;
    default: return undefined;
  }
}

function mapped(question, answer, values) {
  if (Array.isArray(answer)) return answer.map((one) => values.get(String(one)) ?? String(one));
  if (question.getType() === 'boolean') {
    const isYes = answer === question.getValueTrue();
    return question.jsonObj?.labelTrue || question.labelTrue !== 'Yes' ? (isYes ? 'YES' : 'NO') : isYes;
  }
  if (typeof answer === 'number' && ['rating', 'text'].includes(question.getType())) return answer;
  return values.get(String(answer)) ?? String(answer);
}

/** Numbers below a bound, the same ones in every run. */
function random(seed) {
  let state = seed * 2654435761 + 1;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

// --- Every property of every part -------------------------------------------------------------------------------

const CHOICES = { choices: ['x', 'y'] };
/** Parts of a form that have a counterpart, and what they need to be sound. */
const ELEMENTS = {
  radiogroup: CHOICES, buttongroup: CHOICES, dropdown: CHOICES, checkbox: CHOICES, tagbox: CHOICES, ranking: CHOICES,
  rating: {}, boolean: {}, text: {}, comment: {}, matrix: { columns: ['x', 'y'], rows: ['p'] }, html: { html: 'words' },
  panel: { title: 'Panel', elements: [{ type: 'comment', name: 'inside' }] },
};

/** What says nothing by itself. */
const SILENT = {
  'rating.autoGenerate': 'it chooses between two ways of saying the points, of which one is said',
  'boolean.valueTrue': 'conditions know it', 'boolean.valueFalse': 'conditions know it',
  'page.name': 'nobody sees it', 'panel.name': 'nobody sees it',
  'survey.elements': 'an empty list', 'survey.questions': 'an empty list',
};

async function namesNoTypeInVain(read) {
  for (const { name } of Serializer.getChildrenClasses('question', true)) {
    const { userErrors } = await read(around({ type: name, name: 'probe', ...ELEMENTS[name] }));
    const refused = userErrors.some(({ field }) => field.at(-1) === 'type');
    check(refused !== name in ELEMENTS, `the type ${name} is ${name in ELEMENTS ? 'taken over' : 'refused'}`, JSON.stringify(userErrors));
  }
}

async function dropsNothing(read) {
  const probes = [...elementProbes(), ...itemProbes(), ...validatorProbes(), ...wholeProbes()];
  const plain = new Map();
  const told = { taken: 0, listed: 0, refused: 0 };
  const judge = async ({ part, property, form, without }) => {
    if (!plain.has(part)) plain.set(part, read(without));
    const before = await plain.get(part);
    const after = await read(form);
    const names = (list) => list.some(({ field }) => field?.includes(property));
    const outcome = names(after.userErrors) ? 'refused' : names(after.warnings) ? 'listed' : JSON.stringify(after.survey) !== JSON.stringify(before.survey) ? 'taken' : undefined;
    check(before.userErrors.length === 0, `${part} is sound without ${property}`, JSON.stringify(before.userErrors));
    check(outcome || `${part}.${property}` in SILENT, `${part}.${property} is taken over, listed or refused`, JSON.stringify(after).slice(0, 400));
    if (outcome) told[outcome] += 1;
  };
  const workers = Array.from({ length: 4 }, async () => {
    while (probes.length > 0) await judge(probes.pop());
  });
  await Promise.all(workers);
  console.log(`  properties of survey-core: ${told.taken} taken over, ${told.listed} listed as looks, ${told.refused} refused, ${Object.keys(SILENT).length} that say nothing by themselves`);
  check(told.taken > 100 && told.listed > 300 && told.refused > 100, 'all three are seen', JSON.stringify(told));
}

function around(...elements) {
  const first = { type: 'radiogroup', name: 'a', choices: [1, 2] };
  return { title: 'Probe', locale: 'en', pages: [{ name: 'page1', elements: [first, ...elements] }] };
}

/** Names of a property, and a value that is not its usual one. */
function telling(part) {
  const properties = Serializer.getProperties(part).filter(({ isSerializable }) => isSerializable !== false);
  return properties.flatMap((property) => {
    const names = [property.name, property.alternativeName].filter(Boolean);
    return names.map((name) => [name, unusual(property)]);
  });
}

const SPECIAL = {
  validators: [{ type: 'expression', expression: '{a} = 1' }], choices: ['x', 'y', 'z'], rateValues: [1, 2, 3], columns: ['x', 'y', 'z'], rows: ['p', 'q'],
  elements: [], pages: [{ name: 'other', elements: [{ type: 'comment', name: 'else' }] }], triggers: [{ type: 'complete', expression: '{a} = 1' }],
  calculatedValues: [{ name: 'v', expression: '1' }], completedHtmlOnCondition: [{ html: 'x', expression: '{a} = 1' }],
  navigateToUrlOnCondition: [{ url: 'https://example.org', expression: '{a} = 1' }], bindings: { rowCount: 'a' }, choicesByUrl: { url: 'https://example.org/list' },
  maskSettings: { pattern: '99' }, dataList: ['x'], gridLayoutColumns: [{ width: 50 }], cells: { p: { x: { default: 'cell' } } }, choicesFromQuestion: 'a',
  clearInvisibleValues: 'none', clearIfInvisible: 'none', defaultValue: 'x', correctAnswer: 'x', min: '1', max: '9', inputType: 'date', valueTrue: 'y', valueFalse: 'n',
};

function unusual(property) {
  const { name, type, defaultValue } = property;
  if (name in SPECIAL) return SPECIAL[name];
  if (type === 'boolean' || type === 'switch') return !defaultValue;
  if (type === 'number') return (defaultValue > 0 ? defaultValue : 0) + 3;
  if (type === 'condition' || type === 'expression') return '{a} = 1';
  const choices = property.choices?.map((choice) => choice?.value ?? choice) ?? [];
  return choices.find((choice) => choice !== defaultValue && choice !== '' && choice !== 'default') ?? 'telling';
}

function* elementProbes() {
  for (const [type, needs] of Object.entries(ELEMENTS)) {
    const probe = { type, name: 'probe', ...needs };
    const without = around(probe);
    for (const [property, value] of telling(type)) {
      const isSwitched = /^(other|none|refuse|dontKnow|comment|selectAll).*Text$/.test(property);
      yield { part: type, property, without, form: around({ ...probe, [property]: isSwitched ? 'telling' : value }) };
    }
  }
}

/** Items of the lists that a part has. */
function* itemProbes() {
  const lists = [['radiogroup', 'choices', 'choiceitem'], ['checkbox', 'choices', 'checkboxitem'], ['rating', 'rateValues', 'ratingitem'], ['matrix', 'columns', 'matrixcolumn'], ['matrix', 'rows', 'itemvalue'], ['buttongroup', 'choices', 'buttongroupitemvalue']];
  for (const [type, list, item] of lists) {
    const needs = { type, name: 'probe', ...ELEMENTS[type] };
    const of = (more) => around({ ...needs, [list]: [{ value: 1, text: 'one', ...more }, { value: 2, text: 'two' }] });
    for (const [property, value] of telling(item)) {
      const own = property === 'value' ? 7 : property === 'elements' ? [{ type: 'comment', name: 'in' }] : value;
      yield { part: item, property, without: of({}), form: of({ [property]: own }) };
    }
  }
}

function* validatorProbes() {
  const asked = { numericvalidator: { type: 'text', inputType: 'number' }, textvalidator: { type: 'comment' }, answercountvalidator: { type: 'checkbox', choices: ['x', 'y', 'z', 'u', 'v'] }, emailvalidator: { type: 'text' } };
  for (const [part, element] of Object.entries(asked)) {
    const type = part.replace('validator', '');
    const of = (more) => around({ ...element, name: 'probe', validators: [{ type, ...more }] });
    for (const [property, value] of telling(part)) yield { part, property, without: of({}), form: of({ [property]: property === 'allowDigits' ? false : property === 'notificationType' ? 'warning' : value }) };
  }
}

/** The form as a whole, and a page of it. */
function* wholeProbes() {
  const without = around({ type: 'comment', name: 'probe' });
  for (const [property, value] of telling('survey')) yield { part: 'survey', property, without, form: { ...without, [property]: value } };
  const [page] = without.pages;
  for (const [property, value] of telling('page')) {
    const own = property === 'elements' || property === 'questions' ? [{ type: 'comment', name: 'else' }] : property === 'visibleIf' ? 'not a condition' : value;
    yield { part: 'page', property, without, form: { ...without, pages: [{ ...page, [property]: own }] } };
  }
}

await withServer(async ({ url, token }) => {
  const authorization = `Bearer ${token('city:kr-hanam', 'survey:write')}`;
  const read = async (form) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: IMPORT, variables: { form } }),
    });
    const { data, errors } = await response.json();
    if (!data?.surveyImport) throw new Error(JSON.stringify(errors));
    return data.surveyImport;
  };
  for (const [name, form] of Object.entries(FORMS)) await playsAlike(name, form, await read(form));
  await namesNoTypeInVain(read);
  await dropsNothing(read);
});
finish('surveyjs-import');
