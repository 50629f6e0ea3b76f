import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../json/reader.ts';
import type { TraitField } from '../schema/trait-field.ts';
import { submitForm, submitJson } from './testing/submit.ts';

const field = (path: string, type: TraitField['type'], more: Partial<TraitField> = {}): TraitField => ({
  name: `traits.${path}`,
  path: path.split('.'),
  type,
  required: false,
  disabled: false,
  ...more,
});

const FIELDS = [
  field('email', 'string'),
  field('name.first', 'string'),
  field('age', 'integer'),
  field('height', 'number', { required: true }),
  field('name.last', 'string'),
  field('newsletter', 'boolean'),
  field('terms', 'boolean', { required: true }),
  field('tags', 'array', { items: 'string' }),
  field('scores', 'array', { items: 'number' }),
  field('answers', 'array', { items: 'boolean' }),
  field('things', 'array'),
  field('address', 'object'),
  field('open', 'unknown'),
];

describe('the traits of a form', () => {
  test.each<[pairs: [string, string][], traits: string]>([
    [[['method', 'profile']], '{}'],
    [[['traits.email', 'a@b']], '{"email":"a@b"}'],
    [[['traits.email', '']], '{}'],
    [
      [
        ['traits.email', 'first'],
        ['traits.email', 'second'],
      ],
      '{"email":"first"}',
    ],
    [
      [
        ['traits.unknown', 'x'],
        ['email', 'x'],
        ['traits.name', 'x'],
        ['traits.__proto__.x', 'y'],
      ],
      '{}',
    ],
    [
      [
        ['traits.name.last', 'L'],
        ['traits.age', '5'],
        ['traits.name.first', 'F'],
      ],
      '{"name":{"first":"F","last":"L"},"age":5}',
    ],
    [[['traits.age', '12345678901234567890']], '{"age":12345678901234567890}'],
    [[['traits.age', '1.50']], '{"age":1.50}'],
    [[['traits.age', '-1e400']], '{"age":-1e400}'],
    [[['traits.age', '+007']], '{"age":7}'],
    [[['traits.age', '.5']], '{"age":0.5}'],
    [[['traits.age', '5.']], '{"age":5}'],
    [[['traits.age', '']], '{}'],
    [[['traits.age', 'old']], '{"age":"old"}'],
    [[['traits.age', '.']], '{"age":"."}'],
    [[['traits.age', ' 5']], '{"age":" 5"}'],
    [[['traits.age', '1e9999999']], '{"age":"1e9999999"}'],
    [[['traits.height', '']], '{"height":0}'],
    [
      [
        ['traits.newsletter', 'false'],
        ['traits.newsletter', 'true'],
      ],
      '{"newsletter":true}',
    ],
    [[['traits.newsletter', 'F']], '{"newsletter":false}'],
    [
      [
        ['traits.newsletter', 'true'],
        ['traits.newsletter', ''],
      ],
      '{}',
    ],
    [[['traits.newsletter', 'on']], '{"newsletter":"on"}'],
    [[['traits.terms', '']], '{"terms":false}'],
    [
      [
        ['traits.tags', 'a'],
        ['traits.tags', ''],
        ['traits.tags', '["b"]'],
      ],
      '{"tags":["a","","[\\"b\\"]"]}',
    ],
    [
      [
        ['traits.scores', '1.0'],
        ['traits.scores', 'x'],
      ],
      '{"scores":[1.0,"x"]}',
    ],
    [
      [
        ['traits.answers', 't'],
        ['traits.answers', '0'],
        ['traits.answers', ''],
      ],
      '{"answers":[true,false,""]}',
    ],
    [
      [
        ['traits.things', '1'],
        ['traits.things', 'true'],
      ],
      '{"things":["1","true"]}',
    ],
    [[['traits.address', '{ "city": "X" }']], '{"address":{"city":"X"}}'],
    [[['traits.address', '']], '{}'],
    [[['traits.address', '{']], '{"address":"{"}'],
    [[['traits.address', '{"a":1,"a":2}']], '{"address":"{\\"a\\":1,\\"a\\":2}"}'],
    [[['traits.open', '5']], '{"open":"5"}'],
    [
      [
        ['traits', '{"email":"a@b"}'],
        ['traits.age', '5'],
      ],
      '{"email":"a@b","age":5}',
    ],
    [
      [
        ['traits', 'x'],
        ['traits.age', '5'],
      ],
      '"x"',
    ],
  ])('%j', (pairs, traits) => {
    expect(submitForm(pairs).traits(FIELDS)).toBe(traits);
  });
});

describe('the traits of a JSON body', () => {
  test.each([
    ['{"traits": {"email": "a\\u0040b", "age": 1.0}}', '{"email":"a\\u0040b","age":1.0}'],
    ['{"traits": {"email": ""}}', '{"email":""}'],
    ['{"traits": null}', '{}'],
    ['{"traits": ""}', '{}'],
    ['{"traits": "{\\"email\\":\\"a\\"}"}', '{"email":"a"}'],
    ['{"traits": "x"}', '"x"'],
    ['{"traits": "5"}', '"5"'],
    ['{"traits": []}', '[]'],
    ['{"traits": 5, "traits.age": 5}', '5'],
    ['{"traits.email": "a@b", "traits.age": 12345678901234567890}', '{"email":"a@b","age":12345678901234567890}'],
    ['{"traits.email": 5, "traits.age": "5", "traits.newsletter": "1"}', '{"email":"5","age":5,"newsletter":true}'],
    ['{"traits.email": null, "traits.age": null, "traits.tags": null, "traits.open": null}', '{}'],
    ['{"traits.age": true, "traits.newsletter": 2}', '{"age":"true","newsletter":"2"}'],
    ['{"traits.tags": ["a", "b"]}', '{"tags":["a","b"]}'],
    ['{"traits.tags": "a"}', '{"tags":["a"]}'],
    ['{"traits.scores": [1.50, "x"]}', '{"scores":[1.50,"x"]}'],
    ['{"traits.address": {"city": 1e3}}', '{"address":{"city":1e3}}'],
    ['{"traits.open": {"a": [null]}}', '{"open":{"a":[null]}}'],
    ['{"traits.open": "5"}', '{"open":"5"}'],
    [
      '{"traits.email": "x", "traits.name.first": "F", "traits.name.last": "x", "traits": {"x": 1, "email": "a@b", "name": {"last": "L"}}}',
      '{"x":1,"email":"a@b","name":{"last":"L","first":"F"}}',
    ],
    ['{"traits.name.first": "F", "traits": {"name": "N"}}', '{"name":"N"}'],
    ['{"traits.name.first": "F", "traits": {"name": null}}', '{"name":null}'],
  ])('%s', (body, traits) => {
    expect(submitJson(body).traits(FIELDS)).toBe(traits);
  });

  test('come back as they were sent', () => {
    const key = fc.string({ maxLength: 5 }).filter((name) => name !== '__proto__');
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string().filter((text) => !text.includes('\0')),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, node, { maxKeys: 5, noNullPrototype: true }), (traits) => {
        expect(submitJson({ method: 'password', traits }).traits(FIELDS)).toBe(JSON.stringify(traits));
      }),
    );
  });

  test('agree with those of a form', () => {
    const texts = FIELDS.filter(({ type }) => type === 'string').map(({ name }) => name);
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom(...texts), text), { selector: ([name]) => name }), (pairs) => {
        const form = submitForm([['method', 'profile'], ...pairs]).traits(FIELDS);
        expect(submitJson(Object.fromEntries(pairs)).traits(FIELDS)).toBe(form);
        expect(readJson(form)).toBe(form);
      }),
    );
  });

  test('a number keeps its text, whatever it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?(0|[1-9]\d{0,40})(\.\d{1,40})?([eE][+-]?\d{1,6})?$/), (number) => {
        expect(submitForm([['traits.age', number]]).traits(FIELDS)).toBe(`{"age":${number}}`);
      }),
    );
  });
});

test('nothing reaches the prototypes of objects', () => {
  const fields = [field('__proto__.polluted', 'string'), field('constructor.prototype.polluted', 'string')];
  submitForm(fields.map(({ name }) => [name, 'yes'])).traits(fields);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
