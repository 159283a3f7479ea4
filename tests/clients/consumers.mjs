// The worked consumers of docs/consumers.md, run as their users run them, against a server of their own.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';
import { freePort } from './server.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const PYTHON = process.env.CLIENTS_PYTHON ?? 'python3';
const CREATE = `mutation ($input: ProgrammeCreateInput!) { done: programmeCreate(input: $input) {
  programme { id } userErrors { code field message } } }`;
const STEP = (name) => `mutation ($input: Programme${name}Input!) { done: programme${name}(input: $input) {
  userErrors { code field message } } }`;
const WEBHOOK = `mutation ($input: WebhookCreateInput!) { done: webhookCreate(input: $input) {
  webhook { id } secret userErrors { code field message } } }`;

for (const example of ['front-end', 'webhook-receiver']) {
  npm(example, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
}
await withServer(async ({ url, folder, writer }) => {
  const hanam = writer('city:kr-hanam', 'programme:write');
  await frontEnd(url);
  await mirror(url, folder, hanam);
  await receiver(folder, hanam, writer('city:kr-hanam', 'webhook:manage'));
}, { LC_WEBHOOK_TARGETS: 'any' });
finish('consumers');

function npm(example, ...what) {
  return execFileSync('npm', what, { cwd: join(EXAMPLES, example), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

async function publish(hanam) {
  const { programme } = await hanam(CREATE, { title: [{ locale: 'ko', text: '한글 첫걸음' }], kind: 'COURSE', topics: ['LITERACY'] });
  await hanam(STEP('Publish'), { id: programme.id });
  return programme.id;
}

/** Types from the schema, the compiler, and the program itself. */
async function frontEnd(url) {
  npm('front-end', 'run', 'generate');
  npm('front-end', 'run', 'build');
  const told = npm('front-end', 'start', '--', url, 'kr-hanam');
  check(told.includes('하남'), 'the front end shows what Hanam offers', told);
}

/** A copy that is stopped in the middle, and started again after changes. */
async function mirror(url, folder, hanam) {
  const database = join(folder, 'programmes.db');
  const program = [join(EXAMPLES, 'mirror/mirror.py'), `${url}/feeds/rpde/programmes`, database];
  const stopped = spawn(PYTHON, program, { stdio: 'ignore' });
  while (!existsSync(database)) await sleep(20);
  stopped.kill('SIGKILL');

  const copied = () => execFileSync(PYTHON, [...program, '--once'], { encoding: 'utf8' }).trim();
  const all = await programmes(url);
  check(copied() === `${all} programmes, complete`, 'a copy that was stopped is completed', `${all} in the list`);
  const id = await publish(hanam);
  check(copied() === `${all + 1} programmes, complete`, 'a new programme comes to the copy');
  await hanam(STEP('Suspend'), { id });
  check(copied() === `${all} programmes, complete`, 'what is taken back leaves the copy');
}

async function programmes(url) {
  const query = encodeURIComponent('{ programmes { totalCount } }');
  const answer = await fetch(`${url}/graphql?query=${query}`, { headers: { accept: 'application/json' } });
  return (await answer.json()).data.programmes.totalCount;
}

/** Events arrive once each, though the receiver is killed between them. */
async function receiver(folder, hanam, owner) {
  const port = await freePort();
  const { secret } = await owner(WEBHOOK, { url: `http://127.0.0.1:${port}/`, eventTypes: ['PROGRAMME_PUBLISHED'] });
  const path = join(folder, 'events.ndjson');
  const start = () => spawn(process.execPath, [join(EXAMPLES, 'webhook-receiver/receiver.mjs'), path], {
    env: { ...process.env, SECRET: secret, PORT: String(port) }, stdio: 'ignore',
  });
  const ids = [];
  for (let round = 0; round < 2; round += 1) {
    const running = start();
    ids.push(await publish(hanam));
    const arrived = await until(() => subjects(path).length >= ids.length);
    check(arrived, `event ${round + 1} arrives`, subjects(path).join(', '));
    running.kill('SIGKILL');
  }
  check(JSON.stringify(subjects(path)) === JSON.stringify(ids), 'each event is kept once, in order', subjects(path).join(', '));
}

function subjects(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line).subject);
}

async function until(holds) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (holds()) return true;
    await sleep(100);
  }
  return false;
}
