// schema.graphql, judged by the rule sets of @graphql-eslint for schemas and for Relay.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { ACCEPTED, RULES } from './lint-rules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = fileURLToPath(new URL('../../schema.graphql', import.meta.url));

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true, // what is below is the whole configuration
  overrideConfig: [{
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    rules: RULES,
  }],
});

const [{ messages }] = await eslint.lintFiles([schema]);
const lines = readFileSync(schema, 'utf8').split('\n');
const problems = messages.filter(({ line, message }) => !isAccepted(lines[line - 1].trim(), message));
for (const { line, column, ruleId, message } of problems) {
  console.error(`  FAILED  schema.graphql:${line}:${column} ${message} (${ruleId ?? 'eslint'})`);
}
console.log(`lint: ${Object.keys(RULES).length} rules, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function isAccepted(line, message) {
  return ACCEPTED.some(({ at, says }) => line.startsWith(at) && message.startsWith(says));
}
