// Ways to break a document, or to change it so that it still holds: at least one for every rule.

import { Kind, parse, print, visit } from 'graphql';

import { LITERALS, VALUES } from './validity-values.mjs';

const NAMES = ['id', 'name', 'slug', 'title', 'nodes', 'totalCount', 'nope', '__typename', 'city', 'first', 'kind', '__schema', '__type'];
const TYPES = ['City', 'Programme', 'Node', 'Query', 'Found', 'Nope', 'Int', 'CityFilter', 'CityConnection', 'ProgrammeKind', 'Survey', '__Type'];
const INPUTS = ['Int', 'Int!', 'String', 'String!', 'ID', 'ID!', '[ID!]', '[ID!]!', '[String]', 'Boolean', 'Boolean!', 'Float', 'Date', 'Date!', 'DateTime', 'Locale', '[Locale!]', 'JSON', 'CityFilter', 'ProgrammeFilter', 'ProgrammeKind', 'City', 'Nope', '[[Int]]', '__TypeKind'];
const TOKENS = ['{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '...', '=', '|', '&', ',', '"', '"""', '#', 'on', 'query', 'fragment', 'null', '1', '-', '.', '\u{FEFF}', '\\', '하', '\u0000', '?'];
const DIRECTIVES = ['@skip(if: true)', '@skip(if: false)', '@include(if: true)', '@include(if: "true")', '@include(if: null)', '@include', '@skip(if: true, if: true)', '@skip(if: 1)', '@nope', '@deprecated', '@requiresScopes(scopes: [["a"]])', '@include(unless: true)', '@skip(if: true) @skip(if: false)', '@skip(if: false) @include(if: true)', '@include(if: $nope)'];
const ESCAPES = ['\\u0041', '\\uD83D\\uDE00', '\\uD83D', '\\uDE00', '\\u{1F600}', '\\u{110000}', '\\u{D800}', '\\u{}', '\\u{000041}', '\\x', '\\n', '\\/', '\\', '\\u12', '\\uD83Dx', '\\"'];

/** Applies one way to a document; the same document when none is possible. */
export function mutate(schema, made, chance) {
  for (let tries = 0; tries < 20; tries += 1) {
    const [form, change] = chance.pick(WAYS);
    const changed = form === 'tree' ? inTree(made, (tree) => change(tree, chance, schema)) : change(made, chance, schema);
    if (changed && (changed.query !== made.query || changed.variables !== made.variables || changed.operationName !== made.operationName)) return { ...made, ...changed };
  }
  return made;
}

function inTree(made, change) {
  let tree;
  try {
    tree = parse(made.query);
  } catch {
    return undefined;
  }
  const changed = change(tree);
  return changed && { query: typeof changed === 'string' ? changed : print(changed) };
}

/** Changes one node of these kinds, chosen by chance. */
function one(tree, chance, kinds, change) {
  let number = 0;
  visit(tree, { enter: (node) => void (kinds.includes(node.kind) && (number += 1)) });
  if (number === 0) return undefined;
  let left = chance.below(number);
  return visit(tree, {
    enter: (node) => {
      if (!kinds.includes(node.kind)) return undefined;
      left -= 1;
      return left === -1 ? change(node) : undefined;
    },
  });
}

const name = (value) => ({ kind: Kind.NAME, value });
const part = (text) => parse(`{ ${text} }`).definitions[0].selectionSet.selections[0];
const definition = (text) => parse(`query (${text}) { a }`).definitions[0].variableDefinitions[0];
const literal = (text) => part(`a(b: ${text})`).arguments[0].value;
const directives = (text) => part(`a ${text}`).directives;
const typed = (text) => definition(`$a: ${text}`).type;
const grown = (list, item) => [...(list ?? []), item];
const VALUES_OF = [Kind.INT, Kind.FLOAT, Kind.STRING, Kind.BOOLEAN, Kind.NULL, Kind.ENUM, Kind.LIST, Kind.OBJECT, Kind.VARIABLE];
const EXECUTABLE = [Kind.FIELD, Kind.FRAGMENT_SPREAD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_DEFINITION, Kind.OPERATION_DEFINITION, Kind.VARIABLE_DEFINITION];
const SELECTIVE = [Kind.OPERATION_DEFINITION, Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_DEFINITION];
const less = (list, chance) => list.toSpliced ? list.toSpliced(chance.below(list.length), 1) : list.filter((_, place) => place !== chance.below(list.length));

/** Adds a selection to what has some. */
function select(tree, chance, selection) {
  const isOpen = (node) => SELECTIVE.includes(node.kind) && node.selectionSet;
  return one(tree, chance, SELECTIVE, (node) => isOpen(node) ? { ...node, selectionSet: { ...node.selectionSet, selections: grown(node.selectionSet.selections, selection) } } : undefined);
}

const tree = (change) => ['tree', change];
const text = (change) => ['text', change];

const WAYS = [
  // Fields and selections.
  tree((at, chance) => one(at, chance, [Kind.FIELD], (node) => ({ ...node, name: name(chance.pick(NAMES)) }))),
  tree((at, chance) => select(at, chance, part(chance.pick(NAMES)))),
  tree((at, chance) => one(at, chance, [Kind.FIELD], (node) => ({ ...node, selectionSet: node.selectionSet ? undefined : part('a { id }').selectionSet }))),
  tree((at, chance) => one(at, chance, [Kind.FIELD], (node) => ({ ...node, alias: name(chance.pick(NAMES)) }))),
  // One name for several fields.
  tree((at, chance) => one(at, chance, SELECTIVE, (node) => {
    const fields = node.selectionSet?.selections.filter(({ kind }) => kind === Kind.FIELD) ?? [];
    if (fields.length === 0) return undefined;
    const [first, other] = [chance.pick(fields), chance.pick(fields)];
    const twin = { ...other, alias: first.alias ?? first.name };
    return { ...node, selectionSet: { ...node.selectionSet, selections: grown(node.selectionSet.selections, twin) } };
  })),
  tree((at, chance) => one(at, chance, SELECTIVE, (node) => {
    const fields = node.selectionSet?.selections.filter(({ kind, arguments: given }) => kind === Kind.FIELD && given?.length) ?? [];
    if (fields.length === 0) return undefined;
    const field = chance.pick(fields);
    const twin = { ...field, arguments: chance.some(0.5) ? field.arguments.slice(1) : field.arguments.map((argument) => ({ ...argument, value: literal(chance.pick(['1', '3', '"other"', 'null'])) })) };
    return { ...node, selectionSet: { ...node.selectionSet, selections: grown(node.selectionSet.selections, twin) } };
  })),
  // Arguments.
  tree((at, chance) => one(at, chance, [Kind.FIELD, Kind.DIRECTIVE], (node) => ({ ...node, arguments: grown(node.arguments, { kind: Kind.ARGUMENT, name: name(chance.pick(['nope', 'first', 'where', 'if', 'id', 'locales'])), value: literal(chance.pick(LITERALS.slice(0, 20))) }) }))),
  tree((at, chance) => one(at, chance, [Kind.FIELD, Kind.DIRECTIVE], (node) => node.arguments?.length ? { ...node, arguments: grown(node.arguments, chance.pick(node.arguments)) } : undefined)),
  tree((at, chance) => one(at, chance, [Kind.FIELD, Kind.DIRECTIVE], (node) => node.arguments?.length ? { ...node, arguments: less(node.arguments, chance) } : undefined)),
  tree((at, chance) => one(at, chance, [Kind.ARGUMENT], (node) => ({ ...node, name: name(chance.pick(['nope', 'first', 'last', 'where', 'id'])) }))),
  // Values.
  ...Array.from({ length: 5 }, () => tree((at, chance) => one(at, chance, VALUES_OF, () => literal(chance.pick(LITERALS))))),
  tree((at, chance) => one(at, chance, VALUES_OF, (node) => ({ kind: Kind.LIST, values: [node] }))),
  tree((at, chance) => one(at, chance, [Kind.LIST], (node) => ({ ...node, values: grown(node.values, literal(chance.pick(LITERALS))) }))),
  tree((at, chance) => one(at, chance, [Kind.LIST], (node) => node.values[0])),
  tree((at, chance) => one(at, chance, [Kind.ENUM], (node) => ({ kind: Kind.STRING, value: node.value }))),
  tree((at, chance) => one(at, chance, [Kind.STRING], (node) => /^[A-Z_]+$/i.test(node.value) ? { kind: Kind.ENUM, value: node.value } : undefined)),
  tree((at, chance) => one(at, chance, [Kind.OBJECT], (node) => node.fields.length ? { ...node, fields: grown(node.fields, chance.pick(node.fields)) } : undefined)),
  tree((at, chance) => one(at, chance, [Kind.OBJECT], (node) => node.fields.length ? { ...node, fields: less(node.fields, chance) } : undefined)),
  tree((at, chance) => one(at, chance, [Kind.OBJECT], (node) => ({ ...node, fields: grown(node.fields, { kind: Kind.OBJECT_FIELD, name: name(chance.pick(['nope', 'eq', 'id', 'and'])), value: literal(chance.pick(LITERALS)) }) }))),
  tree((at, chance) => one(at, chance, VALUES_OF, () => literal(chance.pick(['$v1', '$v2', '$nope', '[$v1]', '{eq: $v1}'])))),
  // Variables.
  ...Array.from({ length: 3 }, () => tree((at, chance) => one(at, chance, [Kind.VARIABLE_DEFINITION], (node) => ({ ...node, type: typed(chance.pick(INPUTS)) })))),
  tree((at, chance) => one(at, chance, [Kind.VARIABLE_DEFINITION], ({ type, ...node }) => ({ ...node, type: type.kind === Kind.NON_NULL_TYPE ? type.type : { kind: Kind.NON_NULL_TYPE, type } }))),
  tree((at, chance) => one(at, chance, [Kind.VARIABLE_DEFINITION], (node) => ({ ...node, defaultValue: node.defaultValue && chance.some(0.4) ? undefined : literal(chance.pick(LITERALS)) }))),
  tree((at, chance) => one(at, chance, [Kind.VARIABLE_DEFINITION], (node) => ({ ...node, variable: { ...node.variable, name: name(chance.pick(['nope', 'v1', 'v2'])) } }))),
  tree((at, chance) => one(at, chance, [Kind.OPERATION_DEFINITION], (node) => ({ ...node, variableDefinitions: grown(node.variableDefinitions, node.variableDefinitions?.length && chance.some(0.5) ? chance.pick(node.variableDefinitions) : definition(`$unused: ${chance.pick(INPUTS)}`)) }))),
  tree((at, chance) => one(at, chance, [Kind.OPERATION_DEFINITION], (node) => node.variableDefinitions?.length ? { ...node, variableDefinitions: less(node.variableDefinitions, chance) } : undefined)),
  // Fragments.
  tree((at, chance) => select(at, chance, part(`...${chance.pick(['Nope', 'F1', 'F2', 'F3'])}`))),
  tree((at, chance) => select(at, chance, part(`... on ${chance.pick(TYPES)} { ${chance.pick(NAMES)} }`))),
  tree((at, chance) => select(at, chance, part('... @include(if: true) { __typename }'))),
  tree((at, chance) => one(at, chance, [Kind.INLINE_FRAGMENT, Kind.FRAGMENT_DEFINITION], (node) => ({ ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: name(chance.pick(TYPES)) } }))),
  tree((at, chance) => one(at, chance, [Kind.FRAGMENT_DEFINITION], (node) => ({ ...node, selectionSet: { ...node.selectionSet, selections: grown(node.selectionSet.selections, part(`...${chance.some(0.6) ? node.name.value : 'F1'}`)) } }))),
  tree((at, chance) => ({ ...at, definitions: grown(at.definitions, chance.pick(parse(`fragment Unused on ${chance.pick(TYPES)} { __typename } fragment F1 on City { id }`).definitions)) })),
  tree((at, chance) => ({ ...at, definitions: less(at.definitions, chance) })),
  tree((at, chance) => ({ ...at, definitions: grown(at.definitions, chance.pick(at.definitions)) })),
  // Two fragments in a circle.
  tree((at) => {
    const [fragment] = at.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    if (!fragment) return undefined;
    const [back] = parse(`fragment Back on ${fragment.typeCondition.name.value} { ...${fragment.name.value} }`).definitions;
    const forth = { ...fragment, selectionSet: { ...fragment.selectionSet, selections: grown(fragment.selectionSet.selections, part('...Back')) } };
    return { ...at, definitions: [...at.definitions.map((other) => (other === fragment ? forth : other)), back] };
  }),
  // Directives.
  ...Array.from({ length: 2 }, () => tree((at, chance) => one(at, chance, EXECUTABLE, (node) => ({ ...node, directives: [...(node.directives ?? []), ...directives(chance.pick(node.kind === Kind.VARIABLE_DEFINITION ? DIRECTIVES.slice(0, 14) : DIRECTIVES))] })))),
  // Operations.
  tree((at, chance) => one(at, chance, [Kind.OPERATION_DEFINITION], (node) => ({ ...node, operation: chance.pick(['query', 'mutation', 'subscription']), name: node.name ?? name('Other') }))),
  text(({ query, variables, operationName }, chance) => ({ query: `${query}\n${chance.pick(['query Second { __typename }', '{ __typename }', 'query Second { nope }', 'mutation Second { nope }', 'type City { id: ID }', 'extend schema { query: Query }', '"why" query Second { __typename }', 'subscription Second { changeStream { cursor } }'])}`, variables, operationName: chance.pick([undefined, 'Second', operationName, 'Nope', 'Made0']) })),
  text(({ query }, chance) => {
    const named = /^(?:".*"\n)?\w+ (\w+)/.exec(query);
    return named && { query: `${query} query Second { __typename }`, operationName: chance.pick([named[1], named[1], 'Second', undefined]) };
  }),
  // What stands at the root of a subscription.
  text((made, chance) => ({ query: chance.pick([
    'subscription { changeStream { cursor } __typename }', 'subscription { __typename }', 'subscription { changeStream { cursor } changeStream { at } }', 'subscription { a: changeStream { cursor } b: changeStream { cursor } }',
    'subscription { ...S } fragment S on Subscription { changeStream { cursor } }', 'subscription { ... on Subscription { changeStream { cursor } } }', 'subscription ($b: Boolean!) { changeStream @skip(if: $b) { cursor } }',
    'subscription { ...S changeStream { cursor } } fragment S on Subscription { a: changeStream { cursor } }', 'subscription { ... @include(if: true) { changeStream { cursor } } }', 'subscription { changeStream(types: [CITY, "CITY"]) { cursor } }',
    'subscription ($a: Int) { changeStream(after: $a) { cursor } }', 'subscription { changeStream { cursor nope } }',
  ]), variables: chance.some(0.5) ? { b: false } : {} })),
  // The text.
  ...Array.from({ length: 3 }, () => text(({ query }, chance) => {
    // By characters: half of one is no JSON to our server.
    const characters = [...query];
    const more = chance.some(0.7) ? [chance.pick(TOKENS)] : [];
    characters.splice(chance.below(characters.length + 1), chance.pick([0, 0, 1, 1, 2, 5]), ...more);
    return { query: characters.join('') };
  })),
  text(({ query }, chance) => {
    const places = [...query.matchAll(/"(?!")/g)].filter(({ index }) => query[index - 1] !== '"');
    if (places.length === 0) return undefined;
    const { index } = chance.pick(places);
    return { query: `${query.slice(0, index + 1)}${chance.pick(ESCAPES)}${query.slice(index + 1)}` };
  }),
  text(({ query }, chance) => ({ query: query.replace(/(\(|, )(?=\$\w+: )/, `$1${chance.pick(['"why" ', '"""why""" ', '"\\uD83D" ', 'why ', '"a" "b" '])}`) })),
  text(({ query }, chance) => ({ query: `${chance.pick(['"why"', '"""why"""', '"\\x"', '# why\n', '\u{FEFF}', 'why'])} ${query}` })),
  text(({ query }, chance) => ({ query: query.replace('fragment ', `${chance.pick(['"why"', '"""why"""', '7'])} fragment `) })),
  // What variables are given.
  ...Array.from({ length: 3 }, () => text(({ variables }, chance) => {
    const names = Object.keys(variables);
    return names.length > 0 && { variables: { ...variables, [chance.pick(names)]: chance.pick(VALUES) } };
  })),
  text(({ variables }, chance) => {
    const names = Object.keys(variables);
    if (names.length === 0) return undefined;
    const { [chance.pick(names)]: _, ...rest } = variables;
    return { variables: rest };
  }),
  ...Array.from({ length: 2 }, () => text(({ variables }, chance) => {
    const names = Object.keys(variables);
    return names.length > 0 && { variables: inside(variables, chance) };
  })),
  text(({ query, variables }, chance) => {
    const missing = [...query.matchAll(/\$(v\d+):/g)].map(([, found]) => found);
    return missing.length > 0 && { variables: { ...variables, [chance.pick(missing)]: null } };
  }),
];

/** Another value somewhere inside of one. */
function inside(value, chance) {
  if (Array.isArray(value) && value.length > 0 && chance.some(0.8)) {
    const place = chance.below(value.length);
    return value.map((item, number) => (number === place ? inside(item, chance) : item));
  }
  if (value && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0) {
    const key = chance.pick(Object.keys(value));
    if (chance.some(0.1)) return { ...value, nope: 1 };
    if (chance.some(0.1)) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    return { ...value, [key]: inside(value[key], chance) };
  }
  return chance.some(0.2) ? [value] : chance.pick(VALUES);
}

