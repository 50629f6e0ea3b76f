import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseTemplate } from './parse-template.ts';
import { TemplateError } from './template-error.ts';

interface Recorded {
  readonly data: unknown;
  readonly cases: readonly (readonly ['text' | 'html', string, string | null])[];
}

const path = new URL('../../test/data/templates/rendered-by-go.json', import.meta.url);
const { data, cases } = JSON.parse(readFileSync(path, 'utf8')) as Recorded;

describe('templates render as in Go, and fail where they fail there', () => {
  test.each(cases)('%s %s', (mode, text, output) => {
    const render = () => parseTemplate([{ name: 'main', text }], { mode }).render(data);
    if (output === null) expect(render).toThrow(TemplateError);
    else expect(render()).toBe(output);
  });
});
