// What the suites share: where the server is, how a check is told, when a suite has failed.

const given = process.argv[2] ?? process.env.LC_URL;
if (!given) {
  console.error('Name the server: its URL as first argument or in LC_URL.');
  process.exit(2);
}

/** The server's address, without a slash at its end. */
export const BASE = new URL(given).href.replace(/\/+$/, '');

let passed = 0;
const failures = [];

/** Notes whether something holds; `details` says what was found instead. */
export function check(holds, sentence, details = '') {
  if (holds) {
    passed += 1;
  } else {
    failures.push(sentence);
    console.error(`  FAILED  ${sentence}${details && `\n          ${details}`}`);
  }
}

/** Tells the figures and ends with 1 when anything failed, or when nothing was checked. */
export function finish(suite) {
  console.log(`${suite}: ${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
}

/** Asks the server and gives back its whole answer. */
export async function ask(query, variables = {}) {
  const response = await fetch(`${BASE}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
