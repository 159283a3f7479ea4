// Valid documents, made from the schema: each root field in its turn.

import { getNamedType, GraphQLNonNull, isCompositeType, isInterfaceType, isListType, isNonNullType, isObjectType, isRequiredArgument, isUnionType } from 'graphql';

import { fitting, written } from './validity-values.mjs';

const DEEPEST = 4;

/** Makes one document after the other. */
export class Documents {
  constructor(schema, chance) {
    this.schema = schema;
    this.chance = chance;
    const roots = [['query', schema.getQueryType(), 5], ['mutation', schema.getMutationType(), 3], ['subscription', schema.getSubscriptionType(), 1]];
    this.entries = roots.map(([kind, type, weight]) => ({ kind, type, weight, fields: Object.values(type.getFields()) }));
    this.turn = new Map();
  }

  /** A document that graphql-js finds valid nearly always; one of nine is a subscription. */
  next(number) {
    const { kind, type, fields } = this.entries[[0, 1, 0, 2, 0, 1, 0, 1, 0][number % 9]];
    const turn = this.turn.get(kind) ?? 0;
    this.turn.set(kind, turn + 1);
    Object.assign(this, { variables: {}, definitions: [], fragments: [], names: 0 });
    const field = this.field(fields[turn % fields.length], type, 0);
    const more = kind === 'query' && this.chance.some(0.2) ? ` ${this.schemaField()}` : '';
    return this.document(kind, field + more);
  }

  document(kind, selection) {
    const name = this.chance.some(0.7) ? ` Made${this.names}` : '';
    const described = this.chance.some(0.1) && (name || this.definitions.length > 0 || kind !== 'query');
    const definitions = this.definitions.length > 0 ? `(${this.definitions.join(', ')})` : '';
    const head = kind === 'query' && !name && !definitions && !described ? '' : `${kind}${name}${definitions} `;
    const query = [`${described ? '"Why it is asked."\n' : ''}${head}{ ${selection} }`, ...this.fragments].join('\n');
    return { query, variables: this.variables };
  }

  fresh(prefix) {
    this.names += 1;
    return `${prefix}${this.names}`;
  }

  field(field, parent, depth) {
    const type = getNamedType(field.type);
    const alias = this.chance.some(depth === 0 ? 0.1 : 0.04) ? `${this.fresh('a')}: ` : '';
    const directive = depth > 0 && this.chance.some(0.05) ? ` @${this.chance.pick(['skip', 'include'])}(if: ${this.place(this.schema.getDirective('skip').args[0].type)})` : '';
    const selection = isCompositeType(type) ? ` ${this.selections(type, depth + 1)}` : '';
    return `${alias}${field.name}${this.arguments(field, depth)}${directive}${selection}`;
  }

  arguments(field, depth) {
    const given = field.args.filter((argument) => isRequiredArgument(argument) || argument.name === 'first' || argument.name === 'dryRun' || this.chance.some(depth === 0 ? 0.4 : 0.1));
    const isBoth = given.some(({ name }) => name === 'first');
    const kept = given.filter(({ name }) => !(isBoth && name === 'last'));
    if (kept.length === 0) return '';
    return `(${kept.map((argument) => `${argument.name}: ${this.argument(argument)}`).join(', ')})`;
  }

  argument({ name, type, defaultValue, default: preset }) {
    if (name === 'first' || name === 'last') return this.chance.some(0.2) ? this.variable(type, 2, defaultValue ?? preset) : '2';
    if (name === 'dryRun') return 'true';
    return this.place(type, defaultValue ?? preset);
  }

  /** A literal, or a variable, for a place of this type. */
  place(type, preset) {
    const value = fitting(type, this.chance);
    return this.chance.some(0.35) ? this.variable(type, value, preset) : this.literal(value, type);
  }

  literal(value, type) {
    const text = written(value, type, this.chance);
    if (!this.chance.some(0.15) || !text.startsWith('{')) return text;
    return this.partly(value, type) ?? text;
  }

  /** An object of which one field is a variable. */
  partly(value, type) {
    const named = getNamedType(type);
    const [name] = Object.keys(value);
    const field = named.getFields?.()[name];
    if (!field || isListType(isNonNullType(type) ? type.ofType : type)) return undefined;
    const rest = Object.entries(value).slice(1).map(([key, item]) => `${key}: ${written(item, named.getFields()[key].type, this.chance)}`);
    return `{${[`${name}: ${this.variable(field.type, value[name], field.defaultValue ?? field.default)}`, ...rest].join(', ')}}`;
  }

  variable(type, value, preset) {
    const name = this.fresh('v');
    const nullable = isNonNullType(type) ? type.ofType : type;
    const way = this.chance.below(5);
    const isLoose = isNonNullType(type) && preset === undefined;
    const fallback = written(value, type, this.chance);
    if (way === 0) this.definitions.push(`$${name}: ${nullable} = ${fallback}`);
    else if (way === 1) this.definitions.push(`$${name}: ${nullable}! = ${fallback}`);
    else if (way === 2) this.definitions.push(`${this.chance.some(0.3) ? '"What it means." ' : ''}$${name}: ${isLoose ? type : nullable}`);
    else this.definitions.push(`$${name}: ${nullable}!`);
    if (way > 1 || this.chance.some(0.5)) this.variables[name] = value;
    return `$${name}`;
  }

  selections(type, depth) {
    const parts = [];
    const fields = isUnionType(type) ? [] : this.choose(Object.values(type.getFields()), depth);
    for (const field of fields) parts.push(this.field(field, type, depth));
    if (parts.length === 0 || this.chance.some(0.15)) parts.push('__typename');
    if (!isObjectType(type)) parts.push(...this.kinds(type, depth));
    if (depth < DEEPEST && this.chance.some(0.12)) parts.push(this.fragment(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  /** Leaves, and objects as long as it is not too deep. */
  choose(fields, depth) {
    const isLeaf = (field) => !isCompositeType(getNamedType(field.type));
    const possible = fields.filter((field) => isLeaf(field) || depth < DEEPEST);
    const chosen = new Set();
    for (let number = 1 + this.chance.below(3); number > 0 && possible.length > 0; number -= 1) chosen.add(this.chance.pick(possible));
    return [...chosen];
  }

  /** What one of the objects has that an interface or union stands for. */
  kinds(type, depth) {
    const possible = this.schema.getPossibleTypes(type);
    const one = this.chance.pick(possible);
    const [field] = Object.values(one.getFields()).filter((candidate) => !isCompositeType(getNamedType(candidate.type)) && candidate.args.every((argument) => !isRequiredArgument(argument)));
    return [`... on ${one.name} { ${this.fresh('k')}: ${field.name} }`, ...(depth < DEEPEST && this.chance.some(0.4) ? [`... { ${this.fresh('k')}: __typename }`] : [])];
  }

  fragment(type, depth) {
    const name = this.fresh('F');
    const on = isObjectType(type) && type.getInterfaces().length > 0 && this.chance.some(0.3) ? this.chance.pick(type.getInterfaces()) : type;
    const selection = isInterfaceType(on) || isUnionType(on) ? '{ __typename }' : this.selections(on, Math.max(depth, DEEPEST - 1));
    const alias = selection.replace(/\{ (?!\.\.\.|__typename|[a-z]+\d+:)(\w+)/, `{ ${this.fresh('f')}: $1`);
    this.fragments.push(`fragment ${name} on ${on.name} ${alias}`);
    return `...${name}`;
  }

  /** What the schema tells of itself. */
  schemaField() {
    return this.chance.pick([
      () => '__typename',
      () => '__schema { queryType { name kind } directives { name isRepeatable locations args(includeDeprecated: true) { name defaultValue } } }',
      () => `__type(name: ${this.place(new GraphQLNonNull(this.schema.getType('String')))}) { name kind enumValues(includeDeprecated: true) { name deprecationReason } fields { name type { name ofType { name } } } }`,
    ])();
  }
}
