// Makes the embedded libraries of /graphiql from their npm packages:
//     node assets/graphiql/build.mjs
// The packages are pinned by version and hash and no outside URL survives (the
// build fails when one does). manifest.json holds the hash of each unpacked file:
// the packed bytes may differ from one zlib to the next, the unpacked ones never.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { outsideUrls } from '../../tests/clients/outside.mjs';
import { PATCHES } from './patches.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const PACKAGES = [
  {
    name: 'react',
    version: '18.3.1',
    sha256: '8d9bed01a672e7eaf387942d781ad47c6a43089a30a0306060f9fd5ac7870347',
    files: { 'react.js': 'umd/react.production.min.js' },
  },
  {
    name: 'react-dom',
    version: '18.3.1',
    sha256: '031d4427a99f2f3f6cac18bbbf308594a67e4f47d10f4896fdec446505b040e0',
    files: { 'react-dom.js': 'umd/react-dom.production.min.js' },
  },
  {
    name: 'graphiql',
    version: '4.1.2', // the last version that ships a script which needs no bundler
    sha256: '6aa9cb6d82e656d38b72991264f41545889881e8dc23059199be3b94fff2ad05',
    files: { 'graphiql.js': 'graphiql.min.js', 'graphiql.css': 'graphiql.min.css' },
  },
];

const scratch = mkdtempSync(join(tmpdir(), 'graphiql-'));
try {
  const built = PACKAGES.map(build);
  const manifest = built.map(({ licence, ...entry }) => entry);
  writeFileSync(join(here, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(here, 'licences.txt'), built.map(({ licence }) => licence).join('\n'));
} finally {
  rmSync(scratch, { recursive: true });
}

function build({ name, version, sha256, files }) {
  const folder = unpack(name, version, sha256);
  const outputs = Object.entries(files).map(([target, source]) => {
    const text = patched(target, readFileSync(join(folder, source), 'utf8'));
    const packed = gzip(text);
    writeFileSync(join(here, `${target}.gz`), packed);
    console.log(`${target}.gz  ${packed.length} bytes`);
    return { file: `${target}.gz`, from: source, sha256: hash(text) };
  });
  const terms = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
  return { package: name, version, sha256, outputs, licence: `${name} ${version}\n\n${terms}\n` };
}

function unpack(name, version, sha256) {
  const archive = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: scratch, encoding: 'utf8' }).trim();
  const actual = hash(readFileSync(join(scratch, archive)));
  if (actual !== sha256) throw new Error(`${archive} has sha256 ${actual}, not ${sha256}`);
  const folder = join(scratch, name);
  execFileSync('mkdir', [folder]);
  execFileSync('tar', ['xzf', join(scratch, archive), '-C', folder, '--strip-components=1']);
  return folder;
}

function patched(target, text) {
  const result = PATCHES.filter(({ file }) => file === target).reduce(apply, text);
  const left = outsideUrls(result);
  if (left.length > 0) throw new Error(`${target} still names ${left.join(', ')}`);
  return result;
}

function apply(text, { file, find, times = 1, put }) {
  const pieces = text.split(find);
  if (pieces.length !== times + 1) {
    throw new Error(`${file}: found ${pieces.length - 1} times, expected ${times}: ${find}`);
  }
  return pieces.join(put);
}

// Node writes no time into the header; byte 9 names the system that packed, so it is set to "unknown".
function gzip(text) {
  const packed = gzipSync(text, { level: 9 });
  packed[9] = 255;
  return packed;
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
