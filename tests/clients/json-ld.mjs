// schema-dts and the TypeScript compiler: what our pages say is what schema.org has words for.

import { ask, BASE, check, finish } from './harness.mjs';
import { compile } from './typescript.mjs';

const IMPORTS = "import type { Course, CourseInstance, EducationEvent, Graph, Place, WithContext } from 'schema-dts';";
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

const good = compile(IMPORTS, things);
check(good === '', `tsc takes all ${things.length} pages`, good);
const [{ name, type, value }] = things;
check(compile(IMPORTS, [{ name, type, value: { ...value, madeUp: true } }]).includes('madeUp'), 'tsc sees a property that does not exist');
finish('json-ld');

async function collect(type, paths) {
  check(paths.length > 0, `there is something for ${type}`);
  for (const path of paths) {
    const response = await fetch(BASE + path);
    check(response.ok && response.headers.get('content-type') === 'application/ld+json', `${path} is JSON-LD`, `${response.status}`);
    things.push({ name: `page${things.length}`, type, value: await response.json() });
  }
}
