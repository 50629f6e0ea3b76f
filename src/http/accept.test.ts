import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefersJson } from './accept.ts';

const CHROME =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';

describe('what a header Accept prefers', () => {
  test.each<[accept: string | undefined, json: boolean]>([
    [undefined, false],
    ['', false],
    ['*/*', false],
    ['text/*', false],
    ['image/png', false],
    ['application/xml', false],
    [CHROME, false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['text/html, application/xhtml+xml, image/jxr, */*', false],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8, application/json', false],
    ['application/json', true],
    ['application/json, text/plain, */*', true],
    ['application/json, text/html', false],
    ['text/html, application/json', false],
    ['application/json;q=0.9, */*', false],
    ['application/json, text/html;q=0.5', true],
    ['text/html;q=0.5, application/json', true],
    ['application/vnd.api+json', false],
    ['application/*', true],
    ['application/*, text/*', false],
    ['application/*, */*', true],
    ['application/json, text/*', true],
    ['application/*, text/html', false],
    ['application/json;q=0', false],
    ['application/json;q=0.000, text/html;q=0', false],
    ['text/html;q=0, application/json;q=0.1', true],
    ['text/html;q=0, */*, application/json;q=0.5', false],
    ['application/json;q=0.50, text/html;q=0.5', false],
    ['application/json;q=0.500001, text/html;q=0.5', true],
    ['application/json;q=1.0', true],
    ['application/json;q=2', false],
    ['application/json;q=', false],
    ['application/json;q=rubbish, text/html;q=0.1', false],
    ['application/json; charset=utf-8', true],
    ['application/json; charset=utf-8; q=0.2, text/html; q=0.3', false],
    ['APPLICATION/JSON ; Q=0.7 , Text/Html;q=0.6', true],
    [' , ,application/json', true],
    ['application/json text/html', false],
  ])('%j', (accept, json) => {
    expect(prefersJson(accept)).toBe(json);
  });

  test('the order of the ranges plays no part', () => {
    const range = fc.constantFrom('*/*', 'text/*', 'application/*', 'text/html', 'application/json', 'image/png');
    const weight = fc.constantFrom('', ';q=0', ';q=0.3', ';q=0.9', ';q=1', ';v=2;q=0.5', ';q=x');
    const ranges = fc.array(
      fc.tuple(range, weight).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(ranges, (list) => {
        expect(prefersJson([...list].reverse().join(','))).toBe(prefersJson(list.join(', ')));
      }),
    );
  });

  test('any text has an answer', () => {
    const piece = fc.constantFrom('application/json', 'application/*', '*/*', ',', ';', 'q=', '=', '0', '.', ' ', '"', '\t', 'é');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((list) => list.join('')),
        ),
        (accept) => {
          expect(prefersJson(accept)).toBeTypeOf('boolean');
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['application/json;q=0.', '1', ''],
    ['', 'application/json,', ''],
    ['application/json', ';', ''],
    ['application/json;', 'q=', ''],
    ['application/json;', ' ', 'q=1'],
    ['', 'application/', ''],
  ])('a header of a quarter of a megabyte: %j and many of %j', (start, filling, end) => {
    expect(prefersJson(start + filling.repeat(262_144 / filling.length) + end)).toBeTypeOf('boolean');
  });
});
