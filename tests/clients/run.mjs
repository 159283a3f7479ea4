// Starts the server on an empty database and a free port, lets every suite judge it, and stops it:
//     node tests/clients/run.mjs cargo run
// Build first: it does not wait for a compiler.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Server } from './server.mjs';

const SUITES = ['lint', 'schema', 'audit', 'validity', 'oidc', 'surveyjs', 'surveyjs-import', 'xlsform', 'json-ld', 'calendars', 'schedules', 'addresses', 'news', 'catalogue', 'rpde', 'subscriptions', 'webhooks', 'defaults', 'consumers', 'offline', 'browser'];

const command = process.argv.slice(2);
if (command.length === 0) {
  console.error('Name the command that starts the server: node tests/clients/run.mjs cargo run');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const server = await Server.start(command, folder);
let failed = [];
try {
  await server.ready();
  for (const suite of SUITES) if (!(await passes(suite))) failed.push(suite);
  if (!(await server.stopsCleanly())) failed.push('stop');
} catch (problem) {
  console.error(problem.message);
  failed.push('start');
} finally {
  server.kill();
  if (failed.some((part) => !SUITES.includes(part))) console.error(server.lastLines());
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed.length === 0 ? `clients: all ${SUITES.length} suites passed` : `clients: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs a suite. One that needs a server with other settings starts its own by the same command. */
async function passes(suite) {
  const script = fileURLToPath(new URL(`${suite}.mjs`, import.meta.url));
  const env = { ...process.env, LC_COMMAND: JSON.stringify(command) };
  const child = spawn(process.execPath, [script, server.url], { stdio: 'inherit', env });
  const [code] = await once(child, 'exit');
  return code === 0;
}
