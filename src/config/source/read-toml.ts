import { parse, TomlError } from 'smol-toml';
import { ConfigError } from '../faults.ts';
import { dotted, type Path, type ValueMap } from '../merge.ts';
import type { ParsedFile, Position } from './layer.ts';

/**
 * Reads a TOML file.
 * @throws ConfigError when the text is not TOML
 */
export function readToml(text: string, file: string): ParsedFile {
  try {
    // The parser makes dates of its own class; as text they read like what was written.
    const values = JSON.parse(JSON.stringify(parse(text))) as ValueMap;
    const positions = new Map(positionsIn(text));
    return { values, positionOf: (path) => closest(positions, path) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Only the first line of the message: the others quote the file, which may hold secrets.
    const found = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? 'something else';
    throw new ConfigError([{ key: '', expected: 'a TOML file', found, file, line: error.line, column: error.column }]);
  }
}

/** Places of headers and of keys at the start of a line; keys of inline tables are found at the line of their table. */
function* positionsIn(text: string): Generator<[string, Position]> {
  const counts = new Map<string, number>();
  let table: Path = [];
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line);
    const key = /^(\s*)((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line);
    if (header?.[2] !== undefined) {
      table = withIndexes(namesOf(header[2]), counts, header[1] === '[[');
      yield [dotted(table), { line: index + 1, column: line.indexOf('[') + 1 }];
    } else if (key?.[2] !== undefined) {
      yield [dotted([...table, ...namesOf(key[2])]), { line: index + 1, column: (key[1]?.length ?? 0) + 1 }];
    }
  }
}

function withIndexes(names: readonly string[], counts: Map<string, number>, opensEntry: boolean): Path {
  const path: (string | number)[] = [];
  for (const [at, name] of names.entries()) {
    path.push(name);
    const key = dotted(path);
    if (opensEntry && at === names.length - 1) counts.set(key, (counts.get(key) ?? -1) + 1);
    const index = counts.get(key);
    if (index !== undefined) path.push(index);
  }
  return path;
}

const namesOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');

function closest(positions: ReadonlyMap<string, Position>, path: Path): Position | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = positions.get(dotted(path.slice(0, length)));
    if (found) return found;
  }
  return undefined;
}
