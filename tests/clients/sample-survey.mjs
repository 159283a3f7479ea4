// A survey with every type of question, in two languages, published on a server of its own.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { check } from './harness.mjs';
import { Server } from './server.mjs';

const said = (ko, en) => [{ locale: 'ko', text: ko }, { locale: 'en', text: en }];
const choices = (...codes) => codes.map((code) => ({ code, label: said(`${code}입니다`, code.toLowerCase()) }));
const ask = (key, type, more = {}) => ({ key, type, text: said(`${key}?`, `The ${key}?`), ...more });

/** Thirteen questions: each type once, four of them asked only after others. */
export const QUESTIONS = [
  ask('hello', 'SECTION_TEXT', { text: said('안녕 <여러분> & ${came}', 'Hello <all> & ${came}') }),
  ask('came', 'YES_NO', { isRequired: true, help: said('한 번이라도', 'At least once') }),
  ask('heard', 'SINGLE_CHOICE', {
    options: [...choices('FRIENDS', 'POSTER'), { code: 'ELSEWHERE', label: said('그 밖', 'Elsewhere'), isOther: true }],
  }),
  ask('liked', 'MULTI_CHOICE', {
    options: choices('TEACHER', 'PLACE', 'TIME'), min: 1, max: 2, showIf: [{ question: 'came', anyOf: ['YES'] }],
  }),
  ask('useful', 'LIKERT', {
    minLabel: said('전혀', 'Not at all'), maxLabel: said('매우', 'Very'), options: [{ code: '3', label: said('보통', 'So so') }],
  }),
  ask('stars', 'RATING', {
    max: 7, showIf: [{ question: 'liked', anyOf: ['TEACHER', 'PLACE'] }, { question: 'useful', atLeast: 2, atMost: 4 }],
  }),
  ask('recommend', 'NPS'),
  ask('hours', 'NUMBER', { min: 0.5, max: 80 }),
  ask('since', 'DATE', { showIf: [{ question: 'hours', atMost: 10.5 }] }),
  ask('word', 'SHORT_TEXT', { min: 2, max: 100 }),
  ask('why', 'LONG_TEXT', { max: 2000 }),
  ask('first', 'RANKING', { options: choices('ART', 'SPORT', 'MUSIC') }),
  ask('agree', 'MATRIX_SINGLE', {
    rows: choices('PRICE', 'ROOM'), options: choices('GOOD', 'BAD'), isRequired: true,
    showIf: [{ question: 'heard', anyOf: ['POSTER', 'ELSEWHERE'] }],
  }),
];

const SEGMENTS = [{ key: 'age', label: said('연령', 'Age'), values: choices('UNDER_60', '60_PLUS') }];

/** Starts a server, publishes the survey as Hanam, and lets `judge` look at its files. */
export async function withSurvey(judge) {
  if (!process.env.LC_COMMAND) {
    console.error('Start this by run.mjs: it has to start a server of its own.');
    process.exit(2);
  }
  const command = JSON.parse(process.env.LC_COMMAND);
  const folder = mkdtempSync(join(tmpdir(), 'survey-'));
  const server = await Server.start(command, folder);
  try {
    await server.ready();
    const token = tokenOf(command, folder, server.url);
    await judge(`${server.url}/surveys/${await publish(server.url, token)}`, folder);
  } catch (problem) {
    check(false, 'the server publishes a survey', `${problem.stack}\n${server.lastLines()}`);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A token of Hanam's, from the server in this folder. */
export function tokenOf([program, ...options], folder, url, scope = 'survey:write') {
  const last = program === 'cargo' ? ['--'] : [];
  const env = { ...process.env, LC_BIND: new URL(url).host, DATABASE_URL: `sqlite://${folder}/network.db?mode=rwc` };
  const wanted = ['token', '--body', 'city:kr-hanam', '--scope', scope];
  return execFileSync(program, [...options, ...last, ...wanted], { env, encoding: 'utf8' }).trim();
}

async function publish(url, token) {
  const input = { title: said('주민 설문', 'Survey of residents'), locales: ['ko', 'en'], questions: QUESTIONS, segments: SEGMENTS };
  const create = 'mutation ($input: SurveyCreateInput!) { done: surveyCreate(input: $input) { survey { id } userErrors { code field } } }';
  const id = await change(url, token, create, input);
  const done = 'mutation ($input: SurveyPublishInput!) { done: surveyPublish(input: $input) { survey { id } userErrors { code field } } }';
  return change(url, token, done, { id });
}

async function change(url, token, query, input) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const answer = await response.json();
  if (!answer.data?.done?.survey) throw new Error(JSON.stringify(answer));
  return answer.data.done.survey.id;
}
