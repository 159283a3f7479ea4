// schema-dts and the TypeScript compiler: what our pages say is what schema.org has words for.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ask, BASE, check, finish } from './harness.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PAGES = 40;

const { data } = await ask(`{
  programmes(first: 100) { nodes { id kind } } offerings(first: ${PAGES}) { nodes { id } }
  learningSpaces(first: ${PAGES}) { nodes { id } } cities(first: ${PAGES}) { nodes { slug } }
}`);
const events = ['FESTIVAL', 'EXHIBITION', 'CONFERENCE'];
const programmes = data.programmes.nodes;
const courses = programmes.filter(({ kind }) => !events.includes(kind));
const festivals = programmes.filter(({ kind }) => events.includes(kind));

const things = [];
await collect('WithContext<Course>', courses.map(({ id }) => `/programmes/${id}`));
await collect('WithContext<EducationEvent>', festivals.map(({ id }) => `/programmes/${id}`));
await collect('WithContext<CourseInstance | EducationEvent>', data.offerings.nodes.map(({ id }) => `/offerings/${id}`));
await collect('WithContext<Place>', data.learningSpaces.nodes.map(({ id }) => `/learning-spaces/${id}`));
await collect('Graph', data.cities.nodes.map(({ slug }) => `/cities/${slug}`));

const good = compile(things);
check(good === '', `tsc takes all ${things.length} pages`, good);
const spoilt = things.map(({ type, page }) => ({ type, page: { ...page, '@type': 'Course', madeUp: true } }));
check(compile(spoilt.slice(0, 1)).includes('madeUp'), 'tsc sees a property that does not exist');
finish('json-ld');

async function collect(type, paths) {
  check(paths.length > 0, `there is something for ${type}`);
  for (const path of paths) {
    const response = await fetch(BASE + path);
    check(response.ok && response.headers.get('content-type') === 'application/ld+json', `${path} is JSON-LD`, `${response.status}`);
    things.push({ type, page: await response.json() });
  }
}

/** What the compiler says of these pages; nothing when all are right. */
function compile(pages) {
  // Below this folder, so that the compiler finds the package.
  const folder = mkdtempSync(join(HERE, 'node_modules', '.json-ld-'));
  try {
    const lines = pages.map(({ type, page }, number) => `export const page${number}: ${type} = ${JSON.stringify(page)};`);
    const imports = "import type { Course, CourseInstance, EducationEvent, Graph, Place, WithContext } from 'schema-dts';";
    writeFileSync(join(folder, 'pages.ts'), `${imports}\n${lines.join('\n')}\n`);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--moduleResolution', 'nodenext'];
    execFileSync(process.execPath, [join(HERE, 'node_modules/typescript/bin/tsc'), ...options, join(folder, 'pages.ts')], { encoding: 'utf8' });
    return '';
  } catch (problem) {
    return String(problem.stdout ?? problem).slice(0, 2000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
