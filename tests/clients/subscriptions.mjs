// The clients that people have, graphql-ws and graphql-sse, follow a city that changes all the time.
// They are cut off and come back: nothing is missed, and nothing comes twice behind the place they name.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createClient as overEvents } from 'graphql-sse';
import { createClient as overSocket } from 'graphql-ws';
import WebSocket from 'ws';

import { check, finish } from './harness.mjs';
import { tokenOf } from './own-server.mjs';
import { Server } from './server.mjs';

const ROUNDS = 20;
const CHANGES = 'subscription ($after: String) { changeStream(after: $after) { cursor kind happening } }';

if (!process.env.LC_COMMAND) {
  console.error('Start this by run.mjs: it has to start a server of its own.');
  process.exit(2);
}
const command = JSON.parse(process.env.LC_COMMAND);
const folder = mkdtempSync(join(tmpdir(), 'subscriptions-'));
const server = await Server.start(command, folder);
let token;
try {
  await server.ready();
  token = tokenOf(command, folder, server.url, ['--body', 'city:kr-hanam', '--scope', 'city:write']);
  await asks();
  await follows('graphql-ws', bySocket);
  await follows('graphql-sse', byEvents);
  await resumes();
} catch (problem) {
  check(false, 'the clients get along with the server', `${problem.stack}\n${server.lastLines()}`);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
finish('subscriptions');

function socketClient(params = {}) {
  const url = `${server.url.replace('http', 'ws')}/graphql/ws`;
  return overSocket({ url, webSocketImpl: WebSocket, connectionParams: params, retryAttempts: 0 });
}

function eventsClient() {
  return overEvents({ url: `${server.url}/graphql/stream`, retryAttempts: 0, headers: { authorization: `Bearer ${token}` } });
}

/** Queries, mistakes and bad tokens over both. */
async function asks() {
  for (const [name, client] of [['graphql-ws', socketClient()], ['graphql-sse', eventsClient()]]) {
    const answers = [];
    for await (const answer of client.iterate({ query: '{ city(slug: "kr-hanam") { slug } }' })) answers.push(answer);
    const found = JSON.stringify(answers);
    check(found === '[{"data":{"city":{"slug":"kr-hanam"}}}]', `${name} asks a query`, found);
    client.dispose();
  }
  const mistaken = await socketClient().iterate({ query: '{ nothing }' }).next().catch((problem) => problem);
  check(mistaken?.[0]?.extensions?.code === 'BAD_USER_INPUT', 'graphql-ws learns of a mistake', JSON.stringify(mistaken));
  const stranger = socketClient({ Authorization: 'Bearer nonsense' });
  const closed = await stranger.iterate({ query: '{ __typename }' }).next().catch((problem) => problem);
  check(closed?.code === 4403, 'graphql-ws learns of a bad token', `${closed?.code} ${closed?.reason}`);
}

/** Reads some changes behind a place over a socket, and cuts it in the middle. */
async function bySocket(after, most) {
  const client = socketClient({ Authorization: `Bearer ${token}` });
  const seen = [];
  for await (const { data } of client.iterate({ query: CHANGES, variables: { after } })) {
    seen.push(data.changeStream.cursor);
    if (seen.length >= most) break;
  }
  client.terminate();
  return seen;
}

/** The same over an event stream. */
async function byEvents(after, most) {
  const client = eventsClient();
  const seen = [];
  for await (const { data } of client.iterate({ query: CHANGES, variables: { after } })) {
    seen.push(data.changeStream.cursor);
    if (seen.length >= most) break;
  }
  client.dispose();
  return seen;
}

async function follows(name, read) {
  const start = (await listed(null, 1)).next;
  const writing = write(ROUNDS * 4);
  const seen = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    seen.push(...(await read(seen.at(-1) ?? start, 1 + (round % 5))));
  }
  await writing;
  const all = (await listed(start, 100)).cursors.slice(0, seen.length);
  check(seen.length >= ROUNDS, `${name} sees changes`, `${seen.length}`);
  check(JSON.stringify(seen) === JSON.stringify(all), `${name} misses nothing and sees nothing twice`, `${seen.length} of ${all.length}`);
}

/** What a browser's EventSource does by itself: it names the last event that it has seen. */
async function resumes() {
  const start = (await listed(null, 1)).next;
  const all = (await listed(start, 100)).cursors;
  const seen = [];
  while (seen.length < 12) {
    const query = new URLSearchParams({ query: CHANGES, variables: JSON.stringify({ after: start }) });
    const headers = { accept: 'text/event-stream', ...(seen.length && { 'last-event-id': seen.at(-1) }) };
    const stop = new AbortController();
    const response = await fetch(`${server.url}/graphql/stream?${query}`, { headers, signal: stop.signal });
    let text = '';
    for await (const bytes of response.body) {
      text += Buffer.from(bytes).toString();
      if (text.split('\n\n').filter((block) => block.startsWith('event: next')).length > 4) break;
    }
    stop.abort();
    seen.push(...[...text.matchAll(/^event: next\nid: (.+)\ndata: .+\n\n/gm)].slice(0, 4).map(([, id]) => id));
  }
  check(JSON.stringify(seen) === JSON.stringify(all.slice(0, seen.length)), 'a stream goes on behind Last-Event-ID', seen.join());
}

async function listed(after, most) {
  const query = 'query ($after: String, $first: Int) { changes(first: $first, after: $after) { nodes { cursor } next pageInfo { hasNextPage } } }';
  const cursors = [];
  for (let next = after; ; ) {
    const { data } = await post(query, { after: next, first: most });
    cursors.push(...data.changes.nodes.map((node) => node.cursor));
    next = data.changes.next;
    if (most === 1 || !data.changes.pageInfo.hasNextPage) return { cursors, next };
  }
}

/** Hanam moves its website, again and again. */
async function write(times) {
  const query = 'mutation ($input: CityUpdateInput!) { cityUpdate(input: $input) { city { id } userErrors { code } } }';
  for (let time = 0; time < times; time += 1) {
    const answer = await post(query, { input: { website: `https://example.org/${Date.now()}-${time}` } });
    if (!answer.data?.cityUpdate?.city) throw new Error(JSON.stringify(answer));
    await sleep(5);
  }
}

async function post(query, variables) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
