// SurveyJS itself (survey-core) loads a survey of ours, speaks its languages and plays its conditions.

import { createRequire } from 'node:module';

import { check, finish } from './harness.mjs';
import { QUESTIONS, withSurvey } from './sample-survey.mjs';

const { Model } = createRequire(import.meta.url)('survey-core');

const ELEMENTS = {
  SECTION_TEXT: 'html', YES_NO: 'boolean', SINGLE_CHOICE: 'radiogroup', MULTI_CHOICE: 'checkbox', LIKERT: 'rating',
  RATING: 'rating', NPS: 'rating', NUMBER: 'text', DATE: 'text', SHORT_TEXT: 'text', LONG_TEXT: 'comment',
  RANKING: 'ranking', MATRIX_SINGLE: 'matrix',
};

await withSurvey(async (survey) => {
  const json = await (await fetch(`${survey}/surveyjs.json`)).json();
  const model = new Model(json);
  check(!model.jsonErrors?.length, 'SurveyJS finds no error', JSON.stringify(model.jsonErrors));
  for (const { key, type } of QUESTIONS) {
    const found = model.getQuestionByName(key)?.getType();
    check(found === ELEMENTS[type], `${type} is a ${ELEMENTS[type]}`, `it is ${found}`);
  }
  speaks(model);
  waits(model);
  refuses(model);
});
finish('surveyjs');

function speaks(model) {
  const title = () => [model.title, model.getQuestionByName('came').title, model.getQuestionByName('heard').choices[1].text].join('|');
  check(title() === '주민 설문|came?|POSTER입니다', 'it opens in the language of the survey', title());
  model.locale = 'en';
  check(title() === 'Survey of residents|The came?|poster', 'it speaks English', title());
  model.locale = 'ko';
  check(model.getUsedLocales().sort().join() === 'en,ko', 'it has both languages and no others', model.getUsedLocales().join());
}

function waits(model) {
  const isShown = (key) => model.getQuestionByName(key).isVisible;
  const hidden = ['liked', 'stars', 'since', 'agree'];
  check(hidden.every((key) => !isShown(key)), 'what waits for an answer is hidden');
  model.data = { came: true, hours: 10, heard: 'ELSEWHERE' };
  check(isShown('liked') && isShown('since') && isShown('agree') && !isShown('stars'), 'it is shown after the answer');
  model.data = { came: true, liked: ['TIME', 'PLACE'], useful: 2 };
  check(isShown('stars'), 'all conditions of a question together');
  for (const data of [{ came: true, liked: ['TIME'], useful: 2 }, { came: true, liked: ['PLACE'], useful: 5 }]) {
    model.data = data;
    check(!isShown('stars'), 'one that fails hides it', JSON.stringify(data));
  }
  model.data = { came: false, hours: 11 };
  check(!isShown('liked') && !isShown('since'), 'another answer hides it');
}

function refuses(model) {
  const takes = (key, value) => {
    model.data = { came: true };
    const question = model.getQuestionByName(key);
    question.value = value;
    return question.validate(false);
  };
  check(takes('hours', 0.5) && !takes('hours', 81), 'a number has its bounds');
  check(takes('word', 'ab') && !takes('word', 'a'), 'a word has its length');
  const { minSelectedChoices, maxSelectedChoices } = model.getQuestionByName('liked');
  check(minSelectedChoices === 1 && maxSelectedChoices === 2, 'choices have their number');
  check(!takes('came', undefined), 'what is required is required');
  check(model.getQuestionByName('stars').visibleRateValues.length === 7, 'a scale has its points');
}
