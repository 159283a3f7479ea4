// Thousands of random schedules around the changes of odd clocks: the API, our calendars as icalendar and recurring-ical-events read
// them, and dateutil with zoneinfo, which know nothing of us, have the same sessions.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { check, finish } from './harness.mjs';
import { withServer } from './own-server.mjs';

const PYTHON = process.env.CLIENTS_PYTHON;
if (!PYTHON) {
  console.error('Name a Python that has the packages of requirements.txt in CLIENTS_PYTHON; ./test makes one.');
  process.exit(2);
}

const SCRIPT = fileURLToPath(new URL('schedules.py', import.meta.url));
const python = (...options) => execFileSync(PYTHON, [SCRIPT, ...options], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const text = (words) => [{ locale: 'en', text: words }];
const CREATE = 'mutation ($input: ProgrammeCreateInput!) { done: programmeCreate(input: $input) { programme { id } userErrors { code field } } }';
const PUBLISH = 'mutation ($input: ProgrammePublishInput!) { done: programmePublish(input: $input) { programme { id } userErrors { code field } } }';
const MOVE = 'mutation ($input: CityUpdateInput!) { done: cityUpdate(input: $input) { userErrors { code field } } }';
const SESSIONS = `query ($id: ID!, $from: Date!, $to: Date!) { node(id: $id) { ... on Programme {
  offerings(first: 100, orderBy: { field: CREATED }) { nodes { id code sessions(from: $from, to: $to, first: 100) { startsAt endsAt } } } } } }`;

await withServer(async ({ url, folder, writer }) => {
  const file = join(folder, 'schedules.json');
  python('make', file);
  const rounds = JSON.parse(readFileSync(file, 'utf8'));
  const write = writer('city:de-bonn', 'city:write programme:write');
  let home;
  for (const [number, round] of rounds.entries()) {
    // Bonn travels around the world.
    if (home !== round.zone) await write(MOVE, { timeZone: round.zone });
    home = round.zone;
    await play(url, write, round, join(folder, `${number}.ics`));
  }
  writeFileSync(file, JSON.stringify(rounds));
  judge(JSON.parse(python('judge', file)), rounds);
});
finish('schedules');

/** Publishes the schedules of a round, each an offering, and notes what the API and the calendar say of them. */
async function play(url, write, round, file) {
  const offerings = round.schedules.map((schedule, place) => ({
    code: String(place).padStart(3, '0'), deliveryMode: 'ONSITE', venue: text('Hall'), ...round.lasts[place], schedules: [schedule],
  }));
  const { programme } = await write(CREATE, { title: text(round.zone), kind: 'COURSE', defaultLocale: 'en', topics: ['LITERACY'], offerings });
  await write(PUBLISH, { id: programme.id });
  const { node } = await ask(url, SESSIONS, { id: programme.id, from: round.from, to: round.to });
  round.offerings = node.offerings.nodes.sort((one, other) => (one.code < other.code ? -1 : 1));
  round.file = file;
  const response = await fetch(`${url}/programmes/${programme.id}/calendar.ics`);
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
}

function judge(found, rounds) {
  check(found.errors.length === 0, `icalendar has no complaint, and ${rounds.length} calendars set their clocks as their places do`, found.errors.slice(0, 5).join('\n'));
  check(found.schedules >= 2_000, 'there are schedules to compare', String(found.schedules));
  check(found.sessions > 10_000, 'there are sessions to compare', String(found.sessions));
  check(found.shifted > 20, 'there are sessions in the hours that clocks skip', String(found.shifted));
  check(found.saved > 10, 'there are sessions of which the clock would leave nothing', String(found.saved));
  check(found.differences.length === 0, 'all agree about the sessions', `${found.differences.length} differences\n${found.differences.slice(0, 5).join('\n')}`);
  console.log(`schedules: ${found.schedules} schedules in ${new Set(rounds.map(({ zone }) => zone)).size} zones, ${found.sessions} sessions compared, ${found.shifted} of them in skipped hours`);
}

async function ask(url, query, variables = {}) {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}
