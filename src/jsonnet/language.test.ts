import { describe, expect, test } from 'vitest';
import { createEvaluator } from './evaluator.ts';
import { JsonnetCancelled, JsonnetError } from './jsonnet-error.ts';

const compile = createEvaluator();
const evaluate = (text: string, inputs = {}): unknown => JSON.parse(compile(text)(inputs));
const failureOf = (text: string): string => {
  try {
    compile(text)({});
  } catch (error) {
    if (error instanceof JsonnetError) return error.message;
    throw error;
  }
  throw new Error('nothing failed');
};

describe('what an expression says', () => {
  test.each<[text: string, value: unknown]>([
    // operators
    ['1 + 2 * 3 - 4 / 2', 5],
    ['(1 + 2) * 3', 9],
    ['-7 % 3', -1],
    ['2--2', 4],
    ['!true || !!true && false', false],
    ['1 < 2 == true', true],
    ['6 & 3 | 8 ^ 1', 11],
    ['1 << 4 >> 2', 4],
    ['~5', -6],
    ['-1 >> 1', -1],
    ["'a' < 'b' && 'B' < 'a'", true],
    ["'\\ud83d\\udc4b' > '\\uffff'", true],
    ['[1, 2] < [1, 3]', true],
    ['[1] < [1, 0]', true],
    ["1 + 'a' + null + [1, 'b'] + {a: true}", '1anull[1, "b"]{"a": true}'],
    ["'x' in {x:: 1}", true],
    ['false && error "never"', false],
    ['true || error "never"', true],
    ['1_000.5e-1', 100.05],
    ['0.1 + 0.2', 0.30000000000000004],
    ['9007199254740993', 9007199254740992],
    ['1 == 1.0 && [{a: [1]}] == [{a: [1], h:: 2}] && null != false', true],
    // texts
    [`'a\\u00fc\\ud83d\\udc4b\\n' + "it's"`, "aü👋\nit's"],
    [`@'a\\n''b' + @"c""d"`, `a\\n'bc"d`],
    ['|||\n  one\n    two\n\n  three\n|||', 'one\n  two\n\nthree\n'],
    ['|||-\n\tone\n|||', 'one'],
    ["'a👋b'[1] + 'abc'[1:] + 'abcd'[::2] + 'abc'[-2:]", '👋bcacbc'],
    // blocks
    ['local a = b + 1, b = 2; a', 3],
    ['local f(x, y=x * 2) = x + y; [f(1), f(1, 1), f(y=5, x=1)]', [3, 2, 6]],
    ['local even(n) = n == 0 || odd(n - 1), odd(n) = n != 0 && even(n - 1); even(10)', true],
    ['1 + local a = 2; a', 3],
    ['if true then 1', 1],
    ['[if false then 1, if false then 1 else if true then 2 else 3]', [null, 2]],
    ['assert 1 < 2 : "never"; 3', 3],
    ['(function(x) x)(4) // end', 4],
    ['/* a */ 5 # b', 5],
    ['local std = {length(x): 9}; std.length([])', 9],
    ['if false then import "x" else 6', 6],
    ['(local sum(n, all) = if n == 0 then all else sum(n - 1, all + n) tailstrict; sum(20000, 0))', 200010000],
    // arrays
    ['[1, 2, 3,][0:2]', [1, 2]],
    ['[1, error "never"][0]', 1],
    ['[x * y for x in [1, 2, 3] if x != 2 for y in [x, 10]]', [1, 10, 9, 30]],
    ['[[1, 2, 3, 4][1::2], [1, 2, 3][:-1], [1, 2][5:]]', [[2, 4], [1, 2], []]],
    // objects
    ['{b: 1, a: self.b, "c-d": $.a, e():: 1}', { a: 1, b: 1, 'c-d': 1 }],
    ['{a: {b: $.c, d: self.e, e: 2}, c: 1}', { a: { b: 1, d: 2, e: 2 }, c: 1 }],
    ['{a: 1, b: self.a} + {a: 2}', { a: 2, b: 2 }],
    ['{a: 1, b: self.a} {a: super.a + 1, c: super["b"]}', { a: 2, b: 2, c: 2 }],
    ['{a: [1], b: {c: 1}} + {a+: [2], b+: {d: 2}, e+: 3}', { a: [1, 2], b: { c: 1, d: 2 }, e: 3 }],
    ['{a: 1} + {a+: 1} + {a+: 1}', { a: 3 }],
    ['{a: 1} + {b: "a" in super, c: "z" in super, d: [x for x in ["a"] if x in super]}', { a: 1, b: true, c: false, d: ['a'] }],
    ['({a:: 1} + {a: 2}) + {b::: 3} + {b:: 4} + {c:: 5} + {c::: 6}', { c: 6 }],
    ['{[if true then "a"]: 1, [if false then "b"]: 2, ["c" + "d"]: 3}', { a: 1, cd: 3 }],
    ['{local n = self.a + 1, a: 1, b: n} + {a: 5}', { a: 5, b: 6 }],
    ['{[k]: {name: k, of: self.name} for k in ["x", "y"]}', { x: { name: 'x', of: 'x' }, y: { name: 'y', of: 'y' } }],
    ['{local m = k + "!", [k]: m for k in ["x"]} + {z: super.x}', { x: 'x!', z: 'x!' }],
    ['{assert self.a > 0 : "small", a: -1} + {a: 1}', { a: 1 }],
    ['local A = {v: 1, w: self.v}, B = A + {v: 2}; [A.w, B.w, (A + B).w]', [1, 2, 2]],
    ['{f(x): x + self.n, n:: 1, r: self.f(2)}.r', 3],
    ['{a: 1, b: error "never"}.a', 1],
    ['{"__proto__": 1, constructor: 2, toString: 3}', JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}')],
  ])('%s', (text, value) => expect(evaluate(text)).toEqual(value));

  test('members come in the order of code points, without white space', () => {
    expect(compile('{b: 1, "ü": [{}, []], a: "\\u007f", B: {c:: 1}}')({})).toBe('{"B":{},"a":"\\u007f","b":1,"ü":[{},[]]}');
  });

  test('numbers are told with up to 17 digits, whole ones in full', () => {
    expect(compile('[0.1, 1e21, -0.5, 1 / 3, 1e-7, 123456789012345680000, 100]')({})).toBe(
      '[0.10000000000000001,1000000000000000000000,-0.5,0.33333333333333331,9.9999999999999995e-08,123456789012345683968,100]',
    );
  });
});

describe('inputs', () => {
  test('are arguments of the function that the snippet is', () => {
    expect(evaluate('function(ctx, more=2) {a: ctx.b[0], m: more}', { tla: { ctx: '{"b": [1]}' } })).toEqual({ a: 1, m: 2 });
    expect(evaluate('{}', { tla: { ctx: '{}' } })).toEqual({});
    expect(() => evaluate('function(ctx) 1')).toThrow('misses the argument ctx');
    expect(() => evaluate('function() 1', { tla: { ctx: '1' } })).toThrow('has no parameter ctx');
  });

  test('are external variables', () => {
    const inputs = { ext: { claims: '{"__proto__": {"a": 1}, "s": "\\ud800"}' } };
    expect(compile('std.extVar("claims")')(inputs)).toBe('{"__proto__":{"a":1},"s":"�"}');
    expect(() => evaluate('std.extVar("other")', inputs)).toThrow('there is no external variable "other"');
    expect(() => evaluate('std.extVar("n")', { ext: { n: '1e400' } })).toThrow('too large');
  });

  test('do not stay for the next evaluation', () => {
    const snippet = compile('local x = std.extVar("x"); {a: x}');
    expect([snippet({ ext: { x: '1' } }), snippet({ ext: { x: '2' } })]).toEqual(['{"a":1}', '{"a":2}']);
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'expected an expression, got the end of the snippet (line 1, column 1)'],
    ['{\n  a: 1,\n  b: }', 'expected an expression, got "}" (line 3, column 6)'],
    ['1 2', 'expected the end of the snippet, got "2" (line 1, column 3)'],
    ['{a: 1, a: 2}', 'the field a stands here twice (line 1, column 8)'],
    ['local a = 1, a = 2; a', 'the local a stands here twice'],
    ['function(a, a) a', 'the parameter a stands here twice'],
    ['a', 'the name a is not defined (line 1, column 1)'],
    ['{a: b, local c = 1}', 'the name b is not defined'],
    ['self', 'self stands outside of any object'],
    ['{[self.a]: 1}', 'self stands outside of any object'],
    ['$.a', '$ stands outside of any object'],
    ["'a", 'a text does not end'],
    ["'\\x'", 'unknown escape \\x in a text'],
    ['/* a', 'a comment does not end'],
    ['01', 'a number goes on after its end'],
    ['|||\nx\n|||', 'needs an indentation'],
    ['f(a=1, 2)', 'a positional argument stands behind a named one'],
    ['{a: 1, [b]: 2 for b in []}', 'exactly one field'],
    ['import "x"', 'imports are not allowed here (line 1, column 1)'],
    ['importstr "/etc/passwd"', 'imports are not allowed here'],
    ['error "no such luck"', 'no such luck (line 1, column 1)'],
    ['error {a: 1}', '{"a": 1}'],
    ['{a: {}}.a.b', 'the object has no field "b" (line 1, column 10)'],
    ['{} + {a: super.b}', 'super has no field "b"'],
    ['[1][1]', 'the index 1 is not one of the 1 elements'],
    ['[1][0.5]', 'the index 0.5'],
    ['"a" - 1', '- needs numbers, got string (line 1, column 5)'],
    ['{} + 1', 'object and number cannot be added'],
    ['1 / 0', 'division by zero'],
    ['1 % 0', 'division by zero'],
    ['1e308 * 10', 'the number is too large'],
    ['1 << -1', 'not negative'],
    ['1 < "a"', 'number and string have no order'],
    ['if 1 then 2', 'if needs true or false, got number'],
    ['true && 1', '&& needs true or false, got number'],
    ['1(2)', 'number cannot be called'],
    ['(function(x) x)()', 'the function misses the argument x'],
    ['(function(x) x)(1, 2)', 'takes 1 arguments at most, got 2'],
    ['(function(x) x)(1, x=2)', 'gets the argument x twice'],
    ['{a: function(x) x}', 'a function has no JSON'],
    ['(function() 1) == (function() 1)', 'functions cannot be compared'],
    ['{assert self.a > 0 : "small", a: -1}', 'small (line 1, column 2)'],
    ['{assert false}.a', 'an assertion does not hold'],
    ['assert false : "no"; 1', 'no (line 1, column 1)'],
    ['{[1]: 2}', 'a field is named by a text, got number'],
    ['{[k]: 1 for k in ["a", "a"]}', 'the field "a" stands here twice'],
    ['[x for x in {}]', 'for needs an array, got object'],
    ['std.length(1)', 'std.length: number has no length (line 1, column 11)'],
    ['std.substr(1, 2, 3)', 'std.substr: needs string as argument 1, got number'],
    ['std.nothing', 'the object has no field "nothing"'],
  ])('%s', (text, message) => expect(failureOf(text)).toContain(message));
});

describe('cancelling', () => {
  test.each(['error "cancel"', 'local c() = error "cancel"; {a: c()}', 'assert false : "cancel"; 1'])('%s cancels', (text) => {
    expect(() => compile(text)({})).toThrow(JsonnetCancelled);
  });

  test('needs the whole text', () => {
    expect(failureOf('error "cancellation"')).toContain('cancellation');
    expect(failureOf('error "cancel "')).toContain('cancel ');
  });
});
