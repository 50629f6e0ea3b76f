import { text, whole } from '../argument.ts';
import { checkLength } from '../budget.ts';
import { type Functions, of } from '../template-function.ts';

const capital = (word: string) => word.replace(/^./u, (letter) => letter.toUpperCase());

/** Words of names in any spelling: `fooBar`, `foo-bar`, `foo bar`. */
function words(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '');
}

function abbreviated(left: number, width: number, value: string): string {
  if (width < 4 || (left > 0 && width < 7) || value.length <= width) return value;
  const offset = left > value.length || value.length - left < width - 3 ? value.length - (width - 3) : left;
  if (offset <= 4) return `${value.slice(0, width - 3)}...`;
  if (offset + width - 3 < value.length) return `...${abbreviated(0, width - 3, value.slice(offset))}`;
  return `...${value.slice(value.length - (width - 3))}`;
}

function wrapped(width: number, separator: string, value: string, breaks: boolean): string {
  const column = Math.max(width, 1);
  const lines: string[] = [];
  let rest = value;
  while (rest.length > column) {
    const space = rest.lastIndexOf(' ', column);
    const next = rest.indexOf(' ', column);
    const end = space > 0 ? space : breaks ? column : next < 0 ? rest.length : next;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^ +/, '');
    checkLength(lines.length * separator.length);
  }
  const text = [...lines, ...(rest === '' ? [] : [rest])].join(separator);
  checkLength(text.length);
  return text;
}

/** Functions that change how texts are spelled and laid out. */
export const TEXT_SHAPES: Functions = {
  title: of(1, ([value]) => text(value).replace(/(?<![\p{L}\p{Nd}_])\p{L}/gu, (letter) => letter.toUpperCase())),
  untitle: of(1, ([value]) => text(value).replace(/(?<![^\s])\p{L}/gu, (letter) => letter.toLowerCase())),
  swapcase: of(1, ([value]) =>
    text(value).replace(/\p{L}/gu, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())),
  ),
  snakecase: of(1, ([value]) => words(text(value)).join('_').toLowerCase()),
  kebabcase: of(1, ([value]) => words(text(value)).join('-').toLowerCase()),
  camelcase: of(1, ([value]) => words(text(value)).map(capital).join('')),
  initials: of(1, ([value]) =>
    text(value)
      .split(/\s+/)
      .map((word) => [...word][0] ?? '')
      .join(''),
  ),
  abbrev: of(2, ([width, value]) => abbreviated(0, whole(width), text(value))),
  abbrevboth: of(3, ([left, width, value]) => abbreviated(whole(left), whole(width), text(value))),
  wrap: of(2, ([width, value]) => wrapped(whole(width), '\n', text(value), false)),
  wrapWith: of(3, ([width, separator, value]) => wrapped(whole(width), text(separator), text(value), true)),
};
