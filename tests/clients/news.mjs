// feedparser reads the Atom feeds without a complaint; the JSON Feeds have the types of JSON Feed 1.1.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { BASE, check, finish } from './harness.mjs';
import { compile } from './typescript.mjs';

const PYTHON = process.env.CLIENTS_PYTHON;
if (!PYTHON) {
  console.error('Name a Python that has the packages of requirements.txt in CLIENTS_PYTHON; ./test makes one.');
  process.exit(2);
}

const FEEDS = ['/news', '/cities/kr-haneulbit/news'];
for (const path of FEEDS) {
  const atom = await fetch(`${BASE}${path}.atom`);
  const json = await (await fetch(`${BASE}${path}.json`)).json();
  const script = fileURLToPath(new URL('news.py', import.meta.url));
  const read = JSON.parse(execFileSync(PYTHON, [script], { input: Buffer.from(await atom.arrayBuffer()), encoding: 'utf8' }));
  check(read.bozo === 0 && read.problem === '', `feedparser takes ${path}.atom`, read.problem);
  check(read.version === 'atom10', `${path}.atom is Atom 1.0`, read.version);
  check(json.items.length > 0, `${path}.json has items`);
  check(read.ids.join() === json.items.map(({ id }) => id).join(), `${path} tells the same in both formats`);
  check(read.titles.join() === json.items.map(({ title }) => title).join(), `${path} has the same titles in both formats`);
  // Extensions begin with an underscore; the types know of none.
  check(json.items.every(({ _lcn }) => _lcn.kind && _lcn.id && _lcn.city), `${path}.json says what its items are about`);
  json.items = json.items.map(({ _lcn, ...item }) => item);
  const typed = (feed) => [{ name: 'feed', type: 'JSONFeed_1_1', value: feed }];
  const imports = "import type JSONFeed_1_1 from '@json-feed-types/1_1';";
  const problems = compile(imports, typed(json));
  check(problems === '', `tsc takes ${path}.json`, problems);
  const { title, ...untitled } = json;
  check(compile(imports, typed(untitled)).includes('title'), 'tsc sees that a title is missing', title);
}
finish('news');
