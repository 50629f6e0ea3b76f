import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../parse-template.ts';
import { TemplateError } from '../template-error.ts';
import { REFUSED } from './refused.ts';

const now = () => Date.UTC(2024, 0, 2, 12, 0, 5);
const rendered = (text: string, data: unknown = {}) =>
  parseTemplate([{ name: 'main', text }], { mode: 'text', now }).render(data);

test.each([...REFUSED.keys()])('%s is refused when the template is read', (name) => {
  expect(() => parseTemplate([{ name: 'main', text: `{{ if false }}{{ ${name} }}{{ end }}` }], { mode: 'text' })).toThrow(
    TemplateError,
  );
});

// What Go prints is in rendered-by-go.json; here is what depends on the time, or differs from it.
describe('functions', () => {
  test.each([
    ['{{ ago (toDate "2006-01-02T15:04:05Z07:00" "2024-01-02T10:30:00Z") }}', '1h30m5s'],
    ['{{ durationRound (toDate "2006-01-02" "2023-12-30") }}', '3d'],
    ['{{ duration 95 }}', '1m35s'],
    ['{{ toDate "02.01.2006 15:04:05 -0700" "31.12.2023 23:30:00 +0200" | unixEpoch }}', '1704058200'],
    ['{{ toDate "2006-01-02" "2023-02-30" }}', '0001-01-01 00:00:00 +0000 UTC'],
    ['{{ trunc 2 "aé" }}{{ substr 1 2 "é" }}', 'a'],
    ['{{ len (splitList "" "äöü") }}', '3'],
    ['{{ keys (dict "b" 1 "a" 2) | sortAlpha | join "," }}', 'a,b'],
    ['{{ regexReplaceAll "(?P<year>\\\\d+)-(\\\\d+)" "2024-05" "$2/$year" }}', '05/2024'],
    ['{{ regexMatch "^(a+)+$" (printf "%sb" (repeat 10000 "a")) }}', 'false'],
    ['{{ add 9007199254740991 0 }}', '9007199254740991'],
    ['{{ (merge (dict "a" "") (dict "a" "x")).a }}', 'x'],
  ])('%s', (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });

  test('merging does not tie dicts together', () => {
    expect(rendered('{{ $a := dict "x" (dict "y" 1) }}{{ $b := merge (dict) $a }}{{ $_ := set $b.x "y" 2 }}{{ $a }}')).toBe(
      'map[x:map[y:1]]',
    );
  });
});
