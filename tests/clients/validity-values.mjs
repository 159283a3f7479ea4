// Chance with a seed, and values for the types of input: fitting ones, and others.

import { isEnumType, isInputObjectType, isListType, isNonNullType, isRequiredInputField } from 'graphql';

/** Numbers that are the same every time (mulberry32). */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(number) {
    return Math.floor(this.next() * number);
  }

  pick(items) {
    return items[this.below(items.length)];
  }

  some(probability) {
    return this.next() < probability;
  }
}

const SCALARS = {
  Int: [1, 2, 3],
  Float: [1, 0.5, -2.25, 1e3],
  String: ['hanam', '', '배움', 'a "quote"', '😀'],
  Boolean: [true, false],
  ID: ['city_01h455vb4pex5vsknk084sn02q', 'x', 7],
  Date: ['2026-03-02', '1999-12-31', '2024-02-29'],
  DateTime: ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.5+09:00'],
  LocalTime: ['09:30', '23:59'],
  Locale: ['ko', 'en', 'zh-Hant', 'pt-BR'],
  PartialDate: ['2016', '2016-05', '2016-05-14'],
  JSON: [{ a: [1, null, 'x'] }, 'text', 3, [true]],
};

/** A value that fits a type, as JSON. */
export function fitting(type, chance, depth = 0) {
  if (isNonNullType(type)) return fitting(type.ofType, chance, depth);
  if (isListType(type)) {
    if (chance.some(0.2)) return fitting(type.ofType, chance, depth + 1);
    return Array.from({ length: 1 + chance.below(2) }, () => fitting(type.ofType, chance, depth + 1));
  }
  if (isEnumType(type)) return chance.pick(type.getValues()).name;
  if (!isInputObjectType(type)) return chance.pick(SCALARS[type.name]);
  const object = {};
  for (const field of Object.values(type.getFields())) {
    const isWanted = isRequiredInputField(field) || (depth < 3 && chance.some(2 / (2 + Object.keys(type.getFields()).length)));
    if (isWanted && !(isInputObjectType(field.type) && depth > 3)) object[field.name] = fitting(field.type, chance, depth + 1);
  }
  return object;
}

/** A value as a literal of this type. */
export function written(value, type, chance) {
  if (isNonNullType(type)) return written(value, type.ofType, chance);
  if (value === null) return 'null';
  if (isListType(type)) {
    return Array.isArray(value) ? `[${value.map((item) => written(item, type.ofType, chance)).join(', ')}]` : written(value, type.ofType, chance);
  }
  if (isEnumType(type)) return value;
  if (isInputObjectType(type)) {
    const fields = Object.entries(value).map(([name, item]) => `${name}: ${written(item, type.getFields()[name].type, chance)}`);
    return `{${fields.join(', ')}}`;
  }
  return untyped(value, chance);
}

function untyped(value, chance) {
  if (Array.isArray(value)) return `[${value.map((item) => untyped(item, chance)).join(', ')}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([name, item]) => `${name}: ${untyped(item, chance)}`).join(', ')}}`;
  if (typeof value === 'string' && chance.some(0.1) && !/["\\]/.test(value)) return `"""${value}"""`;
  return JSON.stringify(value);
}

/** Literals that fit here and there. */
export const LITERALS = [
  '1', '-1', '0', '-0', '2147483647', '2147483648', '-2147483648', '-2147483649', '9007199254740993', '1.0', '1e3', '1.5', '-0.0', '1e999',
  '"text"', '"1"', '""', '"""block"""', 'true', 'false', 'null', 'COURSE', 'KO', 'nope', '[]', '[1]', '["a", null]', '[[1]]', '{}', '{a: 1}', '{eq: "x"}',
  '{nope: null}', '"2026-03-02"', '"2026-02-30"', '"26-03-02"', '"2026-3-2"', '"+12026-03-02"', '"1900"', '"2026-13"', '"2016-05"', '"09:30"', '"9:30"', '"24:00"', '" 9:30"',
  '"2026-03-02T09:00:00Z"', '"2026-03-02T09:00:00"', '"2026-03-02 09:00:00+09:00"', '"2026-03-02T25:00:00Z"', '"2026-03-02T09:00Z"', '"1900-01-01T00:00:00+00:01"', '"2199-12-31T23:59:59-00:01"', '"2199-12-31T23:59:60Z"', '"ko"', '"not a tag"', '"zh-Hant"', '"en_US"', '"qqq"', '"e"',
  '"\\uD83D\\uDE00"', '"\\u{1F600}"', '"\\u0041"', '"\\u0000"', '12345678901234567890123', '18446744073709551615',
];

/** Values of variables that fit here and there. */
export const VALUES = [
  1, -1, 0, 1.5, 2147483648, '', 'text', '1', true, false, null, [], [1], [null], ['a'], [[]], {}, { a: 1 }, { eq: 'x' }, 'COURSE', 'nope',
  '2026-03-02', '2026-02-30', '1900', '26-03-02', '2016-05', '09:30', '9:30', '2026-03-02T09:00:00Z', '1899-12-31T23:59:59Z', '1900-01-01T00:00:00Z', 'not a tag', 'ko', '\u{1F600}',
];
