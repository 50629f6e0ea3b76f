import { isDeepStrictEqual } from 'node:util';
import type { TSchema } from '@sinclair/typebox';
import { FORMATS } from './formats.ts';
import type { Variants } from './keys/kinds.ts';
import { isValueMap, type Path, type ValueMap } from './merge.ts';

/** A rule of a key that a value breaks. */
export interface Violation {
  /** Where the value is that breaks it; for a missing or unknown key, the object that lacks or has it. */
  readonly path: Path;
  readonly schema: TSchema;
  /** The keyword of JSON Schema whose rule it is. */
  readonly keyword: string;
  /** The name of the missing or unknown key. */
  readonly name?: string;
}

/** Rules by the name, or the pattern of the names, of the members that they hold for. */
type Members = Readonly<Record<string, TSchema>>;

interface MemberKeywords extends TSchema {
  readonly properties?: Members;
  readonly patternProperties?: Members;
  readonly additionalProperties?: TSchema | boolean;
}

/**
 * What breaks the rules of the table of keys, in the order of its keywords. The table uses few of JSON Schema's keywords, each in one
 * way: walking it takes less than a hundredth of the time in which a validator is generated from it, at every start.
 */
export function* violations(schema: TSchema, value: unknown, path: Path = []): Generator<Violation> {
  const broken = (keyword: string, name?: string): Violation => ({ path, schema, keyword, ...(name !== undefined && { name }) });
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(value, type))) {
    yield broken('type');
    return;
  }
  if (typeof value === 'string') for (const keyword of brokenByText(schema, value)) yield broken(keyword);
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) yield broken('minimum');
    if (schema.maximum !== undefined && value > schema.maximum) yield broken('maximum');
  }
  if (Array.isArray(value)) {
    if (schema.minItems !== undefined && value.length < schema.minItems) yield broken('minItems');
    const { items } = schema;
    if (items !== undefined) for (const [index, entry] of value.entries()) yield* violations(items, entry, [...path, index]);
    if (schema.uniqueItems && hasRepetition(value)) yield broken('uniqueItems');
  }
  if (isValueMap(value)) {
    for (const name of schema.required ?? []) if (value[name] === undefined) yield broken('required', name);
    for (const name of unnamed(schema, value)) {
      if (schema.additionalProperties === false) yield broken('additionalProperties', name);
    }
    for (const [name, rule] of memberRules(schema, value)) yield* violations(rule, value[name], [...path, name]);
    const variant = variantFor(schema, value);
    if (variant !== undefined) yield* violations(variant, value, path);
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isValueMap(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

function* brokenByText(schema: TSchema, text: string): Generator<string> {
  if (schema.const !== undefined && text !== schema.const) yield 'const';
  if (schema.enum !== undefined && !schema.enum.includes(text)) yield 'enum';
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    const characters = [...text].length;
    if (characters < (schema.minLength ?? 0)) yield 'minLength';
    if (characters > (schema.maxLength ?? Infinity)) yield 'maxLength';
  }
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(text)) yield 'pattern';
  if (schema.format !== undefined && !FORMATS[schema.format]?.(text)) yield 'format';
}

const hasRepetition = (entries: readonly unknown[]) =>
  entries.some((entry, index) => entries.slice(0, index).some((before) => isDeepStrictEqual(entry, before)));

/** The rules for the members that are there: first those without a name of their own, then in the order of the table. */
function* memberRules(schema: TSchema, value: ValueMap): Generator<[name: string, rule: TSchema]> {
  const { additionalProperties: rest, properties = {}, patternProperties = {} }: MemberKeywords = schema;
  if (typeof rest === 'object') for (const name of unnamed(schema, value)) yield [name, rest];
  for (const [name, rule] of Object.entries(properties)) if (value[name] !== undefined) yield [name, rule];
  for (const [pattern, rule] of Object.entries(patternProperties)) {
    for (const name of Object.keys(value)) if (new RegExp(pattern, 'u').test(name)) yield [name, rule];
  }
}

/** The members that neither `properties` nor `patternProperties` name. */
function unnamed({ properties = {}, patternProperties = {} }: MemberKeywords, value: ValueMap): string[] {
  const patterns = Object.keys(patternProperties).map((pattern) => new RegExp(pattern, 'u'));
  return Object.keys(value).filter((name) => !Object.hasOwn(properties, name) && !patterns.some((pattern) => pattern.test(name)));
}

/** The object that the word in the tag names. An unknown word breaks the rule of the tag itself. */
function variantFor(schema: TSchema, value: ValueMap): TSchema | undefined {
  const { tag, byWord } = (schema.variants ?? { tag: '', byWord: {} }) as Variants;
  const word = String(value[tag]);
  return Object.hasOwn(byWord, word) ? byWord[word] : undefined;
}
