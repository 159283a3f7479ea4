// The pages need nothing from elsewhere: walks from the three doors over everything
// that they refer to and looks into every served byte for an outside URL.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BASE, check, finish } from './harness.mjs';
import { outsideUrls } from './outside.mjs';

// The scripts put the names of the queries together, so the walk cannot read them there.
const DOORS = ['/', '/graphiql', '/docs', '/docs/errors', ...['city', 'association', 'institute'].map((name) => `/graphiql/queries/${name}.graphql`)];

// Answers to programs, not parts of a page; they may cite the addresses of standards.
const DATA = ['/schema.graphql', '/readyz', '/graphql'];

// Of the file itself, and of the page that it is in: all pages lie side by side.
const OWN = [/url\(\s*["']?(?!data:)([^"')]+)/g, /\b(?:from|import|@import)\s*\(?\s*["'](\.?\/[^"']+)["']/g];
const OF_THE_PAGE = [/\b(?:src|href)\s*[=:]\s*["']([^"'#]+)/g, /\bfetch\(\s*["']([^"']+)["']/g, /\burl:\s*["']([^"']+)["']/g];

const seen = new Map();
for (const door of DOORS) await visit(door);
checkLibraries();
console.log(`offline: ${seen.size} files, ${[...seen.values()].reduce((sum, { length }) => sum + length, 0)} bytes`);
finish('offline');

async function visit(path) {
  if (seen.has(path) || DATA.includes(path)) return;
  const response = await fetch(BASE + path, { redirect: 'error' });
  const bytes = Buffer.from(await response.arrayBuffer());
  seen.set(path, bytes);
  check(response.status === 200, `${path} is served`, `status ${response.status}`);
  checkHeaders(path, response.headers);
  checkContent(path, bytes.toString('utf8'), response.headers.get('content-type') ?? '');
  for (const next of references(path, bytes.toString('utf8'))) await visit(next);
}

function checkHeaders(path, headers) {
  const policy = headers.get('content-security-policy') ?? '';
  check(policy.startsWith("default-src 'none'"), `${path} has a strict policy`, policy);
  check(!/unsafe|\*|https?:/.test(policy), `${path} has no hole in its policy`, policy);
  check(headers.get('x-content-type-options') === 'nosniff', `${path} says nosniff`);
}

function checkContent(path, text, type) {
  const outside = outsideUrls(text, BASE);
  check(outside.length === 0, `${path} names no outside URL`, outside.join(' '));
  if (!type.startsWith('text/html')) return;
  check(!/<script(?![^>]*\bsrc=)/i.test(text), `${path} has no inline script`);
  check(!/<style|\sstyle=|\son[a-z]+=/i.test(text), `${path} has no inline style or handler`);
}

/** What a page, a style or a script of ours refers to, as paths. The libraries' own strings are no references. */
function references(path, text) {
  if (libraries().some(({ file }) => path === `/graphiql/${file}`)) return [];
  const found = (patterns, base) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, target]) => [target, base]));
  const all = [...found(OWN, path), ...found(OF_THE_PAGE, '/')];
  return all.filter(([target]) => !target.includes('${')).map(([target, base]) => new URL(target, BASE + base).pathname);
}

/** The served libraries are the ones that the manifest names. */
function checkLibraries() {
  for (const { file, sha256 } of libraries()) {
    const bytes = seen.get(`/graphiql/${file}`);
    const actual = bytes && createHash('sha256').update(bytes).digest('hex');
    check(actual === sha256, `${file} is the file that the manifest names`, actual ?? 'it was not reached');
  }
}

function libraries() {
  const manifest = JSON.parse(readFileSync(new URL('../../assets/graphiql/manifest.json', import.meta.url), 'utf8'));
  return manifest.flatMap(({ outputs }) => outputs).map(({ file, sha256 }) => ({ file: file.replace(/\.gz$/, ''), sha256 }));
}
