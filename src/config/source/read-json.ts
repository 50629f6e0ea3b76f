import { LineCounter, parseDocument } from 'yaml';
import { ConfigError } from '../faults.ts';
import { isValueMap } from '../merge.ts';
import type { ParsedFile, Position } from './layer.ts';
import { positionsIn } from './read-yaml.ts';

/**
 * Reads a JSON file. Places come from a YAML parser, since YAML contains JSON.
 * @throws ConfigError when the text is not JSON or holds no object
 */
export function readJson(text: string, file: string): ParsedFile {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const values = parse(source, file);
  if (!isValueMap(values)) {
    throw new ConfigError([
      { key: '', expected: 'a JSON object with the keys of the configuration', found: 'something else', file, line: 1 },
    ]);
  }
  return { values, positionOf: document.errors.length === 0 ? positionsIn(document, lines) : () => undefined };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message quotes the text, which may hold secrets: only the place is taken from it.
    const offset = /at position (\d+)/.exec(String(error))?.[1];
    const place = positionOf(text, offset === undefined ? text.length : Number(offset));
    throw new ConfigError([{ key: '', expected: 'a JSON file', found: 'a text that is not JSON', file, ...place }]);
  }
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
