import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createIdentitySchema } from './identity-schema.ts';
import { SchemaDocuments } from './schema-documents.ts';

type Properties = Readonly<Record<string, unknown>>;

function schemaOf(properties: Properties, root: object = {}) {
  const document = { ...root, properties: { traits: { type: 'object', properties } } };
  const documents = new SchemaDocuments();
  documents.add('file:///test.json', document);
  return createIdentitySchema({ id: 'test', url: '', document: jsonOf(document), documents, documentUrl: 'file:///test.json' });
}

const found = (properties: Properties, traits: unknown, root?: object) => schemaOf(properties, root).validate(jsonOf(traits));

function faultOf(properties: Properties, text: string): ApiError {
  try {
    schemaOf(properties).validate(text as JsonText);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const marked = (mark: object, trait: object = { type: 'string' }) => ({ ...trait, 'ory.sh/kratos': mark });
const PASSWORD = { credentials: { password: { identifier: true } } };
const login = (trait?: object) => marked(PASSWORD, trait);
const code = (via: string, trait?: object) => marked({ credentials: { code: { identifier: true, via } } }, trait);
const verified = (via: string, trait?: object) => marked({ verification: { via } }, trait);
const recovered = (via: string, trait?: object) => marked({ recovery: { via } }, trait);
const EMAIL = { type: 'string', format: 'email' };
const TEL = { type: 'string', format: 'tel' };
const LOOSE = { type: 'string', format: 'no-validate' };

describe('identifiers', () => {
  it('are normalised and listed once, in the order of the schema', () => {
    const properties = { email: login(EMAIL), other: login(EMAIL), name: login() };
    const traits = { name: 'Alice', other: 'B@example.com ', email: 'A@Example.com', unknown: 'x' };
    expect(found(properties, { ...traits, other: 'b@example.com' }).identifiers).toEqual({
      password: ['a@example.com', 'b@example.com', 'alice'],
      webauthn: [],
    });
    expect(found({ a: login(), b: login() }, { a: 'ALICE', b: 'ali\u200bce' }).identifiers.password).toEqual(['alice']);
  });

  it('do not take a look-alike for the original', () => {
    expect(found({ a: login(), b: login() }, { a: 'admin', b: '\u0430dmin' }).identifiers.password).toEqual([
      'admin',
      '\u0430dmin',
    ]);
  });

  it('go to every credential that the mark names', () => {
    const mark = {
      credentials: { password: { identifier: true }, webauthn: { identifier: true }, totp: { account_name: true } },
    };
    expect(found({ a: marked(mark) }, { a: 'x' }).identifiers).toEqual({ password: ['x'], webauthn: ['x'] });
    expect(found({ a: marked({ credentials: { password: { identifier: false } } }) }, { a: 'x' }).identifiers.password).toEqual(
      [],
    );
  });

  it('may be numbers, in the digits that were sent, and nothing else', () => {
    const schema = schemaOf({ a: login({}) });
    const of = (value: string) => schema.validate(`{"a":${value}}` as JsonText).identifiers.password;
    expect(of('5')).toEqual(['5']);
    expect(of('12345678901234567890')).toEqual(['12345678901234567890']);
    expect(of('1.50')).toEqual(['1.50']);
    for (const value of ['null', 'true', '["x"]', '{"x":1}']) expect(of(value)).toEqual([]);
  });

  it.each<[name: string, trait: object, value: unknown]>([
    ['allOf', { allOf: [{}, login()] }, 'x'],
    ['anyOf', { anyOf: [{ type: 'null' }, login()] }, 'x'],
    ['oneOf', { oneOf: [{ type: 'null' }, login()] }, 'x'],
    ['if', { if: login() }, 'x'],
    ['else', { if: { type: 'null' }, else: login() }, 'x'],
    ['$ref', { $ref: '#/definitions/login' }, 'x'],
    ['items', { items: login() }, ['x']],
    ['a tuple', { items: [{}, login()] }, [1, 'x']],
    ['additionalItems', { items: [{}], additionalItems: login() }, [1, 'x']],
    ['additionalProperties', { additionalProperties: login() }, { y: 'x' }],
    ['patternProperties', { patternProperties: { '^y': login() } }, { yy: 'x' }],
    ['a branch that does not fit', { anyOf: [login({ minLength: 5 }), {}] }, 'x'],
  ])('are found below %s', (_name, trait, value) => {
    expect(found({ a: trait }, { a: value }, { definitions: { login: login() } }).identifiers.password).toEqual(['x']);
  });

  it('are not looked for where there is no value', () => {
    expect(found({ a: login() }, {}).identifiers.password).toEqual([]);
  });

  it('must not be empty or too long', () => {
    expect(faultOf({ a: login() }, '{"a":" "}')).toMatchObject({
      code: 'identifier_empty',
      status: 400,
      details: { pointer: '/traits/a' },
    });
    expect(faultOf({ a: login() }, jsonOf({ a: 'x'.repeat(256) }))).toMatchObject({ code: 'value_too_long', status: 400 });
    expect(found({ a: login() }, { a: '\u{1f389}'.repeat(255) }).identifiers.password).toHaveLength(1);
    expect(faultOf({ a: login() }, jsonOf({ a: ' '.repeat(100_000) }))).toMatchObject({ code: 'traits_invalid' });
  });
});

describe('code addresses', () => {
  it('are e-mail addresses and phone numbers, each once', () => {
    const properties = { a: code('email', EMAIL), b: code('email', EMAIL), c: code('sms', TEL) };
    expect(found(properties, { a: 'A@example.com', b: 'a@EXAMPLE.com', c: '+49 176 671 11 638' }).code).toEqual([
      { via: 'email', value: 'a@example.com' },
      { via: 'sms', value: '+4917667111638' },
    ]);
  });

  it('may have another format than email', () => {
    expect(found({ a: code('email', LOOSE) }, { a: 'Alice.@example.com' }).code).toEqual([
      { via: 'email', value: 'alice.@example.com' },
    ]);
  });

  it.each<[trait: object, value: string, text: string]>([
    [code('sms'), '+1 650 253 000', 'the provided number is not a valid phone number'],
    [code('email'), 'nobody', 'mail: no angle-addr'],
  ])('are refused: %j with %j', (trait, value, text) => {
    expect(faultOf({ a: trait }, jsonOf({ a: value })).reason).toBe(`I[#/traits/a] S[#/properties/traits/properties/a] ${text}`);
  });

  it('need a channel', () => {
    expect(faultOf({ a: marked({ credentials: { code: { identifier: true } } }) }, '{"a":"x"}').reason).toBe(
      'I[#/traits/a] S[#/properties/traits/properties/a/ory.sh~1kratos/credentials/code/via] channel type "" must be one of email, sms',
    );
  });
});

describe('verifiable addresses', () => {
  it('are normalised, each once', () => {
    const properties = { a: verified('email', EMAIL), b: { items: verified('email', EMAIL) }, c: verified('sms', TEL) };
    const traits = { a: 'A@example.com', b: ['a@example.com', 'b@example.com', 'B@example.com'], c: '+1 650 253 0000' };
    expect(found(properties, traits).verifiable).toEqual([
      { via: 'email', value: 'a@example.com' },
      { via: 'email', value: 'b@example.com' },
      { via: 'sms', value: '+16502530000' },
    ]);
  });

  it('are e-mail addresses when the schema names no format', () => {
    expect(found({ a: verified('email') }, { a: 'A@example.com' }).verifiable).toEqual([
      { via: 'email', value: 'a@example.com' },
    ]);
    expect(faultOf({ a: verified('email') }, '{"a":"x"}').reason).toBe(
      'I[#/traits/a] S[#/properties/traits/properties/a/format] "x" is not valid "email"',
    );
  });

  it('need a format when they are phone numbers', () => {
    expect(faultOf({ a: verified('sms') }, '{"a":"+16502530000"}').reason).toContain(
      'no format specified. A format is required if verification is enabled. If this was intentional, please set "format" to "no-validate"',
    );
  });

  it('are only trimmed with another format', () => {
    expect(found({ a: verified('email', LOOSE) }, { a: ' Any Text ' }).verifiable).toEqual([{ via: 'email', value: 'Any Text' }]);
  });

  it('report the format, and that they cannot be normalised', () => {
    const place = 'I[#/traits/a] S[#/properties/traits/properties/a';
    expect(faultOf({ a: verified('email', EMAIL) }, '{"a":"x"}').reason).toBe(
      `${place}] validation failed\n  ${place}/format] "x" is not valid "email"\n  ${place}/format] "x" can not be normalized for format "email"`,
    );
  });

  it('have at most 400 characters', () => {
    const fault = faultOf({ a: verified('email', LOOSE) }, jsonOf({ a: 'x'.repeat(401) }));
    expect(fault).toMatchObject({ code: 'value_too_long', details: { pointer: '/traits/a' } });
  });
});

describe('recovery addresses', () => {
  it('are normalised', () => {
    const properties = { a: recovered('email', EMAIL), b: recovered('sms', TEL), c: recovered('email', LOOSE) };
    expect(found(properties, { a: 'A@example.com', b: '+1 650-253-0000', c: ' Any ' }).recovery).toEqual([
      { via: 'email', value: 'a@example.com' },
      { via: 'sms', value: '+16502530000' },
      { via: 'email', value: 'any' },
    ]);
  });

  it('report the format, and that a phone number is none', () => {
    const place = 'I[#/traits/a] S[#/properties/traits/properties/a';
    expect(faultOf({ a: recovered('sms', TEL) }, '{"a":"12"}').reason).toBe(
      `${place}] validation failed\n  ${place}/format] "12" is not valid "tel"\n  ${place}/format] "12" is not valid "tel" for "sms"`,
    );
    expect(faultOf({ a: recovered('email') }, '{"a":"x"}').reason).toBe(`${place}/format] "x" is not valid "email"`);
  });
});

describe('e-mail traits', () => {
  it.each(['alice@\u{1f389}.com', 'alice@exämple.com', 'alice.@example.com', `${'a'.repeat(65)}@example.com`])(
    'refuse %s',
    (value) => {
      expect(faultOf({ a: login(EMAIL) }, jsonOf({ a: value })).reason).toContain('is not valid "email"');
    },
  );

  it('with invisible characters make an identifier without them', () => {
    expect(found({ a: login(EMAIL) }, { a: 'ali\u200bce@example.com' }).identifiers.password).toEqual(['alice@example.com']);
  });
});

describe('any traits', () => {
  const ADDRESS = {
    credentials: { password: { identifier: true }, code: { identifier: true, via: 'email' } },
    recovery: { via: 'email' },
  };
  const schema = schemaOf({ a: marked(ADDRESS, {}), b: login({}), c: { items: recovered('sms', {}) } });
  // Bodies with NUL characters are refused before they get here.
  const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', '\ufeff'));
  const leaf = fc.oneof(text, fc.emailAddress(), fc.constant('+1 650 253 0000'), fc.double());
  const traits = fc.record({ a: leaf, b: leaf, c: fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })) }, { requiredKeys: [] });

  it('are either refused for a reason or make values that are there to stay', () => {
    fc.assert(
      fc.property(traits, (value) => {
        try {
          const once = schema.validate(jsonOf(value));
          expect(schema.validate(once.traits)).toEqual(once);
        } catch (error) {
          if (!(error instanceof ApiError) || error.status !== 400) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
