// A server that a suite has for itself, because it changes what the others read.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { check } from './harness.mjs';
import { Server } from './server.mjs';

/** Starts a server and lets `judge` have it: its URL, its folder, whoever writes to it, and tokens. */
export async function withServer(judge, settings = {}) {
  if (!process.env.LC_COMMAND) {
    console.error('Start this by run.mjs: it has to start a server of its own.');
    process.exit(2);
  }
  const command = JSON.parse(process.env.LC_COMMAND);
  const folder = mkdtempSync(join(tmpdir(), 'own-'));
  const server = await Server.start(command, folder, settings);
  try {
    await server.ready();
    const { url } = server;
    const writer = (body, scope) => {
      const token = tokenOf(command, folder, url, ['--body', body, '--scope', scope]);
      return (query, input) => change(url, token, query, input);
    };
    const tokens = new Map();
    const token = (body, scope) => {
      const name = `${body} ${scope}`;
      if (!tokens.has(name)) tokens.set(name, tokenOf(command, folder, url, ['--body', body, '--scope', scope]));
      return tokens.get(name);
    };
    await judge({ url, folder, writer, token });
  } catch (problem) {
    check(false, 'the server does what it is asked', `${problem.stack}\n${server.lastLines()}`);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A token of a body, from the server in this folder. */
export function tokenOf([program, ...options], folder, url, wanted) {
  const last = program === 'cargo' ? ['--'] : [];
  const env = { ...process.env, LC_BIND: new URL(url).host, DATABASE_URL: `sqlite://${folder}/network.db?mode=rwc` };
  return execFileSync(program, [...options, ...last, 'token', ...wanted], { env, encoding: 'utf8' }).trim();
}

/** Runs a mutation that calls its payload `done`, and gives back the payload. */
async function change(url, token, query, input) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const answer = await response.json();
  if (!answer.data?.done || answer.data.done.userErrors.length > 0) throw new Error(JSON.stringify(answer));
  return answer.data.done;
}
