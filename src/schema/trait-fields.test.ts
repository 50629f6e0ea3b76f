import { describe, expect, it } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import { createIdentitySchema } from './identity-schema.ts';
import { SchemaDocuments } from './schema-documents.ts';

function schemaOf(properties: object, more: object = {}, root: object = {}) {
  const document = { ...root, properties: { traits: { type: 'object', properties, ...more } } };
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  return createIdentitySchema({ id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' });
}

const fieldsOf = (...schema: Parameters<typeof schemaOf>) => schemaOf(...schema).fields;
const summary = (...schema: Parameters<typeof schemaOf>) => fieldsOf(...schema).map(({ name, type }) => `${name}: ${type}`);
/** What is known of the only trait. */
const fieldFor = (trait: object, root?: object) => fieldsOf({ x: trait }, {}, root)[0];

const TEXT = { type: 'string' };

describe('the fields of a schema', () => {
  it('are its leaves in the order of the document', () => {
    expect(
      fieldsOf(
        {
          name: { type: 'object', properties: { last: TEXT, first: TEXT }, required: ['first'] },
          email: { type: 'string', format: 'email', title: 'E-Mail', pattern: '@', disableFormField: true },
          any: { type: 'object' },
          kind: { enum: ['a', 1] },
        },
        { required: ['email', 'name'] },
      ),
    ).toEqual([
      { name: 'traits.name.last', path: ['name', 'last'], type: 'string', required: false, disabled: false },
      { name: 'traits.name.first', path: ['name', 'first'], type: 'string', required: true, disabled: false },
      {
        name: 'traits.email',
        path: ['email'],
        type: 'string',
        format: 'email',
        pattern: '@',
        title: 'E-Mail',
        required: true,
        disabled: true,
      },
      { name: 'traits.any', path: ['any'], type: 'object', required: false, disabled: false },
      { name: 'traits.kind', path: ['kind'], type: 'unknown', required: false, enum: ['a', 1], disabled: false },
    ]);
  });

  it.each<[trait: object, type: string]>([
    [{}, 'unknown'],
    [{ type: ['string', 'null'] }, 'string'],
    [{ type: ['string', 'number'] }, 'unknown'],
    [{ type: ['integer'] }, 'integer'],
    [{ const: true }, 'boolean'],
    [{ type: 'array' }, 'array'],
    [{ $ref: '#/definitions/text' }, 'string'],
    [{ allOf: [{ title: 'x' }, { type: 'number' }] }, 'number'],
    [{ anyOf: [{ type: 'null' }, { type: 'boolean' }] }, 'boolean'],
    [{ oneOf: [{ $ref: '#/definitions/text' }, { type: 'null' }] }, 'string'],
  ])('of %j have the type %s', (trait, type) => {
    expect(fieldFor(trait, { definitions: { text: TEXT } })?.type).toBe(type);
  });

  it('that are lists know what their items are', () => {
    const items = (more: object) => fieldFor({ type: 'array', ...more }, { definitions: { text: TEXT } })?.items;
    expect(items({ items: TEXT })).toBe('string');
    expect(items({ items: { $ref: '#/definitions/text' } })).toBe('string');
    expect(items({ items: [{ type: 'number' }, { type: 'number' }] })).toBe('number');
    expect(items({ items: [{ type: 'number' }, TEXT] })).toBeUndefined();
    expect(items({ items: { type: 'object' } })).toBeUndefined();
    expect(items({})).toBeUndefined();
  });

  it('can be described by a reference, and by all that applies', () => {
    const root = { definitions: { mail: { type: 'string', format: 'email' } } };
    expect(fieldFor({ title: 'T', allOf: [{ $ref: '#/definitions/mail' }, { pattern: 'x' }] }, root)).toMatchObject({
      title: 'T',
      format: 'email',
      pattern: 'x',
    });
  });

  it('are found below combinations and conditions, after those that are always there', () => {
    const more = {
      if: { properties: { kind: { const: 'a' } } },
      then: { properties: { vat: { type: 'string' } }, required: ['vat'] },
      else: { properties: { birth: { type: 'string', format: 'date' } } },
      allOf: [{ properties: { extra: { type: 'number' } }, required: ['kind'] }],
    };
    expect(fieldsOf({ kind: TEXT }, more).map(({ name, required }) => [name, required])).toEqual([
      ['traits.kind', true],
      ['traits.extra', false],
      ['traits.vat', false],
      ['traits.birth', false],
    ]);
  });

  it('take no values from a condition', () => {
    const more = { if: { properties: { kind: { type: 'string', enum: ['a'] } } } };
    expect(fieldsOf({ kind: TEXT }, more)[0]).not.toHaveProperty('enum');
  });

  it('leave out what can only be null', () => {
    expect(summary({ a: { type: 'null' }, b: TEXT })).toEqual(['traits.b: string']);
  });

  it('end where a schema contains itself', () => {
    const person = { type: 'object', properties: { name: TEXT, friend: { $ref: '#/definitions/person' } } };
    expect(summary({ me: { $ref: '#/definitions/person' } }, {}, { definitions: { person } })).toEqual([
      'traits.me.name: string',
    ]);
  });

  it('end for schemas of countless ways', () => {
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/definitions/${name}` }]));
    const definitions = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
    expect(fieldsOf(properties, {}, { definitions }).length).toBeLessThanOrEqual(2000);
    const doubled = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => {
        const next = { $ref: `#/definitions/d${index + 1}` };
        return [`d${index}`, index === 24 ? TEXT : { properties: { l: next, r: next } }];
      }),
    );
    expect(fieldsOf({ x: { $ref: '#/definitions/d0' } }, {}, { definitions: doubled }).length).toBeLessThanOrEqual(2000);
  });
});

describe('the fields that one signs in with', () => {
  const marked = (credentials: object, more: object = {}) => ({ type: 'string', ...more, 'ory.sh/kratos': { credentials } });

  it.each<[credentials: object, isMarked: boolean]>([
    [{ password: { identifier: true } }, true],
    [{ webauthn: { identifier: true } }, true],
    [{ code: { identifier: true, via: 'email' } }, true],
    [{ passkey: { display_name: true } }, true],
    [{ totp: { account_name: true } }, true],
    [{ password: { identifier: false } }, false],
    [{}, false],
  ])('are marked: %j is %s', (credentials, isMarked) => {
    const { identifierFields } = schemaOf({ a: { properties: { b: marked(credentials, { title: 'T' }) } }, c: TEXT });
    expect(identifierFields).toEqual(isMarked ? [{ name: 'traits.a.b', title: 'T' }] : []);
  });

  it('may have no title, may be several, and may be marked by a reference', () => {
    const mark = marked({ password: { identifier: true } });
    const { identifierFields } = schemaOf({ a: mark, b: { $ref: '#/definitions/mark' } }, {}, { definitions: { mark } });
    expect(identifierFields).toEqual([{ name: 'traits.a' }, { name: 'traits.b' }]);
  });
});
