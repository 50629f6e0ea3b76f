import { extname, resolve } from 'node:path';
import { ConfigError } from '../faults.ts';
import { schemaAt } from '../key-table.ts';
import { isValueMap, type Path, type ValueMap, valueAt } from '../merge.ts';
import type { Layer, ParsedFile } from './layer.ts';
import { readJson } from './read-json.ts';
import { readToml } from './read-toml.ts';
import { readYaml } from './read-yaml.ts';

const READERS: Readonly<Record<string, (text: string, file: string) => ParsedFile>> = {
  '.yaml': readYaml,
  '.yml': readYaml,
  '.json': readJson,
  '.toml': readToml,
};

/** What reading a configuration file needs. */
export interface FileAccess {
  /** Folder to which relative paths refer. */
  readonly cwd: string;
  /** The text of a file, UTF-8. */
  readonly readFile: (path: string) => Promise<string>;
}

/**
 * Reads a configuration file in the format that its name tells: .yaml, .yml, .json or .toml.
 * @throws ConfigError when it cannot be read, is of another format or does not follow its format
 */
export async function readConfigFile(file: string, { cwd, readFile }: FileAccess): Promise<Layer> {
  const extension = extname(file);
  const read = READERS[extension];
  if (!read) {
    const expected = 'a file whose name ends in .yaml, .yml, .json or .toml';
    throw new ConfigError([{ key: '', expected, found: extension === '' ? 'a name without such an end' : extension, file }]);
  }
  const { values: written, positionOf } = read(await textOf(resolve(cwd, file), file, readFile), file);
  const values = withoutEmptySections(written, []);
  return {
    values,
    originOf: (path) => (valueAt(values, path) === undefined ? undefined : { file, ...positionOf(path) }),
  };
}

/** A section whose keys are all commented out says nothing. */
function withoutEmptySections(values: ValueMap, path: Path): ValueMap {
  const entries = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    const at = [...path, name];
    if (isValueMap(value)) return [[name, withoutEmptySections(value, at)]];
    return value === null && schemaAt(at)?.type === 'object' ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

async function textOf(path: string, file: string, readFile: FileAccess['readFile']): Promise<string> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const found = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : (code ?? 'a file that cannot be read');
    throw new ConfigError([{ key: '', expected: 'a file that can be read', found, file, hint: `The full path is ${path}.` }]);
  }
}
