// graphql-js with readings of our own scalars that come from their descriptions and the standards
// that these name, not from our code.

import {
  buildSchema, getOperationAST, getVariableValues, GraphQLError, Kind, parse, specifiedRules, validate, valueFromASTUntyped, version,
} from 'graphql';

export const VERSION = version;

/** The names of the rules that the documents have to break. */
export const RULES = specifiedRules.map(({ name }) => name).filter((name) => name !== 'MaxIntrospectionDepthRule');

/** ISO 639 has more; these are the ones that the documents use, the last four with a letter put before them. */
const LANGUAGES = ['en', 'ko', 'zh', 'pt', 'de', 'aen', 'ako', 'apt', 'ade'];

const isDay = (year, month, day) => {
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1;
};

const parts = (pattern, text) => typeof text === 'string' && pattern.exec(text)?.slice(1).map((part) => part && Number(part));

/** Each scalar by what its description says. */
function readers(schema) {
  const isBounded = /2199/.test(schema.getType('Date').description);
  const isInReach = (year) => !isBounded || (year >= 1900 && year <= 2199);
  return {
    Date: (text) => {
      const day = parts(/^(\d{4})-(\d\d)-(\d\d)$/, text);
      return Boolean(day) && isDay(...day) && isInReach(day[0]);
    },
    PartialDate: (text) => {
      const date = parts(/^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/, text);
      return Boolean(date) && isDay(date[0], date[1] ?? 1, date[2] ?? 1) && isInReach(date[0]);
    },
    LocalTime: (text) => typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
    DateTime: (text) => {
      // RFC 3339, 5.6, with its note on letters and blanks.
      const moment = parts(/^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/, text);
      if (!moment) return false;
      const [year, month, day, hour, minute, second, hours = 0, minutes = 0] = moment;
      const isOne = isDay(year, month, day) && hour < 24 && minute < 60 && second <= 60 && hours < 24 && minutes < 60;
      return isOne && isInReach(new Date(text.replace(' ', 'T').replace(':60', ':59')).getUTCFullYear());
    },
    Locale: (text) => {
      if (typeof text !== 'string' || !/^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/.test(text)) return false;
      return LANGUAGES.includes(text.split('-')[0].toLowerCase());
    },
    JSON: () => true,
  };
}

/** The schema as graphql-js has it, with its scalars. */
export function schemaOf(text) {
  const schema = buildSchema(text);
  for (const [name, reads] of Object.entries(readers(schema))) {
    const type = schema.getType(name);
    const read = (value) => {
      if (!reads(value)) throw new GraphQLError(`no ${name}`);
      return value;
    };
    // A scalar of ours is written in quotation marks; JSON is whatever it is.
    const literal = (node) => {
      if (name !== 'JSON' && node.kind !== Kind.STRING) throw new GraphQLError(`no ${name}`, { nodes: node });
      if (name === 'JSON') return valueFromASTUntyped(node) ?? null;
      if (!reads(node.value)) throw new GraphQLError(`no ${name}`, { nodes: node });
      return node.value;
    };
    Object.assign(type, { parseValue: read, parseLiteral: literal });
  }
  return schema;
}

/** Each rule, noting its name with what it reports. */
function noting(names) {
  return specifiedRules.map((rule) => (context) => rule(new Proxy(context, {
    get(target, key) {
      if (key === 'reportError') {
        return (error) => {
          names.push(rule.name);
          target.reportError(error);
        };
      }
      const value = target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  })));
}

/** Whether a request runs, else why not and where. */
export function judge(schema, { query, variables, operationName }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return refused([error], ['Syntax']);
  }
  const names = [];
  let errors;
  try {
    errors = validate(schema, document, noting(names), { maxErrors: 1000 });
  } catch (error) {
    // It fails on variables in @skip and @include at the root of a subscription, which are not allowed there.
    return refused([error], ['SingleFieldSubscriptionsRule']);
  }
  if (errors.length > 0) return refused(errors, names);
  const operation = getOperationAST(document, operationName);
  if (!operation) return refused([new GraphQLError('no operation')], ['Operation']);
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1000 });
  return values.errors ? refused(values.errors, values.errors.map(() => 'Variables')) : { runs: true, rules: [], messages: [], places: [] };
}

function refused(errors, rules) {
  const places = errors.map(({ locations }) => locations?.[0] && `${locations[0].line}:${locations[0].column}`);
  return { runs: false, rules, messages: errors.map(({ message }) => message), places };
}
