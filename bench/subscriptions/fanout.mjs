// How soon a change reaches a thousand who follow, and what each of them costs in memory.
//
//   node bench/subscriptions/fanout.mjs URL TOKEN PID [SUBSCRIBERS] [CHANGES]
//
// TOKEN is one of a city with city:write, PID the server's process. `ws` comes from tests/clients.
// The time runs from the moment that the mutation took place (`at`, before its commit) to the message.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const WebSocket = createRequire(new URL('../../tests/clients/package.json', import.meta.url))('ws');

const [url, token, pid, subscribers = '1000', changes = '200'] = process.argv.slice(2);
if (!pid) {
  console.error('node bench/subscriptions/fanout.mjs URL TOKEN PID [SUBSCRIBERS] [CHANGES]');
  process.exit(2);
}
const PAUSE = 100;
const query = 'subscription ($after: String) { changeStream(after: $after, types: [CITY]) { cursor at recordId record { ... on City { name website } } } }';

const times = [];
const seen = [];
const before = kilobytes();
const sockets = [];
for (let number = 0; number < Number(subscribers); number += 1) sockets.push(await follow(number));
await sleep(2000);
const after = kilobytes();

for (let number = 0; number < Number(changes); number += 1) {
  const begun = Date.now();
  await change(number);
  await sleep(Math.max(0, PAUSE - (Date.now() - begun)));
}
const expected = Number(subscribers) * Number(changes);
for (let waited = 0; times.length < expected && waited < 10_000; waited += 100) await sleep(100);
const busy = kilobytes();
for (const socket of sockets) socket.terminate();

times.sort((one, other) => one - other);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
console.log(JSON.stringify({
  subscribers: sockets.length,
  changes: Number(changes),
  expected,
  arrived: times.length,
  twice: seen.reduce((sum, cursors) => sum + cursors.total - cursors.known.size, 0),
  milliseconds: { median: at(0.5), p90: at(0.9), p99: at(0.99), most: times.at(-1) },
  kilobytes: { before, connected: after, busy },
  kilobytes_each: Math.round(((after - before) / sockets.length) * 10) / 10,
  kilobytes_each_when_busy: Math.round(((busy - before) / sockets.length) * 10) / 10,
}));
process.exitCode = times.length === expected ? 0 : 1;

function follow(number) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql/ws`, 'graphql-transport-ws', { perMessageDeflate: false });
  const cursors = { total: 0, known: new Set() };
  seen[number] = cursors;
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (text) => {
      const now = Date.now();
      const message = JSON.parse(text);
      if (message.type === 'connection_ack') {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
        resolve(socket);
      } else if (message.type === 'next') {
        const told = message.payload.data.changeStream;
        times.push(now - Date.parse(told.at));
        cursors.total += 1;
        cursors.known.add(told.cursor);
      } else {
        reject(new Error(String(text)));
      }
    });
  });
}

async function change(number) {
  const mutation = 'mutation ($input: CityUpdateInput!) { cityUpdate(input: $input) { city { id } userErrors { code } } }';
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: mutation, variables: { input: { website: `https://example.org/${Date.now()}-${number}` } } }),
  });
  const answer = await response.json();
  if (!answer.data?.cityUpdate?.city) throw new Error(JSON.stringify(answer));
}

/** The memory of the server that is in use. */
function kilobytes() {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}
