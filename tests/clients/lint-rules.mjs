// The rules for schema.graphql: two sets of @graphql-eslint, whole, and what we say to them.

import graphql from '@graphql-eslint/eslint-plugin';

// Types without an id: nobody looks them up or caches them by themselves.
const VALUES = [
  'Location', 'Money', 'OpeningHours', 'Schedule', 'Session', // parts of the thing that holds them
  'PageInfo', // as Relay has it
  'ServiceLimit', // a named number of this server
  'SourceDocument', // cited inside a source reference
  'Code', 'Country', // their standard's code is their identifier
];

/** Every rule of both sets; those with an entry of ours keep their sense and learn our conventions. */
export const RULES = {
  ...graphql.configs['flat/schema-recommended'].rules,
  ...graphql.configs['flat/schema-relay'].rules,

  '@graphql-eslint/strict-id-in-types': ['error', {
    acceptedIdNames: ['id'],
    acceptedIdTypes: ['ID'],
    exceptions: { types: VALUES, suffixes: ['Connection', 'Edge', 'Translation'] },
  }],

  // Connections offer `nodes` beside `edges`, and short lists that are always
  // given whole (topics, sources, translations) are plain lists.
  '@graphql-eslint/relay-edge-types': ['error', {
    withEdgeSuffix: true,
    shouldImplementNode: true,
    listTypeCanWrapOnlyEdgeType: false,
  }],
};

/** What the rules say by mistake, word for word. */
export const FALSE_ALARMS = [
  // It belongs to GraphQL itself and is used on scalars; the rule knows operations only.
  'Directive `specifiedBy` is unreachable.',
];
