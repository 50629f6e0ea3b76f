import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type DecodeOptions, decode } from './decode.ts';
import { JsonFault } from './fault.ts';
import type { JsonText } from './json-text.ts';
import { RawJson } from './raw-json.ts';

const STRICT: DecodeOptions = { unknown: 'refuse', trailing: 'refuse' };
const LENIENT: DecodeOptions = { unknown: 'ignore', trailing: 'ignore' };

const BODY = Type.Object({
  schema_id: Type.Optional(Type.String({ maxLength: 5 })),
  traits: Type.Optional(RawJson({ description: 'As the schema says.' })),
  state: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('inactive')])),
  external_id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  rounds: Type.Optional(Type.Integer()),
  weight: Type.Optional(Type.Number()),
  flag: Type.Optional(Type.Boolean()),
  tags: Type.Optional(Type.Array(Type.String(), { maxItems: 2 })),
  handle: Type.Optional(Type.Union([Type.String(), Type.Array(Type.Integer())])),
  credentials: Type.Optional(Type.Object({ config: Type.Optional(Type.Object({ hash: Type.String() })) })),
  extra: Type.Optional(Type.Unknown()),
});

function faultOf(schema: TSchema, text: string, options = STRICT): JsonFault {
  try {
    decode(schema, text, options);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
  throw new Error(`${text} was taken`);
}

describe('what is read', () => {
  test('every member in its type', () => {
    const text =
      '{"schema_id":"café!","state":"inactive","external_id":null,"rounds":-12,"weight":1.5e2,"flag":false,' +
      '"tags":["a","b"],"handle":[1,2],"credentials":{"config":{"hash":"x"}},"extra":{"a":[1,{"b":null}]}}';
    const body = decode(BODY, text, STRICT);
    expect(body).toEqual(JSON.parse(text));
    expectTypeOf(body).toEqualTypeOf<Static<typeof BODY>>();
    expectTypeOf(body.traits).toEqualTypeOf<JsonText | undefined>();
  });

  test('raw members lose white space only', () => {
    const { traits } = decode(BODY, '{ "traits": { "2": 12345678901234567890, "1": [1e400 , 0.1000000000000000055] } }', STRICT);
    expect(traits).toBe('{"2":12345678901234567890,"1":[1e400,0.1000000000000000055]}');
    expect(decode(BODY, '{"traits":null}', STRICT)).toEqual({ traits: 'null' });
    expect(decode(BODY, '{"traits": "a b" ,"flag":true}', STRICT)).toEqual({ traits: '"a b"', flag: true });
  });

  test('a raw member appears as an empty schema', () => {
    expect(JSON.stringify(RawJson())).toBe('{}');
    expect(JSON.stringify(BODY.properties.traits)).toBe('{"description":"As the schema says."}');
  });

  test('null is as good as absent, unless the schema takes it', () => {
    const text = '{"schema_id":null,"state":null,"rounds":null,"tags":null,"credentials":null,"external_id":null,"extra":null}';
    expect(decode(BODY, text, STRICT)).toEqual({ external_id: null, extra: null });
    expect(decode(Type.Array(Type.Union([Type.String(), Type.Null()])), '[null,"a"]', STRICT)).toEqual([null, 'a']);
  });

  test('records', () => {
    const record = Type.Record(Type.String(), Type.Object({ n: Type.Optional(Type.Integer()) }));
    expect(decode(record, '{"b":{"n":1},"a":{},"c":null}', STRICT)).toEqual({ b: { n: 1 }, a: {} });
    const open = Type.Object({ n: Type.Integer() }, { additionalProperties: Type.String() });
    expect(decode(open, '{"n":1,"x":"y"}', STRICT)).toEqual({ n: 1, x: 'y' });
    expect(faultOf(open, '{"n":1,"x":2}').pointer).toBe('/x');
  });

  test('unions of objects take the first that fits', () => {
    const union = Type.Union([Type.Object({ a: Type.String() }), Type.Object({ b: RawJson() }), Type.Number()]);
    expect(decode(union, '{"b": [1, 2]}', STRICT)).toEqual({ b: '[1,2]' });
    expect(decode(union, '3', STRICT)).toBe(3);
    expect(faultOf(union, '{"c":1}').message).toBe(
      'json: cannot unmarshal object into the body of type object | object | number',
    );
    expect(faultOf(union, '{"a":"\\u0000"}').rule).toBe('nul');
  });

  test('a raw value after another alternative has failed inside one', () => {
    const union = Type.Union([Type.Object({ a: RawJson(), b: Type.String() }), Type.Object({ a: Type.Any(), b: Type.Number() })]);
    const pair = Type.Object({ x: union, y: RawJson() });
    expect(decode(pair, '{"x":{"a": [ 1 ], "b": 2 }, "y": [ 3 ] }', STRICT)).toEqual({ x: { a: [1], b: 2 }, y: '[3]' });
  });

  test('a list of unions does not try again without end', () => {
    const list = Type.Array(Type.Union([Type.Integer(), Type.Number()]));
    const halves = (count: number) => `[${Array(count).fill('0.5').join(',')}]`;
    expect(decode(list, halves(10_000), STRICT)).toHaveLength(10_000);
    expect(faultOf(list, halves(10_001))).toMatchObject({ rule: 'type', pointer: '/10000' });
  });

  test('members that Object.prototype has', () => {
    expect(faultOf(BODY, '{"toString":1}').message).toBe('json: unknown field "toString"');
    expect(faultOf(Type.Object({ constructor: Type.String() }), '{}').message).toBe('json: missing field "constructor"');
  });

  test('-0 is 0', () => {
    expect(Object.is(decode(Type.Integer(), '-0', STRICT), 0)).toBe(true);
  });
});

describe('what is refused', () => {
  test.each([
    ['{"schema_id":5}', 'json: cannot unmarshal number into member schema_id of type string', '/schema_id'],
    [
      '{"credentials":{"config":{"hash":[]}}}',
      'json: cannot unmarshal array into member credentials.config.hash of type string',
      '/credentials/config/hash',
    ],
    ['{"credentials":[]}', 'json: cannot unmarshal array into member credentials of type object', '/credentials'],
    ['{"tags":["a",1]}', 'json: cannot unmarshal number into member tags.1 of type string', '/tags/1'],
    ['{"tags":[null]}', 'json: cannot unmarshal null into member tags.0 of type string', '/tags/0'],
    ['{"flag":"yes"}', 'json: cannot unmarshal string into member flag of type boolean', '/flag'],
    ['{"state":"gone"}', 'json: cannot unmarshal string into member state of type "active" | "inactive"', '/state'],
    ['{"handle":true}', 'json: cannot unmarshal bool into member handle of type string | array', '/handle'],
    ['{"rounds":1.5}', 'json: cannot unmarshal number 1.5 into member rounds of type integer', '/rounds'],
    [
      '{"rounds":9007199254740992}',
      'json: cannot unmarshal number 9007199254740992 into member rounds of type integer',
      '/rounds',
    ],
    ['{"weight":1e400}', 'json: cannot unmarshal number 1e400 into member weight of type number within ±1.8e308', '/weight'],
    ['{"extra":[1e400]}', 'json: cannot unmarshal number 1e400 into member extra.0 of type number within ±1.8e308', '/extra/0'],
    ['[]', 'json: cannot unmarshal array into the body of type object', ''],
    ['null', 'json: cannot unmarshal null into the body of type object', ''],
  ])('%s', (text, message, pointer) => {
    expect(faultOf(BODY, text)).toMatchObject({
      rule: 'type',
      message,
      pointer,
      expected: expect.any(String),
      got: expect.any(String),
    });
  });

  test('lengths count code points', () => {
    expect(decode(BODY, '{"schema_id":"😀😀😀😀😀"}', STRICT)).toEqual({ schema_id: '😀😀😀😀😀' });
    expect(faultOf(BODY, '{"schema_id":"😀😀😀😀😀😀"}')).toMatchObject({ rule: 'length', pointer: '/schema_id' });
    expect(faultOf(BODY, '{"tags":["a","b","c"]}')).toMatchObject({ rule: 'items' });
  });

  test('unknown members, also in another letter case', () => {
    expect(faultOf(BODY, '{"schema_url":1}')).toMatchObject({
      rule: 'unknown_field',
      message: 'json: unknown field "schema_url"',
      pointer: '/schema_url',
    });
    expect(faultOf(BODY, '{"State":"active"}').message).toBe('json: unknown field "State"');
    expect(faultOf(BODY, '{"credentials":{"x":1}}').pointer).toBe('/credentials/x');
    expect(decode(BODY, '{"schema_url":{"a":[1]},"flag":true}', LENIENT)).toEqual({ flag: true });
    expect(faultOf(BODY, '{"x":{"a":"\\u0000"}}', LENIENT)).toMatchObject({ rule: 'nul' });
    expect(faultOf(BODY, '{"x":{"a":1,"a":2}}', LENIENT)).toMatchObject({ rule: 'duplicate_key' });
  });

  test('an object may decide itself about unknown members', () => {
    expect(decode(Type.Object({}, { additionalProperties: true }), '{"x":1}', STRICT)).toEqual({});
    expect(faultOf(Type.Object({}, { additionalProperties: false }), '{"x":1}', LENIENT).rule).toBe('unknown_field');
  });

  test('required members', () => {
    const fault = { rule: 'missing_field', message: 'json: missing field "hash"', pointer: '/credentials/config/hash' };
    expect(faultOf(BODY, '{"credentials":{"config":{}}}')).toMatchObject(fault);
    expect(faultOf(BODY, '{"credentials":{"config":{"hash":null}}}')).toMatchObject(fault);
  });

  test('duplicates, also after a null', () => {
    expect(faultOf(BODY, '{"flag":null,"flag":true}')).toMatchObject({ rule: 'duplicate_key', pointer: '/flag' });
  });

  test('empty, truncated and trailing', () => {
    expect(faultOf(BODY, '').message).toBe('EOF');
    expect(faultOf(BODY, '{"flag":tr').message).toBe('unexpected EOF');
    expect(faultOf(BODY, '{} {}').rule).toBe('trailing');
    expect(decode(BODY, '{} {}', LENIENT)).toEqual({});
  });

  test('a schema of another kind is our own mistake', () => {
    expect(() => decode(Type.Date(), '1', STRICT)).toThrow(TypeError);
    expect(() => decode(Type.Unsafe<string>({ type: 'string' }), '"a"', STRICT)).toThrow(TypeError);
  });
});
