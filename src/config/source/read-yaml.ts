import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type ScalarTag,
  visit,
  type YAMLParseError,
} from 'yaml';
import { ConfigError } from '../faults.ts';
import { isValueMap, type Path } from '../merge.ts';
import type { ParsedFile, Position } from './layer.ts';

// YAML 1.2 dropped octal numbers without the letter o; files for the reference server write permissions that way.
const octal: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^0[0-7]+$/,
  resolve: (text) => Number.parseInt(text, 8),
};

/**
 * Reads a YAML file; an empty one has no values.
 * @throws ConfigError when the text is not YAML, has a key twice or holds no object
 */
export function readYaml(text: string, file: string): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    customTags: (tags) => [octal, ...tags],
  });
  const positions = positionsIn(document, lines);
  const faults = document.errors.map((error) => ({ key: '', ...describe(error, text), file, ...placeIn(lines, error.pos[0]) }));
  if (faults.length > 0) throw new ConfigError(faults);
  const values = readValues(document, file, lines);
  if (!isValueMap(values)) {
    throw new ConfigError([
      { key: '', expected: 'an object with the keys of the configuration', found: 'something else', file, line: 1 },
    ]);
  }
  return { values, positionOf: positions };
}

function describe(error: YAMLParseError, text: string): { readonly expected: string; readonly found: string } {
  if (error.code === 'DUPLICATE_KEY') {
    const name = /^[\w.-]+/.exec(text.slice(error.pos[0]))?.[0];
    return {
      expected: 'every key once in its object',
      found: name === undefined ? 'a key a second time' : `the key ${name} a second time`,
    };
  }
  // What follows a colon quotes the file, which may hold secrets.
  return { expected: 'a YAML file', found: error.message.split(':')[0]?.trim() || error.code };
}

function readValues(document: Document, file: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) ?? {};
  } catch {
    let place: Position | undefined;
    visit(document, {
      Alias(_, alias) {
        if (alias.resolve(document) === undefined && alias.range) place ??= placeIn(lines, alias.range[0]);
      },
    });
    const expected = 'a YAML file whose aliases name anchors above them';
    throw new ConfigError([{ key: '', expected, found: 'an alias that cannot be resolved', file, ...place }]);
  }
}

function placeIn(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Finds the place of a key in a YAML (or JSON) document, or of the closest thing that holds it. */
export function positionsIn(document: Document, lines: LineCounter): (path: Path) => Position | undefined {
  return (path) => {
    let node: unknown = document.contents;
    let at = isNode(node) ? node.range?.[0] : undefined;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      const { key, value } = childOf(node, step);
      if (key === undefined) break;
      at = key;
      node = value;
    }
    return at === undefined ? undefined : placeIn(lines, at);
  };
}

function childOf(node: unknown, step: string | number): { readonly key?: number | undefined; readonly value?: unknown } {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return { key: isNode(pair?.key) ? pair.key.range?.[0] : undefined, value: pair?.value };
  }
  const entry: unknown = isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
  return isNode(entry) ? { key: entry.range?.[0], value: entry } : {};
}
