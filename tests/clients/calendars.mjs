// icalendar reads our calendars without a complaint, and recurring-ical-events finds our sessions in them.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';

const PYTHON = process.env.CLIENTS_PYTHON;
if (!PYTHON) {
  console.error('Name a Python that has the packages of requirements.txt in CLIENTS_PYTHON; ./test makes one.');
  process.exit(2);
}

const YEARS = [2026, 2027];
const text = (locale, words) => [{ locale, text: words }];
const times = { startTime: '18:30', endTime: '20:45' };
// What trips over calendars: summer time, a first day that does not fit, an end in the middle, long and strange words.
const SCHEDULES = [
  { frequency: 'WEEKLY', byDay: ['TU', 'TH'], startDate: '2026-03-06', endDate: '2026-11-05', exceptDates: ['2026-03-31', '2026-05-05'] },
  { frequency: 'WEEKLY', interval: 2, byDay: ['MO'], startDate: '2026-09-02', endDate: '2027-04-12' },
  { frequency: 'WEEKLY', interval: 3, startDate: '2026-10-24', endDate: '2027-02-27' },
  { frequency: 'MONTHLY', startDate: '2026-01-31', endDate: '2027-12-31' },
  { frequency: 'MONTHLY', byDay: ['FR'], interval: 2, startDate: '2026-02-02', endDate: '2027-01-29' },
  { frequency: 'DAILY', interval: 2, startDate: '2026-03-25', endDate: '2026-04-06' },
  { frequency: 'DAILY', startDate: '2026-10-20', exceptDates: ['2026-10-20', '2026-10-25'], endDate: '2026-10-28' },
  { frequency: 'ONCE', startDate: '2026-03-29', startTime: '01:15', endTime: '04:30' },
  { frequency: 'ONCE', byDay: ['SU'], startDate: '2026-06-01' },
  { frequency: 'WEEKLY', byDay: ['WE'], startDate: '2026-12-02' },
];

await withServer(async ({ url, folder, writer }) => {
  const change = writer('city:de-hamburg', 'programme:write');
  const offering = (schedule) => ({ deliveryMode: 'ONSITE', venue: text('de', 'Rathaus, Raum 1; Eingang B'), startDate: '2026-01-01', endDate: '2027-12-31', schedules: [{ ...times, ...schedule }] });
  const course = {
    title: text('de', 'Lesen, schreiben; rechnen \\ 읽기와 쓰기 '.repeat(5)), summary: text('de', 'Erste Zeile\nzweite, Zeile; „dritte“\u2028vierte\u2029END:VEVENT'),
    kind: 'COURSE', topics: ['LITERACY', 'DIGITAL_SKILLS'],
    offerings: [...SCHEDULES.map(offering), { deliveryMode: 'ONLINE', startDate: '2026-07-01', endDate: '2026-07-03', virtualUrl: 'https://kurs.example/a?b=c,d;e' }],
  };
  course.offerings[0].schedules.push({ ...times, frequency: 'WEEKLY', byDay: ['SA'], startDate: '2026-03-07', endDate: '2026-03-28' });
  const create = 'mutation ($input: ProgrammeCreateInput!) { done: programmeCreate(input: $input) { programme { id } userErrors { code field } } }';
  const { programme } = await change(create, course);
  await change('mutation ($input: ProgrammePublishInput!) { done: programmePublish(input: $input) { programme { id } userErrors { code field } } }', { id: programme.id });
  const cancelled = (await ask(url, `{ node(id: "${programme.id}") { ... on Programme { offerings(where: { deliveryMode: { eq: ONLINE } }) { nodes { id } } } } }`)).node.offerings.nodes[0].id;
  await change('mutation ($input: OfferingUpdateInput!) { done: offeringUpdate(input: $input) { offering { id } userErrors { code field } } }', { id: cancelled, status: 'CANCELLED' });
  await judge(url, folder, programme.id);
});
finish('calendars');

async function judge(url, folder, programme) {
  const { cities, learningSpaces, offerings } = await ask(url, `{
    cities(first: 100) { nodes { slug } } learningSpaces(first: 100) { nodes { id } }
    offerings(first: 100) { nodes { id status city { slug timeZone } ${YEARS.map(sessions).join(' ')} } }
  }`);
  const paths = [...cities.nodes.map(({ slug }) => `/cities/${slug}`), ...learningSpaces.nodes.map(({ id }) => `/learning-spaces/${id}`), `/programmes/${programme}`];
  const files = [];
  for (const path of paths) {
    const response = await fetch(`${url}${path}/calendar.ics`);
    check(response.headers.get('content-type') === 'text/calendar; charset=utf-8', `${path} has a calendar`, `${response.status}`);
    const file = join(folder, `${files.length}.ics`);
    writeFileSync(file, Buffer.from(await response.arrayBuffer()));
    files.push({ path, file });
  }
  const expected = join(folder, 'expected.json');
  writeFileSync(expected, JSON.stringify({ files, offerings: offerings.nodes, years: YEARS }));
  const script = fileURLToPath(new URL('calendars.py', import.meta.url));
  const found = JSON.parse(execFileSync(PYTHON, [script, expected], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  check(found.errors.length === 0, `icalendar has no complaint about ${files.length} calendars`, found.errors.join('\n'));
  check(found.compared > 30, 'there are offerings to compare', String(found.compared));
  check(found.sessions > 500, 'there are sessions to compare', String(found.sessions));
  check(found.differences.length === 0, `${found.compared} offerings have their ${found.sessions} sessions`, found.differences.slice(0, 5).join('\n'));
  check(found.cancelled >= 1, 'a cancelled offering stays, and says so', String(found.cancelled));
  console.log(`calendars: ${files.length} calendars, ${found.compared} offerings, ${found.sessions} sessions are equal`);
}

function sessions(year) {
  return `y${year}: sessions(from: "${year}-01-01", to: "${year}-12-31", first: 100) { startsAt endsAt }`;
}

async function ask(url, query) {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}
