import { JsonNumber } from '../../json/json-number.ts';
import type { JsonNode } from '../../json/tree.ts';

/** A path that cannot be read; the message says where. */
export class JsonPathFault extends Error {}

type Step =
  | { readonly kind: 'key'; readonly pattern: RegExp | undefined; readonly name: string }
  | { readonly kind: 'count' }
  | { readonly kind: 'each' }
  | { readonly kind: 'where'; readonly all: boolean; readonly test: (element: JsonNode) => boolean };

const COMPARISONS: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  '==': (a, b) => a === b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '%': (a, b) => wildcard(String(b)).test(String(a)),
  '!%': (a, b) => !wildcard(String(b)).test(String(a)),
};

const wildcard = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

/** The end of a condition that began with `#(`, which may hold texts in quotes. */
function conditionEnd(path: string, from: number): number {
  let quoted = false;
  for (let at = from; at < path.length; at++) {
    if (path[at] === '\\') at += 1;
    else if (path[at] === '"') quoted = !quoted;
    else if (path[at] === ')' && !quoted) return at;
  }
  throw new JsonPathFault(`the condition that begins at character ${from - 1} has no end; write #(name=="value")`);
}

/** Steps between dots; `\` takes the meaning from the character after it. */
function split(path: string): readonly { readonly text: string; readonly plain: string; readonly isPattern: boolean }[] {
  const parts: { text: string; plain: string; isPattern: boolean }[] = [];
  let part = { text: '', plain: '', isPattern: false };
  for (let at = 0; at < path.length; at++) {
    const character = path[at] ?? '';
    if (character === '\\') {
      at += 1;
      const escaped = path[at] ?? '';
      part.text += `\\${escaped}`;
      part.plain += escaped;
    } else if (character === '#' && path[at + 1] === '(' && part.text === '') {
      const end = conditionEnd(path, at + 2);
      part.text = path.slice(at, end + 1);
      at = end;
    } else if (character === '.' || character === '|') {
      parts.push(part);
      part = { text: '', plain: '', isPattern: false };
    } else {
      if (character === '*' || character === '?') part.isPattern = true;
      part.text += character;
      part.plain += character;
    }
  }
  return [...parts, part];
}

function literal(text: string): string | number {
  if (text.startsWith('"')) {
    try {
      return JSON.parse(text) as string;
    } catch {
      throw new JsonPathFault(`${text} is not a text in quotes`);
    }
  }
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

const scalar = (node: JsonNode | undefined): string | number | undefined => {
  if (node instanceof JsonNumber) return Number(node.text);
  return node === undefined || node instanceof Map || Array.isArray(node)
    ? undefined
    : typeof node === 'string'
      ? node
      : String(node);
};

function conditionOf(text: string): (element: JsonNode) => boolean {
  const [, path = '', operator = '', value = ''] = /^(.*?)\s*(==|!=|<=|>=|!%|=|<|>|%)\s*(.*)$/s.exec(text) ?? [];
  const compare = COMPARISONS[operator];
  if (!compare) {
    const steps = stepsOf(text);
    return (element) => follow(element, steps) !== undefined;
  }
  const steps = path === '' ? [] : stepsOf(path);
  const wanted = literal(value);
  return (element) => {
    const found = scalar(follow(element, steps));
    if (found === undefined) return false;
    return typeof found === typeof wanted ? compare(found, wanted) : compare(String(found), String(wanted));
  };
}

function stepsOf(path: string): readonly Step[] {
  const parts = split(path);
  return parts.map(({ text, plain, isPattern }, index): Step => {
    const condition = /^#\((.*)\)(#?)$/s.exec(text);
    if (condition) return { kind: 'where', all: condition[2] === '#', test: conditionOf(condition[1] ?? '') };
    if (text === '#') return { kind: index === parts.length - 1 ? 'count' : 'each' };
    return { kind: 'key', name: plain, pattern: isPattern ? wildcard(plain) : undefined };
  });
}

function member(node: JsonNode, { name, pattern }: Extract<Step, { kind: 'key' }>): JsonNode | undefined {
  if (Array.isArray(node)) return /^\d+$/.test(name) ? node[Number(name)] : undefined;
  if (!(node instanceof Map)) return undefined;
  if (!pattern) return node.get(name);
  const key = [...node.keys()].find((candidate) => pattern.test(candidate));
  return key === undefined ? undefined : node.get(key);
}

function follow(node: JsonNode, steps: readonly Step[]): JsonNode | undefined {
  const [step, ...rest] = steps;
  if (!step) return node;
  if (step.kind === 'key') {
    const found = member(node, step);
    return found === undefined ? undefined : follow(found, rest);
  }
  if (!Array.isArray(node)) return undefined;
  switch (step.kind) {
    case 'count':
      return new JsonNumber(String(node.length));
    case 'each':
      return node.flatMap((element) => follow(element, rest) ?? []);
    case 'where': {
      if (!step.all) {
        const first = node.find(step.test);
        return first === undefined ? undefined : follow(first, rest);
      }
      const chosen = node.filter(step.test);
      // `#(…)#.name` goes on in each of them, as `#.name` does.
      return rest.length === 0 ? chosen : chosen.flatMap((element) => follow(element, rest) ?? []);
    }
  }
}

/**
 * What a path leads to, in the syntax of GJSON as far as it is needed for answers of the API: names between dots (with `*` and `?`,
 * and `\` before a character that means itself), places in lists, `#` for the length of a list, `#.name` for that of each
 * element, `#(name=="value")` for the first element that fits and `#(…)#` for all.
 * @returns undefined when there is nothing
 * @throws JsonPathFault
 */
export function byJsonPath(node: JsonNode, path: string): JsonNode | undefined {
  return follow(node, stepsOf(path));
}
