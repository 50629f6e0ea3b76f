import { describe, expect, test } from 'vitest';
import { JsonFault } from './fault.ts';
import { readJson } from './reader.ts';

function faultOf(text: string): JsonFault {
  try {
    readJson(text);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
  throw new Error(`${text} was taken`);
}

describe('what is kept', () => {
  test.each([
    ['[12345678901234567890,1e400,0.1000000000000000055,-0,1.0,1E+2]'],
    ['{"2":1,"1":2,"b":3,"a":4}'],
    ['{"a":"\\u0041\\n\\/","\\u00e9":"é\u2028"}'],
    ['"\\ud83d\\ude00😀"'],
    ['{"constructor":1,"toString":2,"__proto":3}'],
    ['[[],{},"",0,true,false,null]'],
    ['""'],
  ])('%s', (text) => {
    expect(readJson(text)).toBe(text);
  });

  test('white space goes, but not that of strings', () => {
    expect(readJson(' \t\r\n{ "a b" : [ 1 , 2 ,\n{ } , [ ] ] ,"c":" d "\n} \n')).toBe('{"a b":[1,2,{},[]],"c":" d "}');
  });

  test('data after the value are refused, or not looked at', () => {
    expect(faultOf('{} x')).toMatchObject({
      rule: 'trailing',
      message: "invalid character 'x' after the JSON value, at line 1, column 4",
    });
    expect(readJson('{"a": 1} x', { trailing: 'ignore' })).toBe('{"a":1}');
    expect(readJson('{}  \n')).toBe('{}');
  });
});

describe('texts that end too early', () => {
  test.each(['', ' ', '\n\t '])('%j is empty', (text) => {
    expect(faultOf(text)).toMatchObject({ rule: 'empty', message: 'EOF' });
  });

  test('every beginning of a text is truncated', () => {
    const text = '{"a":[1.5e-3,true,null,"x\\u00e9\\n",{"b":false,"c":[]}]}';
    for (let end = 1; end < text.length; end++) {
      expect(faultOf(text.slice(0, end)), text.slice(0, end)).toMatchObject({ rule: 'truncated', message: 'unexpected EOF' });
    }
  });

  test.each(['-', '1.', '1e', '1e+', 'tru', '"\\', '"\\u00'])('%j is truncated', (text) => {
    expect(faultOf(text)).toMatchObject({ rule: 'truncated', message: 'unexpected EOF' });
  });
});

describe('texts that are no JSON', () => {
  test.each([
    ["{'a':1}", 'line 1, column 2'],
    ['{"a":1,}', 'line 1, column 8'],
    ['[1,]', 'line 1, column 4'],
    ['[1 2]', 'line 1, column 4'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{1:2}', 'line 1, column 2'],
    ['[01]', 'line 1, column 3'],
    ['[1.x]', 'line 1, column 4'],
    ['[+1]', 'line 1, column 2'],
    ['[.5]', 'line 1, column 2'],
    ['[NaN]', 'line 1, column 2'],
    ['[nul]', 'line 1, column 5'],
    ['[trux]', 'line 1, column 5'],
    ['["\\x"]', 'line 1, column 4'],
    ['["\\u12g4"]', 'line 1, column 7'],
    ['["a\nb"]', 'line 1, column 4'],
    ['["\u0000"]', 'line 1, column 3'],
    ['[\u00a0]', 'line 1, column 2'],
    ['[\n  1,\n  é]', 'line 3, column 3'],
    ['}', 'line 1, column 1'],
  ])('%j', (text, place) => {
    const fault = faultOf(text);
    expect(fault.rule).toBe('syntax');
    expect(fault.message).toMatch(/^invalid character /);
    expect(fault.message).toContain(place);
    expect(() => JSON.parse(text)).toThrow();
  });

  test('the character is named', () => {
    expect(faultOf('[x]').message).toBe("invalid character 'x' in the JSON text at line 1, column 2");
    expect(faultOf('\ufeff{}').message).toContain('U+FEFF');
  });
});

describe('limits', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test('200 levels, not 201', () => {
    expect(readJson(nested(200))).toBe(nested(200));
    expect(faultOf(nested(201)).rule).toBe('depth');
    expect(faultOf(nested(100_000)).rule).toBe('depth');
    expect(faultOf(`${'{"a":'.repeat(201)}1${'}'.repeat(201)}`)).toMatchObject({ rule: 'depth', pointer: '/a'.repeat(200) });
  });

  test('siblings do not add up', () => {
    const text = `[${Array(500).fill(nested(199)).join(',')}]`;
    expect(readJson(text)).toBe(text);
  });

  test.each([
    ['{"a":"x\\u0000"}', 'nul', '/a'],
    ['{"\\u0000":1}', 'nul', ''],
    ['["\\ud800"]', 'surrogate', '/0'],
    ['["\\udc00\\ud800"]', 'surrogate', '/0'],
    ['["\\ud800x"]', 'surrogate', '/0'],
    ['["\\ud800\\u0041"]', 'surrogate', '/0'],
    ['[1,"\ud800"]', 'surrogate', '/1'],
    ['[1,"\ud83d\\ude00"]', 'surrogate', '/1'],
    ['{"\udc00":1}', 'surrogate', ''],
    ['{"__proto__":1}', 'prototype_key', '/__proto__'],
    ['{"a":[{"_\\u005fproto__":1}]}', 'prototype_key', '/a/0/__proto__'],
    ['{"a":{"x":1,"y":2,"x":3}}', 'duplicate_key', '/a/x'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key', '/a'],
    ['[0,1e1000000]', 'number', '/1'],
    ['[1e-1000000]', 'number', '/0'],
    [`[${'1'.repeat(4097)}]`, 'number', '/0'],
  ])('%s breaks %s', (text, rule, pointer) => {
    expect(faultOf(text)).toMatchObject({ rule, pointer });
  });

  test('up to the limits numbers are taken', () => {
    const text = `[1e999999,${'1'.repeat(4096)}]`;
    expect(readJson(text)).toBe(text);
  });

  test('a duplicate is found among many keys', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `"k${index}":0`);
    expect(readJson(`{${keys.join(',')}}`)).toHaveLength(keys.join(',').length + 2);
    expect(faultOf(`{${[...keys, '"k3":1'].join(',')}}`)).toMatchObject({ rule: 'duplicate_key', pointer: '/k3' });
  });

  test('limits can be set', () => {
    expect(() => readJson('[[1]]', { limits: { depth: 1 } })).toThrow(expect.objectContaining({ rule: 'depth' }));
    expect(() => readJson('123', { limits: { numberLength: 2 } })).toThrow(expect.objectContaining({ rule: 'number' }));
  });

  test('a fault does not give back all of a huge key', () => {
    const key = '😀'.repeat(10_000);
    const fault = faultOf(`{"${key}":x}`);
    expect(fault.pointer.length).toBeLessThan(1100);
    expect(fault.pointer.isWellFormed()).toBe(true);
  });
});
