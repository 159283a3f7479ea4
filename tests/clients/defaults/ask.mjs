// Asks a server with every client that is installed beside this file, each with its settings as they come.
//     node ask.mjs URL TOKEN
// Prints a line of JSON for each thing that was tried: [what, whether it worked, what came instead].

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient as overEvents } from 'graphql-sse';
import { createClient as overSocket } from 'graphql-ws';
import WebSocket from 'ws';

const [base, token] = process.argv.slice(2);
const url = `${base}/graphql`;
const here = fileURLToPath(new URL('.', import.meta.url));
const run = promisify(execFile);
const headers = { authorization: `Bearer ${token}` };

const CITY = 'query OneCity { city(slug: "kr-hanam") { id slug } }';
const VIEWER = 'query Me { viewer { name } }';
const CHANGES = 'subscription Follow($after: String) { changeStream(after: $after) { cursor kind } }';

const after = await beginning();

await tried('graphql-codegen reads the schema from the URL', async () => {
  await run(process.execPath, [bin('@graphql-codegen/cli', 'graphql-codegen'), '--config', 'codegen.json'], { cwd: here, env: { ...process.env, LC_URL: url } });
  return readFileSync(`${here}types.ts`, 'utf8').includes('export type City = ');
});
await tried('graphql-inspector compares the URL with the file', async () => {
  writeFileSync(`${here}file.graphql`, await (await fetch(`${base}/schema.graphql`)).text());
  const { stdout } = await run(process.execPath, [bin('@graphql-inspector/cli', 'graphql-inspector'), 'diff', 'file.graphql', url], { cwd: here });
  // An introspection cannot say which directives stand at a field.
  const changes = stdout.split('\n').filter((line) => /^\[log\]\s+\S/.test(line) && !/No changes|Directive (requiresScopes|specifiedBy) was removed from/.test(line));
  return changes.length === 0 || changes.join('\n');
});
await tried('graphql-inspector writes down the schema of the URL', async () => {
  await run(process.execPath, [bin('@graphql-inspector/cli', 'graphql-inspector'), 'introspect', url, '--write', 'schema.graphql'], { cwd: here });
  return readFileSync(`${here}schema.graphql`, 'utf8').includes('type City');
});

const apollo = (link) => new ApolloClient({ link, cache: new InMemoryCache() });
await tried('Apollo Client asks', async () => {
  const { data } = await apollo(new HttpLink({ uri: url })).query({ query: gql(CITY) });
  return data.city.slug === 'kr-hanam';
});
await tried('Apollo Client asks with persisted queries, which are not supported', async () => {
  const link = new PersistedQueryLink({ sha256 }).concat(new HttpLink({ uri: url }));
  const { data } = await apollo(link).query({ query: gql(CITY) });
  return data.city.slug === 'kr-hanam';
});
await tried('Apollo Client follows over multipart/mixed', () => first((next, fail) => {
  const stream = apollo(new HttpLink({ uri: url, headers })).subscribe({ query: gql(CHANGES), variables: { after } });
  return stream.subscribe({ next: ({ data, error }) => next(data?.changeStream ?? error), error: fail });
}));

const urql = (exchanges, more = {}) => new Client({ url, exchanges, preferGetMethod: false, ...more });
await tried('urql asks', async () => {
  const { data, error } = await urql([cacheExchange, fetchExchange]).query(CITY, {}).toPromise();
  return data?.city.slug === 'kr-hanam' || error;
});
await tried('urql asks with persisted queries, which are not supported', async () => {
  const exchanges = [cacheExchange, persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange];
  const { data, error } = await urql(exchanges).query(CITY, {}).toPromise();
  return data?.city.slug === 'kr-hanam' || error;
});
await tried('urql follows by fetching', () => first((next) => {
  const stream = urql([fetchExchange], { fetchSubscriptions: true }).subscription(CHANGES, { after });
  return stream.subscribe(({ data, error }) => next(data?.changeStream ?? error));
}));

for (const [name, params] of [['a token', { Authorization: `Bearer ${token}` }], ['a token in headers', { headers: { Authorization: `Bearer ${token}` } }]]) {
  await tried(`graphql-ws asks at /graphql with ${name}`, () => iterated(overSocket({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: params, retryAttempts: 0 })));
}
await tried('graphql-sse asks at /graphql', () => iterated(overEvents({ url, headers, retryAttempts: 0 })));

async function iterated(client) {
  for await (const { data } of client.iterate({ query: VIEWER })) {
    if (data?.viewer?.name !== 'city:kr-hanam') return JSON.stringify(data);
  }
  for await (const { data } of client.iterate({ query: CHANGES, variables: { after } })) return Boolean(data.changeStream.cursor);
  return 'nothing came';
}

/** The first thing that a stream says. */
function first(subscribe) {
  return new Promise((resolve, reject) => {
    const said = subscribe((value) => {
      setTimeout(() => said.unsubscribe());
      resolve(Boolean(value?.cursor) || String(value));
    }, reject);
  });
}

async function beginning() {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ changes(first: 1) { next } }' }) });
  return (await response.json()).data.changes.next;
}

async function sha256(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(bytes).toString('hex');
}

function bin(name, command) {
  const require = createRequire(import.meta.url);
  const folder = `${here}node_modules/${name}/`;
  const { bin } = require(`${folder}package.json`);
  return folder + (typeof bin === 'string' ? bin : bin[command]);
}

async function tried(what, attempt) {
  let found;
  try {
    found = await Promise.race([attempt(), new Promise((resolve) => { setTimeout(resolve, 30_000, 'nothing came within 30 s').unref(); })]);
  } catch (problem) {
    found = `${problem.message}\n${problem.stdout ?? ''}${problem.stderr ?? ''}`;
  }
  console.log(JSON.stringify([what, found === true, found === true ? '' : String(found)]));
}
process.exit(0);
