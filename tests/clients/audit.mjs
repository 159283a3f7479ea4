// GraphQL over HTTP, judged by the audits of the graphql-http package.
// Warnings and notices count as failures too.

import { serverAudits } from 'graphql-http';
import { BASE, check, finish } from './harness.mjs';

const counts = { ok: 0, notice: 0, warn: 0, error: 0 };

for (const audit of serverAudits({ url: `${BASE}/graphql` })) {
  const result = await audit.fn();
  counts[result.status] += 1;
  check(result.status === 'ok', `${audit.id} ${audit.name}`, `${result.status}: ${result.reason}`);
}

console.log(Object.entries(counts).map(([status, count]) => `${status} ${count}`).join(', '));
finish('audit');
