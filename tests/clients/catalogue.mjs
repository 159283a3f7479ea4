// pyshacl holds the catalogue to the shapes of DCAT-AP 3.0.0.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { BASE, check, finish } from './harness.mjs';

const PYTHON = process.env.CLIENTS_PYTHON;
if (!PYTHON) {
  console.error('Name a Python that has the packages of requirements.txt in CLIENTS_PYTHON; ./test makes one.');
  process.exit(2);
}

const script = fileURLToPath(new URL('catalogue.py', import.meta.url));
const judge = (catalogue) => JSON.parse(execFileSync(PYTHON, [script], { input: JSON.stringify(catalogue), encoding: 'utf8' }));

const catalogue = await (await fetch(`${BASE}/catalog.jsonld`)).json();
const found = judge(catalogue);
check(found.shapes > 10, 'the shapes are there', String(found.shapes));
check(found.triples > 100, 'the catalogue says something', String(found.triples));
check(found.conforms, 'the catalogue conforms to DCAT-AP 3.0.0', found.report);
check(found.datasets === 8, 'it has eight datasets', String(found.datasets));
const { title, ...untitled } = catalogue;
check(!judge(untitled).conforms, 'the shapes see that a title is missing', JSON.stringify(title));
finish('catalogue');
