// The rules for schema.graphql: two sets of @graphql-eslint, whole, and what we say to them.

import graphql from '@graphql-eslint/eslint-plugin';

// Types without an id: nobody looks them up or caches them by themselves.
const VALUES = [
  'Location', 'Money', 'OpeningHours', 'Schedule', 'Session', // parts of the thing that holds them
  'FeedbackEvidence', 'FeedbackChange', 'FeedbackActionStep', // parts of their theme or action
  'Network', 'NetworkCount', 'Coverage', 'FeedbackLoop', // counted anew for each question
  'SearchHit', 'SearchSnippet', // a place in a ranking
  'PageInfo', // as Relay has it
  'ServiceLimit', // a named number of this server
  'SourceDocument', // cited inside a source reference
  'Viewer', 'Permission', // said of the token of the request
  'UserError', // said of the input of the request
  'HistoryEntry', 'FieldChange', 'Change', // a place in a history
  'RejectedRow', 'WarnedRow', 'ImportProblem', 'SurveyImportWarning', // parts of what was read
  'ProgrammeUpsertReport', 'UpsertCounts', // what came of one call
  'SurveyVersion', 'SurveyQuestion', 'SurveyOption', 'SurveySegment', 'SurveyCondition', 'TranslationCompleteness', 'SurveyErasure', // parts of their survey
  'SurveyResults', 'SurveyQuestionResult', 'AnswerDistribution', 'AnswerShare', 'ResultBreakdown', 'ResultGroup', // counted, or parts of a snapshot
  'TrendPoint', 'SurveyRollup', 'RollupDistribution', 'RollupShare', // added up anew for each question
  'SurveyChallenge', 'SurveyReceipt', 'SurveyInvitations', 'SurveyInvitationGroup', // said once to whoever answers or invites
  'Code', 'Country', // their standard's code is their identifier
];

/** Every rule of both sets; those with an entry of ours keep their sense and learn our conventions. */
export const RULES = {
  ...graphql.configs['flat/schema-recommended'].rules,
  ...graphql.configs['flat/schema-relay'].rules,

  '@graphql-eslint/strict-id-in-types': ['error', {
    acceptedIdNames: ['id'],
    acceptedIdTypes: ['ID'],
    exceptions: { types: VALUES, suffixes: ['Connection', 'Edge', 'Payload', 'Translation'] },
  }],

  // Connections offer `nodes` beside `edges`, and short lists that are always
  // given whole (topics, sources, translations) are plain lists.
  '@graphql-eslint/relay-edge-types': ['error', {
    withEdgeSuffix: true,
    shouldImplementNode: true,
    listTypeCanWrapOnlyEdgeType: false,
  }],
};

/** What the rules say of one line of the schema, and why it stays as it is. */
export const ACCEPTED = [
  // It belongs to GraphQL itself and is used on scalars; the rule knows operations only.
  { at: 'directive @specifiedBy', says: 'Directive `specifiedBy` is unreachable.' },
  // Every standard calls it the code of a code, and programs look for it under that name.
  { at: 'code: String!', says: 'Field "code" starts with the name of the parent type "Code"' },
  // The office that a person holds; the type is the holding of it.
  { at: 'office: Code!', says: 'Field "office" starts with the name of the parent type "Office"' },
  // A hit is a place in a ranking. What was found is a node, the finding of it is not.
  { at: 'type SearchHitEdge', says: "Edge type's field `node` must implement `Node` interface." },
  // A ranking is read from the top: nobody asks for the worst hits first.
  { at: 'search(', says: 'Field `search` must contain an argument `last`' },
  { at: 'search(', says: 'Field `search` must contain an argument `before`' },
  // What changed is a place in the feed; the record that it tells of is a node.
  { at: 'type ChangeEdge', says: "Edge type's field `node` must implement `Node` interface." },
  // The feed is followed from the oldest on: nobody reads it backwards.
  { at: 'changes(', says: 'Field `changes` must contain an argument `last`' },
  { at: 'changes(', says: 'Field `changes` must contain an argument `before`' },
  // Followers say it as every change feed does.
  { at: 'changedFields', says: 'Field "changedFields" starts with the name of the parent type "Change"' },
  // The newest comes first, and whoever looks back goes on from there.
  { at: 'history(', says: 'Field `history` must contain an argument `last`' },
  { at: 'history(', says: 'Field `history` must contain an argument `before`' },
  { at: 'auditLog(', says: 'Field `auditLog` must contain an argument `last`' },
  { at: 'auditLog(', says: 'Field `auditLog` must contain an argument `before`' },
  // A delivery is a line of a log that is kept for a month, and no record.
  { at: 'type WebhookDeliveryEdge', says: "Edge type's field `node` must implement `Node` interface." },
  { at: 'type HistoryEntryEdge', says: "Edge type's field `node` must implement `Node` interface." },
];
