// The schema, judged by graphql-js: valid, described to the last argument, and
// the same in the file, at /schema.graphql and in the introspection.

import { readFileSync } from 'node:fs';
import {
  buildClientSchema, buildSchema, getIntrospectionQuery, isEnumType, isInputObjectType, isInterfaceType,
  isIntrospectionType, isObjectType, isSpecifiedDirective, isSpecifiedScalarType, lexicographicSortSchema,
  printSchema, validateSchema,
} from 'graphql';
import { BASE, ask, check, finish } from './harness.mjs';

const written = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const schema = buildSchema(written);

const problems = validateSchema(schema);
check(problems.length === 0, 'schema.graphql is valid', problems.map(({ message }) => message).join('; '));

for (const [place, described] of describables(schema)) {
  check(described?.trim(), `${place} has a description`);
}

const served = await fetch(`${BASE}/schema.graphql`);
check(served.status === 200, '/schema.graphql is served', `status ${served.status}`);
check(served.headers.get('content-type')?.startsWith('text/plain'), '/schema.graphql is plain text', served.headers.get('content-type'));
check((await served.text()) === written, '/schema.graphql is the file schema.graphql');

const { data, errors } = await ask(getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, inputValueDeprecation: true }));
check(data?.__schema, 'the server answers the introspection query', JSON.stringify(errors));
if (data?.__schema) compare(sorted(schema), sorted(buildClientSchema(data)));

finish('schema');

/** Everything that a reader may ask the meaning of, with its description. */
function* describables(schema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    yield [type.name, type.description];
    if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
    if (isInputObjectType(type)) for (const field of fields(type)) yield [`${type.name}.${field.name}`, field.description];
    if (isObjectType(type) || isInterfaceType(type)) for (const field of fields(type)) yield* withArguments(`${type.name}.${field.name}`, field);
  }
  for (const directive of schema.getDirectives()) {
    // Of a directive's arguments the library prints no descriptions.
    if (!isSpecifiedDirective(directive)) yield [`@${directive.name}`, directive.description];
  }
}

function* withArguments(place, { description, args }) {
  yield [place, description];
  for (const argument of args) yield [`${place}(${argument.name}:)`, argument.description];
}

function fields(type) {
  return Object.values(type.getFields());
}

/** The schema in an order of its own, so that only its content is compared. */
function sorted(schema) {
  return printSchema(lexicographicSortSchema(schema)).split('\n');
}

function compare(written, live) {
  const place = written.findIndex((line, number) => line !== live[number]);
  const differs = place !== -1 || written.length !== live.length;
  check(!differs, 'the introspection gives the schema of the file', `line ${place + 1}: file “${written[place]}”, server “${live[place]}”`);
}
