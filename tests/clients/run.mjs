// Starts the server on an empty database and a free port, lets every suite judge it, and stops it:
//     node tests/clients/run.mjs cargo run --release
// Build first: it does not wait for a compiler.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SUITES = ['lint', 'schema', 'audit', 'offline', 'browser'];
const SECONDS_TO_START = 120;
const SECONDS_TO_STOP = 30;

const [program, ...options] = process.argv.slice(2);
if (!program) {
  console.error('Name the command that starts the server: node tests/clients/run.mjs cargo run --release');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const url = `http://127.0.0.1:${await freePort()}`;
const server = start();
let failed = [];
try {
  await ready();
  for (const suite of SUITES) if (!(await passes(suite))) failed.push(suite);
  if (!(await stopsCleanly())) failed.push('stop');
} catch (problem) {
  console.error(problem.message);
  failed.push('start');
} finally {
  server.kill('SIGKILL');
  if (failed.some((part) => !SUITES.includes(part))) console.error(`--- the server's last lines ---\n${server.log.slice(-30).join('\n')}`);
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed.length === 0 ? `clients: all ${SUITES.length} suites passed` : `clients: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

function start() {
  const child = spawn(program, options, {
    env: { ...process.env, LC_BIND: new URL(url).host, DATABASE_URL: `sqlite://${folder}/network.db?mode=rwc` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.log = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      child.log = [...child.log, ...text.trimEnd().split('\n')].slice(-200);
    });
  }
  child.on('error', (problem) => child.log.push(problem.message));
  return child;
}

async function ready() {
  for (const end = Date.now() + SECONDS_TO_START * 1000; Date.now() < end; await sleep(200)) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode} before it was ready.`);
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.ok) return;
  }
  throw new Error(`The server was not ready within ${SECONDS_TO_START} s.`);
}

async function passes(suite) {
  const script = fileURLToPath(new URL(`${suite}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [script, url], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0;
}

async function stopsCleanly() {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const [code] = (await Promise.race([ended, sleep(SECONDS_TO_STOP * 1000, undefined, { ref: false })])) ?? [];
  if (code !== 0) console.error(`The server ended with ${code} on SIGTERM, not with 0.`);
  return code === 0;
}
