// What a webhook gets: standardwebhooks takes every signature and no other, cloudevents reads every event.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';

import { check, finish } from './harness.mjs';
import { Server } from './server.mjs';

if (!process.env.LC_COMMAND) {
  console.error('Start this by run.mjs: it has to start a server with settings of its own.');
  process.exit(2);
}

const SCOPES = ['programme:write', 'programme:read', 'webhook:manage'];
const got = [];
let failures = 1;

const receiver = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
  failures -= 1;
  response.writeHead(failures >= 0 ? 503 : 204).end();
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');

const command = JSON.parse(process.env.LC_COMMAND);
const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
const settings = { LC_WEBHOOK_TARGETS: 'any' };
const server = await Server.start(command, folder, settings);
try {
  await server.ready();
  await judge(token());
} catch (problem) {
  check(false, 'the server tells a receiver', `${problem.stack}\n${server.lastLines()}`);
} finally {
  server.kill();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
}
finish('webhooks');

async function judge(bearer) {
  const url = `http://127.0.0.1:${receiver.address().port}/hook`;
  const selection = '{ recordId isGone record { ... on Programme { title(locales: ["en"]) } } }';
  const made = await change(bearer, 'webhookCreate', { url, selection }, 'webhook { id } secret');
  const title = [{ locale: 'ko', text: '첫걸음' }, { locale: 'en', text: 'First steps' }];
  const course = { title, kind: 'COURSE', topics: ['DIGITAL_SKILLS'] };
  const { programme } = await change(bearer, 'programmeCreate', course, 'programme { id }');
  await change(bearer, 'programmePublish', { id: programme.id }, 'programme { id }');
  await arrive(3);
  const { secret } = await change(bearer, 'webhookRotateSecret', { id: made.webhook.id }, 'secret');
  await change(bearer, 'webhookTest', { id: made.webhook.id }, 'delivery { id }');
  await arrive(4);

  for (const delivery of got) signed(delivery, made.secret);
  signed(got[3], secret);
  const types = got.map(event).map(({ type }) => type);
  check(types.join() === 'programme.updated,programme.updated,programme.published,webhook.test', 'the events come in order', types.join());
  const [failed, again, published] = got;
  check(failed.headers['webhook-id'] === again.headers['webhook-id'], 'what failed comes again with its id');
  const { id, subject, data, source } = event(published);
  check(id === published.headers['webhook-id'], 'the event has the id of the message', id);
  check(subject === programme.id && source === server.url, 'it says what it is about and who says it', `${subject} ${source}`);
  check(data.recordId === programme.id && data.isGone === false && data.record.title === 'First steps', 'its data is the selection', JSON.stringify(data));
}

/** Both the library's verdict on a good message and on one that somebody has changed. */
function signed({ headers, body }, secret) {
  const verifier = new Webhook(secret);
  const says = (text) => {
    try {
      return verifier.verify(text, headers) !== undefined;
    } catch (problem) {
      return problem.message;
    }
  };
  check(says(body) === true, `standardwebhooks takes ${headers['webhook-id']}`, says(body));
  check(says(body.replace('"1.0"', '"1.1"')) !== true, 'a message that was changed is refused');
}

/** The event, as strict as the library can be. */
function event({ headers, body }) {
  const found = HTTP.toEvent({ headers, body });
  check(found.validate() === true, `cloudevents takes ${found.id}`);
  check(found.specversion === '1.0' && found.datacontenttype === 'application/json', 'it is a CloudEvent 1.0 with JSON');
  return found;
}

async function arrive(number) {
  for (const end = Date.now() + 30_000; got.length < number && Date.now() < end; await sleep(50));
  check(got.length === number, `${number} deliveries arrive`, `${got.length}`);
}

function token() {
  const [program, ...options] = command;
  const last = program === 'cargo' ? ['--'] : [];
  const env = { ...process.env, LC_BIND: new URL(server.url).host, DATABASE_URL: `sqlite://${folder}/network.db?mode=rwc` };
  const scopes = SCOPES.flatMap((scope) => ['--scope', scope]);
  return execFileSync(program, [...options, ...last, 'token', '--body', 'city:kr-hanam', ...scopes], { env, encoding: 'utf8' }).trim();
}

async function change(bearer, name, input, shows) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { done: ${name}(input: $input) { ${shows} userErrors { code field message } } }`;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const answer = await response.json();
  if (!answer.data?.done || answer.data.done.userErrors.length) throw new Error(JSON.stringify(answer));
  return answer.data.done;
}
