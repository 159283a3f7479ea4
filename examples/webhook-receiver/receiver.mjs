// Takes in what a webhook sends, and appends each event once to a file of JSON lines.
//
//   SECRET=whsec_… PORT=9000 node receiver.mjs events.ndjson
//
// An event is acknowledged when it is on the disk, and not before: whatever happens to this
// program, the network sends again what was not acknowledged. So an event may come twice,
// and is known by its id.

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';

import { Webhook } from 'standardwebhooks';

const MOST_BYTES = 1024 * 1024;

const [path = 'events.ndjson'] = process.argv.slice(2);
const webhook = new Webhook(process.env.SECRET);
const known = new Set(events().map(({ id }) => id));
const file = openSync(path, 'a');

const server = createServer(async (request, response) => {
  response.statusCode = await take(request).catch(() => 500);
  response.end();
});
server.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => {
  console.log(`${known.size} events kept; listening at ${server.address().port}`);
});
process.on('SIGTERM', () => server.close(() => closeSync(file)));

/** Deals with one delivery; gives the status to answer with. */
async function take(request) {
  if (request.method !== 'POST') return 405;
  const body = await read(request);
  if (body === undefined) return 413;
  try {
    webhook.verify(body, request.headers);
  } catch {
    return 401; // Not from the network, changed on its way, or older than five minutes.
  }
  const event = JSON.parse(body);
  if (!known.has(event.id)) keep(event);
  return 204;
}

async function read(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function keep(event) {
  writeSync(file, `${JSON.stringify(event)}\n`);
  fsyncSync(file);
  known.add(event.id);
}

/** The events of earlier days. A line that was cut off by a crash was not acknowledged. */
function events() {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
