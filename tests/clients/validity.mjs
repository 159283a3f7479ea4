// Whether a request runs, asked of the server and of graphql-js: thousands of documents, made from the
// schema by a fixed seed and broken in every way that the specification has a rule against.
// What the two disagree on is listed in DIFFERENCES with a reason, or a failure.

import { readFileSync } from 'node:fs';

import { BASE, check, finish } from './harness.mjs';
import { Documents } from './validity-documents.mjs';
import { judge, RULES, schemaOf, VERSION } from './validity-judge.mjs';
import { mutate } from './validity-mutations.mjs';
import { Chance } from './validity-values.mjs';

const SEED = Number(process.env.LC_SEED ?? 20260902);
const NUMBER = Number(process.env.LC_DOCUMENTS ?? 4000);
const AT_ONCE = 8;

/** Where we answer otherwise on purpose. */
const DIFFERENCES = [
  {
    name: 'limits',
    reason: 'A document beyond a limit is refused, valid or not (serviceLimits).',
    holds: (ours) => ours.codes.includes('QUERY_TOO_COMPLEX'),
  },
  {
    name: 'NUL',
    reason: 'PostgreSQL keeps no text with the character NUL, so none is taken.',
    holds: (ours) => ours.messages.includes('A text contains the character NUL.'),
  },
  {
    name: 'null for a default',
    reason: 'A variable with a default may stand where null may not. graphql-js runs the operation and fails at the field; we refuse null before anything runs.',
    holds: (ours, theirs) => theirs.runs && ours.messages.some((message) => message.endsWith('must not be null where it stands.')),
  },
  {
    name: 'conditions at the root of a subscription',
    reason: 'The September 2025 specification forbids @skip and @include there (5.2.4.1); graphql-js does from 17 on.',
    holds: (ours, theirs) => theirs.runs && ours.messages.includes('A subscription has its field without @skip or @include at its root.'),
  },
  {
    name: 'null for includeDeprecated',
    reason: 'The September 2025 introspection takes a Boolean! there (4.2); graphql-js does from 17 on.',
    holds: (ours, theirs, { query }) => theirs.runs && /includeDeprecated: null/.test(query) && ours.messages.every((message) => message === 'Null stands where Boolean! is wanted.'),
  },
  {
    name: 'numbers without end',
    reason: 'JSON has no infinity, which is what 1e999 becomes.',
    holds: (ours, theirs, { query }) => theirs.runs && /e999/.test(query) && ours.messages.every((message) => / is no JSON\.$/.test(message)),
  },
  {
    name: 'large ids',
    reason: 'An integer as ID has at most 64 bits, its sign among them: JSON numbers beyond lose their digits.',
    holds: (ours, theirs) => theirs.runs && ours.messages.some((message) => /is no ID\.$/.test(message)),
  },
];

/** Rules of which the first place of a single fault may be another one. */
const OTHER_PLACES = {
  Syntax: 'graphql-js points into a token that is wrong, we at its begin.',
  OverlappingFieldsCanBeMergedRule: 'Which of several fields is the first depends on the order of the comparisons.',
  SingleFieldSubscriptionsRule: 'The fields of fragments are gathered in another order.',
  NoFragmentCyclesRule: 'A circle begins where the walk enters it.',
};

const schema = schemaOf(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const chance = new Chance(SEED);
const documents = new Documents(schema, chance);
const cases = Array.from({ length: NUMBER }, (_, number) => make(number));
const figures = { runs: 0, refused: 0, places: 0, otherPlaces: 0 };
const rules = new Map();
const differences = new Map(DIFFERENCES.map(({ name }) => [name, 0]));

let next = 0;
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  while (next < cases.length) await compare(cases[next++]);
}));

for (const { name, reason } of DIFFERENCES) {
  if (differences.get(name) > 0) console.log(`  difference: ${name}, ${differences.get(name)} documents. ${reason}`);
}
const counted = [...rules].sort(([, one], [, other]) => other - one).map(([rule, number]) => `${rule} ${number}`);
console.log(`  refused for: ${counted.join(', ')}`);
console.log(`  ${cases.length} documents (graphql-js ${VERSION}, seed ${SEED}): ${figures.runs} run, ${figures.refused} do not; of ${figures.places} single faults the place is the same`);
check(figures.runs > NUMBER / 6 && figures.refused > NUMBER / 3, 'there are enough of both', JSON.stringify(figures));
for (const rule of [...RULES, 'Syntax', 'Operation', 'Variables']) check(rules.get(rule) > 0, `${rule} is broken`);
finish('validity');

/** A document, perhaps broken, with the variables that it is given. */
function make(number) {
  const valid = documents.next(number);
  let made = valid;
  for (let times = chance.pick([0, 1, 1, 1, 1, 2]); times > 0; times -= 1) made = mutate(schema, made, chance);
  return made;
}

async function compare(made) {
  const theirs = judge(schema, made);
  const ours = await served(made);
  figures[theirs.runs ? 'runs' : 'refused'] += 1;
  for (const rule of new Set(theirs.rules)) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  const told = JSON.stringify({ ...made, ours, theirs: { runs: theirs.runs, messages: theirs.messages, rules: theirs.rules } });
  check(!ours.codes.includes('INTERNAL'), 'nothing breaks', told);
  if (ours.runs !== theirs.runs) {
    const difference = DIFFERENCES.find(({ holds }) => holds(ours, theirs, made));
    if (difference) differences.set(difference.name, differences.get(difference.name) + 1);
    check(difference, `both agree whether this runs: ${theirs.rules[0] ?? 'valid'}`, told);
  } else if (!ours.runs) {
    comparePlaces(ours, theirs, told);
  }
}

function comparePlaces(ours, theirs, told) {
  // A limit is one of the whole document, and an operation that is not there has no place.
  const isPlaceless = ours.codes.includes('QUERY_TOO_COMPLEX') || ours.messages.some((message) => message.includes('NUL')) || theirs.rules[0] === 'Operation';
  if (isPlaceless) return;
  check(ours.places.every((place) => place !== undefined || ours.messages.some((message) => message.startsWith('There are '))), 'every fault has a place', told);
  if (theirs.messages.length !== 1 || ours.messages.length !== 1) return;
  if (ours.places[0] === theirs.places[0]) figures.places += 1;
  else if (OTHER_PLACES[theirs.rules[0]]) figures.otherPlaces += 1;
  else check(false, `both find the fault in the same place: ${theirs.rules[0]}`, told);
}

/** What the server makes of it. A subscription that may run is told where it runs. */
async function served({ query, variables, operationName }) {
  const response = await fetch(`${BASE}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const answer = await response.json();
  const errors = answer.errors ?? [];
  const messages = errors.map(({ message }) => message);
  const isElsewhere = messages[0]?.startsWith('A subscription needs a connection that stays');
  return {
    runs: isElsewhere || (response.status === 200 && 'data' in answer),
    status: response.status,
    messages,
    codes: errors.map(({ extensions }) => extensions?.code),
    places: errors.map(({ locations }) => locations?.[0] && `${locations[0].line}:${locations[0].column}`),
  };
}
