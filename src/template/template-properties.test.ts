import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate } from './parse-template.ts';
import { TemplateError } from './template-error.ts';

const WORDS =
  'if else end range with define template block break continue nil true printf index len slice and or not eq lt repeat list dict set until ' +
  'toJson splitList substr regexFind toDate html js "a" "%*d%z" . .a .b.c $ $x := = , | ( ) 1 -2 0x 1e9 99999 " ` \' \\';
const MARKS = [
  '{{',
  '}}',
  '{{-',
  '-}}',
  ' ',
  '\n',
  '/*',
  '*/',
  '<',
  '>',
  '</',
  '<a href=',
  '<script>',
  '<style>',
  '<!--',
  '-->',
  '😀',
  '\0',
  '\ud800',
];

const soup = fc.array(fc.constantFrom(...WORDS.split(' '), ...MARKS), { maxLength: 40 }).map((pieces) => pieces.join(''));
const action = fc.array(fc.constantFrom(...WORDS.split(' ')), { maxLength: 6 }).map((words) => `{{ ${words.join(' ')} }}`);
const actions = fc.array(action, { maxLength: 8 }).map((each) => each.join('x'));
const anything = fc.string({ unit: 'binary' });

test('no text makes the engine throw anything but a TemplateError', () => {
  fc.assert(
    fc.property(fc.oneof(soup, actions, anything), fc.constantFrom('text', 'html'), fc.jsonValue(), (text, mode, data) => {
      try {
        parseTemplate([{ name: 'main', text }], { mode }).render(data);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        expect(error.message).toContain('template "');
      }
    }),
    { numRuns: 3000 },
  );
});

const SHARP = ['<', '>', '"', "'", '&', '`', '=', ' ', '/', '(', ')', ';', ':', '\\', 'a', '-', '!', '\n', '\0', '\u2028'];
const sharp = fc.string({ unit: fc.constantFrom(...SHARP), maxLength: 12 });

test('a value in element content or in an attribute in quotes reads back as it was', () => {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', '#34': '"', '#39': "'", '#43': '+', amp: '&' };
  const read = (html = 'no match') => html.replace(/&([^;]+);/g, (_, name: string) => entities[name] ?? '?');
  fc.assert(
    fc.property(sharp, (x) => {
      const html = parseTemplate([{ name: 'main', text: '<p title="{{ .x }}">{{ .x }}</p>' }], { mode: 'html' }).render({ x });
      const [, attribute, content] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(html) ?? [];
      expect([read(attribute), read(content)]).toEqual(Array(2).fill(x.replaceAll('\0', '\ufffd')));
    }),
  );
});

test('a value in a script reads back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), sharp, (x, y) => {
      const html = parseTemplate([{ name: 'main', text: '<script>{{ .x }}</script>' }], { mode: 'html' }).render({ x: [x, y] });
      const json = html.slice('<script>'.length, -'</script>'.length);
      expect(json).not.toContain('<');
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify([x, y])));
    }),
  );
});
