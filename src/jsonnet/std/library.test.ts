import { expect, test } from 'vitest';
import { createEvaluator } from '../evaluator.ts';

const compile = createEvaluator();
const evaluate = (text: string): unknown => JSON.parse(compile(text)({}));

test.each<[text: string, value: unknown]>([
  // types
  [
    '[std.type(x) for x in [null, true, 1, "a", [], {}, std.type]]',
    ['null', 'boolean', 'number', 'string', 'array', 'object', 'function'],
  ],
  ['[std.isNumber(1), std.isString(1), std.isFunction(std.type)]', [true, false, true]],
  ['[std.length(x) for x in ["👋ü", [1], {a: 1, b:: 2}, function(a, b=1) a]]', [2, 1, 1, 1]],
  ['std.toString([1, "a", {b: null}, [], {}])', '[1, "a", {"b": null}, [ ], { }]'],
  ['[std.xor(true, false), std.assertEqual([1], [1]), std.trace("t", 1)]', [true, true, 1]],
  // numbers
  ['[std.abs(-1), std.sign(-2), std.max(1, 2), std.min(1, 2), std.clamp(9, 0, 5)]', [1, -1, 2, 1, 5]],
  ['[std.floor(-1.5), std.ceil(-1.5), std.round(2.5), std.round(-2.5)]', [-2, -1, 3, -2]],
  [
    '[std.pow(2, 10), std.sqrt(16), std.exponent(8), std.mantissa(8), std.exponent(0), std.mantissa(-3)]',
    [1024, 4, 4, 0.5, 0, -0.75],
  ],
  ['[std.log2(8), std.log10(100), std.hypot(3, 4), std.mod(-7, 3), std.modulo(7, 4)]', [3, 2, 5, -1, 3]],
  ['[std.isEven(2), std.isOdd(2), std.isInteger(1.5), std.isDecimal(1.5)]', [true, false, false, true]],
  // texts
  ['[std.codepoint("ü"), std.char(8364), std.stringChars("a👋")]', [252, '€', ['a', '👋']]],
  ['[std.substr("a👋bc", 1, 2), std.substr("abc", 2, 5), std.substr("abc", 5, 1)]', ['👋b', 'c', '']],
  ['[std.findSubstr("aa", "aaa"), std.findSubstr("b", "👋b"), std.findSubstr("", "a")]', [[0, 1], [1], []]],
  ['[std.startsWith("abc", "ab"), std.endsWith("abc", "bc"), std.isEmpty("")]', [true, true, true]],
  [
    '[std.stripChars("xyaxy", "yx"), std.lstripChars("xxa", "x"), std.rstripChars("axx", "x"), std.trim(" \\ta\\n")]',
    ['a', 'a', 'a', 'a'],
  ],
  [
    '[std.split("a,,b", ","), std.splitLimit("a,b,c", ",", 1), std.splitLimitR("a,b,c", ",", 1), std.splitLimit("a,b", ",", 0)]',
    [['a', '', 'b'], ['a', 'b,c'], ['a,b', 'c'], ['a,b']],
  ],
  [
    '[std.strReplace("aXbX", "X", "$&"), std.equalsIgnoreCase("aB", "Ab"), std.asciiUpper("aä"), std.asciiLower("AÄ")]',
    ['a$&b$&', true, 'Aä', 'aÄ'],
  ],
  ['[std.parseInt("-42"), std.parseHex("fF"), std.parseOctal("17"), std.parseJson("[1.5, null]")]', [-42, 255, 15, [1.5, null]]],
  ['[std.lines(["a", "b"]), std.deepJoin(["a", ["b", ["c"]]])]', ['a\nb\n', 'abc']],
  // arrays
  [
    '[std.makeArray(3, function(i) i * i), std.range(2, 4), std.range(1, 0), std.repeat([1], 2), std.repeat("ab", 2)]',
    [[0, 1, 4], [2, 3, 4], [], [1, 1], 'abab'],
  ],
  ['[std.join(",", ["a", null, "b"]), std.join([0], [[1], [2]]), std.reverse([1, 2])]', ['a,b', [1, 0, 2], [2, 1]]],
  [
    '[std.map(function(x) x + 1, [1]), std.map(function(c) c + c, "ab"), std.mapWithIndex(function(i, x) i + x, [5, 5])]',
    [[2], ['aa', 'bb'], [5, 6]],
  ],
  [
    '[std.filter(function(x) x > 1, [1, 2]), std.filterMap(function(x) x > 1, function(x) -x, [1, 2]), std.flatMap(function(x) [x, x], [1, 2])]',
    [[2], [-2], [1, 1, 2, 2]],
  ],
  ['std.flatMap(function(c) c + c, "ab")', 'aabb'],
  ['[std.foldl(function(a, x) a + x, ["a", "b"], ""), std.foldr(function(x, a) a + x, ["a", "b"], "")]', ['ab', 'ba']],
  [
    '[std.member([1], 1), std.member("abc", "b"), std.contains([1], 2), std.count([1, 1], 1), std.find(1, [1, 2, 1])]',
    [true, true, false, 2, [0, 2]],
  ],
  [
    '[std.remove([1, 2, 1], 1), std.removeAt([1, 2], 0), std.flattenArrays([[1], [[2]]]), std.flattenDeepArray([1, [[2]]])]',
    [[2, 1], [2], [1, [2]], [1, 2]],
  ],
  [
    '[std.any([false, true]), std.all([]), std.sum([1, 2]), std.avg([1, 2]), std.minArray([2, 1]), std.maxArray(["a", "bb"], std.length), std.minArray([], onEmpty=0)]',
    [true, true, 3, 1.5, 1, 'bb', 0],
  ],
  ['std.slice([1, 2, 3, 4], 0, 4, 3)', [1, 4]],
  // sets
  [
    '[std.sort(["b", "A", "a"]), std.sort([{v: 2}, {v: 1}], function(o) o.v), std.sort([[2], [1, 5]])]',
    [
      ['A', 'a', 'b'],
      [{ v: 1 }, { v: 2 }],
      [[1, 5], [2]],
    ],
  ],
  [
    '[std.uniq([1, 1, 2, 1]), std.set([2, 1, 2]), std.setMember(2, [1, 2]), std.setMember(3, [1, 2])]',
    [[1, 2, 1], [1, 2], true, false],
  ],
  ['[std.setUnion([1, 3], [2, 3]), std.setInter([1, 3], [2, 3]), std.setDiff([1, 3], [2, 3])]', [[1, 2, 3], [3], [1]]],
  ['std.setUnion([{k: 1, v: "a"}], [{k: 1, v: "b"}, {k: 2}], function(o) o.k)', [{ k: 1, v: 'a' }, { k: 2 }]],
  // objects
  [
    '[std.get({a: 1}, "a"), std.get({}, "a"), std.get({}, "a", 2), std.get({a:: 1}, "a"), std.get({a:: 1}, "a", 2, false)]',
    [1, null, 2, 1, 2],
  ],
  ['[std.objectHas({a:: 1}, "a"), std.objectHasAll({a:: 1}, "a"), std.objectHasEx({a:: 1}, "a", true)]', [false, true, true]],
  [
    '[std.objectFields({b: 1, a: 2, c:: 3}), std.objectFieldsAll({b: 1, c:: 3}), std.objectValues({b: 1, a: 2})]',
    [
      ['a', 'b'],
      ['b', 'c'],
      [2, 1],
    ],
  ],
  [
    '[std.objectKeysValues({a: 1}), std.mapWithKey(function(k, v) k + v, {a: 1}), std.objectRemoveKey({a: 1, b: 2}, "a")]',
    [[{ key: 'a', value: 1 }], { a: 'a1' }, { b: 2 }],
  ],
  ['std.mergePatch({a: 1, b: {c: 1, d: 2}}, {a: [1], b: {c: null, e: {f: null}}})', { a: [1], b: { d: 2, e: {} } }],
  ['std.prune({a: null, b: [null, {}], c: {d: []}, e: 0, f: ""})', { e: 0, f: '' }],
  // encodings
  [
    '[std.base64("grüße"), std.base64([255, 0]), std.base64Decode("Z3LDvA=="), std.base64DecodeBytes("/wA=")]',
    ['Z3LDvMOfZQ==', '/wA=', 'grü', [255, 0]],
  ],
  [
    '[std.encodeUTF8("ü"), std.decodeUTF8([195, 188]), std.md5("a"), std.sha1("a")]',
    [[195, 188], 'ü', '0cc175b9c0f1b6a831c399e269772661', '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
  ],
  [
    '[std.escapeStringJson("\\"\\u0001"), std.escapeStringBash("a\'b"), std.escapeStringDollars("$"), std.escapeStringXML("<&>")]',
    ['"\\"\\u0001"', `'a'"'"'b'`, '$$', '&lt;&amp;&gt;'],
  ],
  // documents
  ['std.manifestJson({a: [1, []], b: {}})', '{\n    "a": [\n        1,\n        [\n\n        ]\n    ],\n    "b": {\n\n    }\n}'],
  ['std.manifestJsonEx([1, 2], " ", "", ":")', '[ 1, 2]'],
  ['std.manifestJsonMinified({a: [1, {}]})', '{"a":[1,{}]}'],
  [
    'std.manifestYamlDoc({a: [1, {b: "c"}, [2]], e: "x\\ny\\n", f: {}, g: {h: []}})',
    '"a":\n- 1\n- "b": "c"\n-\n  - 2\n"e": |\n  x\n  y\n"f": {}\n"g":\n  "h": []',
  ],
  ['std.manifestYamlDoc({a: [1], "true": ""}, true, false)', 'a:\n  - 1\n"true": ""'],
  ['std.manifestYamlStream([1, "a"])', '---\n1\n---\n"a"\n...\n'],
  ['std.manifestPython({a: [true, null, 1]})', '{"a": [True, None, 1]}'],
  ['std.manifestPythonVars({a: 1})', 'a = 1\n'],
  ['std.manifestIni({main: {a: 1}, sections: {s: {b: ["x", "y"]}}})', 'a = 1\n[s]\nb = x\nb = y\n'],
  ['std.manifestToml({a: 1, b: {c: "d"}, e: [{f: 1}]})', 'a = 1\n\n[b]\n  c = "d"\n\n[[e]]\n  f = 1'],
  [`[std.resolvePath(path, 'c') for path in ['a', 'a/b', '/a/', '', 'a\\n/b\\nc']]`, ['c', 'a/c', '/a/c', 'c', 'a\n/c']],
  ['std.manifestXmlJsonml(["a", {b: 1}, ["c"], "<"])', '<a b="1"><c></c>&lt;</a>'],
  ['[std.parseYaml("a: [1, x]\\nb: {c: true}"), std.parseYaml("---\\n1\\n---\\n2")]', [{ a: [1, 'x'], b: { c: true } }, [1, 2]]],
])('%s', (text, value) => expect(evaluate(text)).toEqual(value));

test.each<[format: string, text: string]>([
  ["'%5d|%-5d|%05d|%+d|% d' % [42, 42, 42, 42, 42]", '   42|42   |00042|+42| 42'],
  ["'%d %i %d' % [3.9, -3.9, -0.5]", '3 -3 0'],
  ["'%.2f %f %.0f %#.0f %08.3f' % [3.14159, 1, 2.5, 2, -3.14159]", '3.14 1.000000 3 2. -003.142'],
  ["'%e %.2E %e' % [12345.678, 0.00012, 0]", '1.234568e+04 1.20E-04 0.000000e+00'],
  ["'%g %g %g %g %G' % [0.0001, 100000, 1000000, 0.00001, 1e-10]", '0.0001 100000 1e+06 1e-05 1E-10'],
  ["'%x %X %#x %o %#o %5x' % [255, 255, 255, 8, 8, 10]", 'ff FF 0xff 10 010     a'],
  ["'%c%c %% %s' % [65, 'b', [1]]", 'Ab % [1]'],
  ["'%(a)s-%(b)03d' % {a: 'x', b: 7}", 'x-007'],
  ["'%*d|%-*d|%.*f' % [4, 1, 3, 2, 1, 0.25]", '   1|2  |0.3'],
  ["'%10s|%-10s|' % ['right', 'left']", '     right|left      |'],
  ["'%s' % 'one'", 'one'],
  ["'%s' % null", 'null'],
])('%s', (format, text) => expect(evaluate(format)).toBe(text));

test.each([
  ["'%d' % 'a'", '%d needs a number, got string'],
  ["'%d %d' % [1]", 'more places than there are values'],
  ["'%d' % [1, 2]", 'more values than places'],
  ["'%q' % 1", 'unknown conversion %q'],
  ["'%' % []", 'ends inside of a %'],
  ["'%s' % {a: 1}", 'needs a %(name)'],
  ["'%(b)s' % {a: 1}", 'no field "b"'],
  ['std.parseInt("12a")', 'is not a whole number'],
  ['std.parseJson("{")', 'the text is not JSON'],
  ['std.parseYaml("a: [")', 'the text is not YAML'],
  ['std.base64Decode("a")', 'not base64'],
  ['std.join(",", [1])', 'needs texts, got number'],
  ['std.foldl(1, [], 0)', 'needs function as argument 1, got number'],
  ['std.assertEqual(1, 2)', '1 is not 2'],
  ['std.native("f")', 'there is no native function "f"'],
  ['std.manifestYamlDoc(std.length)', 'a function has no YAML'],
])('%s fails', (text, message) => expect(() => evaluate(text)).toThrow(message));
