// Clients as people install them, with their settings as they come, pointed at /graphql: in the versions that we pin and in the newest.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';

const FOLDERS = { pinned: process.env.CLIENTS_PINNED, newest: process.env.CLIENTS_NEWEST };
const run = promisify(execFile);

await withServer(async ({ url, token }) => {
  const speaker = token('city:kr-hanam', 'city:write');
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent('{changes(first:1){next}}')}`);
  const { next } = (await response.json()).data.changes;
  for (const [release, folder] of Object.entries(FOLDERS)) {
    const versions = installed(folder);
    console.log(`  ${release}: ${versions.join(', ')}`);
    const script = await run(process.execPath, [`${folder}/ask.mjs`, url, speaker], { maxBuffer: 2 ** 26 });
    const python = await run(process.env.CLIENTS_PYTHON, [`${folder}/ask.py`, url, speaker, next], { env: { ...process.env, PYTHONPATH: `${folder}/python` } });
    const lines = `${script.stdout}${python.stdout}`.split('\n').filter((line) => line.startsWith('["'));
    check(lines.length === 14, `${release}: everything was tried`, `${lines.length} things`);
    for (const [what, works, found] of lines.map((line) => JSON.parse(line))) check(works, `${release}: ${what}`, found.slice(0, 600));
  }
});
finish('defaults');

function installed(folder) {
  const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return Object.keys(dependencies).map((name) => `${name} ${JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8')).version}`);
}
