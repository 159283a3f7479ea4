// schema.graphql, judged by the rule sets of @graphql-eslint for schemas and for Relay.

import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import { FALSE_ALARMS, RULES } from './lint-rules.mjs';

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
const problems = messages.filter(({ message }) => !FALSE_ALARMS.includes(message));
for (const { line, column, ruleId, message } of problems) {
  console.error(`  FAILED  schema.graphql:${line}:${column} ${message} (${ruleId ?? 'eslint'})`);
}
console.log(`lint: ${Object.keys(RULES).length} rules, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
