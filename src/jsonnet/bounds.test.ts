import { describe, expect, test } from 'vitest';
import { createEvaluator } from './evaluator.ts';
import { JsonnetError } from './jsonnet-error.ts';

const compile = createEvaluator();

const STEPS = 'takes more than 1000000 steps';
const DEPTH = 'nested more than 800 deep';
const CHARACTERS = 'more than 8388608 characters';
const YAML_BOMB = ['a: &a [x,x,x,x,x,x,x,x]', 'b: &b [*a,*a,*a,*a,*a]', 'c: &c [*b,*b,*b,*b,*b]', 'd: [*c,*c,*c,*c,*c]'].join(
  '\\n',
);

describe('an evaluation ends', () => {
  test.each([
    ['recursion', 'local f(x) = f(x + 1); f(0)', DEPTH],
    ['recursion with work left', 'local f(x) = 1 + f(x + 1); f(0)', DEPTH],
    ['recursion through objects and arrays', 'local f(x) = [{a: f(x)}.a][0]; f(0)', DEPTH],
    ['a value that needs itself', 'local x = x; x', DEPTH],
    ['a field that needs itself', '{a: self.a}', DEPTH],
    ['a chain of functions', 'std.foldl(function(f, i) function(x) f(x) + 1, std.range(1, 9999), function(x) x)(1)', DEPTH],
    ['nested JSON', `std.parseJson(std.repeat('[', 9999) + std.repeat(']', 9999))`, DEPTH],
    ['an endless loop', 'local f(x) = f(x + 1) tailstrict; f(0)', STEPS],
    ['exponential calls', 'local f(n) = if n < 2 then n else f(n - 1) + f(n - 2); f(60)', STEPS],
    ['a huge range', 'std.range(0, 1e9)', STEPS],
    ['a huge array', 'std.makeArray(1e9, function(i) i)', STEPS],
    ['a huge repetition', 'std.repeat([1, 2], 1e9)', STEPS],
    ['exponential arrays', 'local d(a, n) = if n == 0 then a else d(a + a, n - 1); std.length(d([1], 60))', STEPS],
    ['a comprehension of comprehensions', 'local r = std.range(1, 1000); [x + y + z for x in r for y in r for z in r]', STEPS],
    ['an exponential result', 'local d(n) = if n == 0 then 1 else {a: d(n - 1), b: d(n - 1)}; d(60)', STEPS],
    ['a result that shares much', 'local a = [1 for i in std.range(1, 1000)]; local b = [a for i in a]; [b for i in a]', STEPS],
    ['sorting', 'std.sort(std.makeArray(400000, function(i) -i))', STEPS],
    ['many layers', 'std.foldl(function(o, i) o + {a: i}, std.range(1, 99999), {})', STEPS],
    ['comparing long texts', `local a = std.repeat('a', 8000000); [a + 'x' == a + 'x' for i in std.range(1, 99999)]`, STEPS],
    ['indexing wide texts', `local a = std.repeat('👋', 99999); [a[i] for i in std.range(1, 99998)]`, STEPS],
    ['a text in many places', `local a = std.repeat('x', 99999); [a for i in std.range(1, 1000)]`, STEPS],
    ['an exponential text', `local d(s, n) = if n == 0 then s else d(s + s, n - 1); d('ab', 60)`, STEPS],
    ['a huge text', `std.repeat('abc', 1e9)`, CHARACTERS],
    ['replacing', `std.strReplace(std.repeat('a', 9999), 'a', std.repeat('b', 9999))`, CHARACTERS],
    ['a wide format', `'%1000000000d' % 1`, CHARACTERS],
    ['a precise format', `'%.1000000000f' % 1`, CHARACTERS],
    ['aliases in YAML', `std.parseYaml("${YAML_BOMB}")`, 'Excessive alias count'],
    ['brackets', '('.repeat(99999), 'nested more than 500 deep'],
    ['signs', `${'-'.repeat(99999)}1`, 'Maximum call stack size exceeded'],
    ['a long sum', `1${'+1'.repeat(99999)}`, 'Maximum call stack size exceeded'],
  ])('%s', (_, text, message) => {
    const evaluate = () => compile(text)({});
    expect(evaluate).toThrow(JsonnetError);
    expect(evaluate).toThrow(message);
  });

  // Each of these goes through 9999 elements, or a text of a million characters, for what is one call.
  test.each([
    ['sum', `std.sum(list(1))`],
    ['avg', `std.avg(list(1))`],
    ['any', `std.any(list(false))`],
    ['all', `std.all(list(true))`],
    ['join of nulls', `std.join('', list(null))`],
    ['lines of nulls', `std.lines(list(null))`],
    ['deepJoin of empty texts', `std.deepJoin(list(''))`],
    ['decodeUTF8', `std.type(std.decodeUTF8(list(65)))`],
    ['base64 of bytes', `std.type(std.base64(list(65)))`],
    ['equality of lists of empty texts', `list('') == list('')`],
    ['count of lists of another length', `std.count(list([]), [1])`],
    ['member of a text', `std.member(text, 'b')`],
    ['startsWith', `std.startsWith(text, text)`],
    ['endsWith', `std.endsWith(text, text)`],
    ['equalsIgnoreCase', `std.equalsIgnoreCase(text, text)`],
    ['the characters that are stripped', `std.stripChars('', text)`],
    ['resolvePath', `std.type(std.resolvePath(text, 'a'))`],
  ])('many calls of a function that costs more than a call: %s', (_, call) => {
    const setting = `local lists = {[std.toString(v)]: std.repeat([v], 9999) for v in [1, 65, true, false, null, '', []]},
      list(v) = lists[std.toString(v)], text = std.repeat('/', 1000000);`;
    const calls = (count: number) =>
      compile(`${setting} std.length(std.toString([${call} for i in std.range(1, ${count})]))`)({});
    expect(Number(calls(2))).toBeGreaterThan(0);
    expect(() => calls(150)).toThrow(STEPS);
  });

  test('in the same way when the snippet is evaluated again', () => {
    const snippet = compile('function(n) std.length(std.range(1, n))');
    const failing = () => snippet({ tla: { n: '2000000' } });
    expect(failing).toThrow(STEPS);
    expect(failing).toThrow(STEPS);
    expect(snippet({ tla: { n: '1000' } })).toBe('1000');
  });
});

test('there is room for what snippets do', () => {
  expect(compile('local f(n) = if n < 2 then n else f(n - 1) + f(n - 2); f(18)')({})).toBe('2584');
  expect(compile('local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(300)')({})).toBe('300');
  expect(compile('std.foldl(function(sum, n) sum + n, std.range(1, 50000), 0)')({})).toBe('1250025000');
  const document = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index, text: `entry ${index}` })));
  expect(compile('std.extVar("document")')({ ext: { document } })).toBe(document);
});
