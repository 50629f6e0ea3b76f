import { describe, expect, test } from 'vitest';
import { parseTemplate } from './parse-template.ts';
import { TemplateError } from './template-error.ts';
import { structOf } from './value.ts';

const source = (text: string, name = 'main') => ({ name, text });
const rendered = (text: string, data: unknown = {}) => parseTemplate([source(text)], { mode: 'text' }).render(data);

function faultOf(text: string, data: unknown = {}): string {
  try {
    rendered(text, data);
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
  throw new Error('it was rendered');
}

describe('faults name the template, the line, and what was expected', () => {
  test.each([
    ['a\nb {{ .x', 'template "main", line 2: an action does not end: expected }}'],
    [
      '{{ if .x }}\n\na',
      'template "main", line 3: expected {{end}} for the block that starts in line 1, got the end of the file',
    ],
    ['\n{{ end }}', 'template "main", line 2: there is no block that {{end}} could belong to'],
    ['{{ upcase .x }}', 'template "main", line 1: there is no function upcase'],
    [
      '\n\n{{ now }}',
      'template "main", line 3: function now cannot be used: what it answers depends on more than the template and its data',
    ],
    ['{{ $x }}', 'template "main", line 1: there is no variable $x'],
    ['{{ template x }}', 'template "main", line 1: expected a text in quotes with the name of the template, got x'],
    ['{{ upper .x }}', 'template "main", line 1: upper: expected a string, got no value'],
    ['{{ upper "a" 1 }}', 'template "main", line 1: upper takes 1 value, got 2'],
    ['\n{{ template "x" . }}', 'template "main", line 2: there is no template "x"'],
    [
      '{{ define "d" }}\n{{ .a.b }}{{ end }}{{ template "d" "text" }}',
      'template "d", line 2: .a is asked of string, which has no fields',
    ],
  ])('%j', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  test('an unknown field of a struct, with the known ones', () => {
    expect(faultOf('{{ .Code }}', structOf({ To: 'a', LoginCode: '1' }))).toBe(
      'template "main", line 1: there is no field .Code; expected one of .To, .LoginCode',
    );
  });
});

describe('several sources', () => {
  test('see each other, and the later definition counts unless it is empty', () => {
    const sources = [
      source('{{ define "x" }}old{{ end }}{{ define "y" }}kept{{ end }}', 'a'),
      source('{{ template "x" }} {{ template "y" }} {{ template "c" }}', 'b'),
      source('C{{ define "x" }}new{{ end }}{{ define "y" }}  {{ end }}', 'c'),
    ];
    const template = parseTemplate(sources, { mode: 'text', main: 'b' });
    expect(template.render({})).toBe('new kept C');
    expect(template.render({}, 'c')).toBe('C');
  });

  test('the fault is in the source that has it', () => {
    expect(() => parseTemplate([source('', 'a'), source('\n{{', 'b')], { mode: 'text' })).toThrow('template "b", line 2');
  });
});

describe('numbers', () => {
  test('of any size are printed as they were written, other than in Go', () => {
    expect(rendered('{{ .n }} {{ .m }} {{ .small }}', { n: 1234567, m: 12345678.5, small: 0.00001 })).toBe(
      '1234567 12345678.5 1e-05',
    );
  });
});

describe('data', () => {
  test('is not changed by a template', () => {
    const data = { map: { a: 1 } };
    expect(rendered('{{ $_ := set .map "b" 2 }}{{ .map }}', data)).toBe('map[a:1 b:2]');
    expect(data).toEqual({ map: { a: 1 } });
  });

  test('has no members beyond its own', () => {
    expect(rendered('{{ .constructor }}{{ .m.toString }}{{ index .m "__proto__" }}', { m: {} })).toBe('<no value>'.repeat(3));
    expect(faultOf('{{ constructor }}')).toContain('there is no function constructor');
  });

  test('that is nested without end is refused', () => {
    const data: Record<string, unknown> = {};
    data.self = data;
    expect(faultOf('{{ .self }}', data)).toContain('nested too deep');
  });
});

describe('no template holds up the server', () => {
  test.each([
    ['loops', '{{ range 1000000000 }}x{{ end }}', 'steps'],
    ['loops within loops', '{{ range 1000 }}{{ range 1000 }}{{ end }}{{ end }}', 'steps'],
    ['calls of itself', '{{ define "r" }}{{ template "r" }}{{ end }}{{ template "r" }}', 'call each other'],
    ['calls that branch', '{{ define "r" }}{{ template "r" }}{{ template "r" }}{{ end }}{{ template "r" }}', 'call each other'],
    ['long texts', '{{ repeat 1000000000 "x" }}', 'longer than'],
    ['texts that double', '{{ $x := "x" }}{{ range 64 }}{{ $x = printf "%s%s" $x $x }}{{ end }}', 'longer than'],
    ['replacements', '{{ $x := repeat 1000000 "x" }}{{ replace "x" $x $x }}', 'longer than'],
    ['replacements by expressions', '{{ $x := repeat 100000 "x" }}{{ regexReplaceAll "x" $x $x }}', 'longer than'],
    ['indentation', '{{ indent 100000 (repeat 1000 "\\n") }}', 'longer than'],
    ['wide formats', '{{ range 2000 }}{{ printf "%1000d" 1 }}{{ end }}', 'longer than'],
    ['long lists', '{{ until 1000000000 }}', 'elements'],
    ['lists that double', '{{ $x := list 1 }}{{ range 40 }}{{ $x = list $x $x }}{{ end }}{{ $x }}', 'too'],
    [
      'comparison of such lists',
      '{{ $x := list 1 }}{{ range 40 }}{{ $x = list $x $x }}{{ end }}{{ deepEqual $x $x }}',
      'too many parts',
    ],
    ['dicts in themselves', '{{ $d := dict }}{{ $_ := set $d "d" (list $d) }}', 'part of itself'],
    ['deep parentheses', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`, 'nested deeper'],
    ['deep blocks', `${'{{ if 1 }}'.repeat(5000)}${'{{ end }}'.repeat(5000)}`, 'nested deeper'],
    ['long chains of else', `{{ if 0 }}${'{{ else if 0 }}'.repeat(5000)}{{ end }}`, 'nested deeper'],
  ])('%s', (_, text, fault) => {
    expect(faultOf(text)).toContain(fault);
  });

  test('deep blocks in templates that call each other', () => {
    const nested = `${'{{ if 1 }}'.repeat(190)}{{ template "r" }}${'{{ end }}'.repeat(190)}`;
    expect(faultOf(`{{ define "r" }}${nested}{{ end }}{{ template "r" }}`)).toMatch(/call each other|too deep/);
  });

  test('a source of more than 1 MiB', () => {
    expect(faultOf('x'.repeat(1024 * 1024 + 1))).toContain('larger than 1 MiB');
  });
});
