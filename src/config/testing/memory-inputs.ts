import { createSystemRandom } from '../../lib/random.ts';
import type { SecretFiles } from '../kept-secrets.ts';
import type { LoadOptions } from '../load-config.ts';

/** A file system in memory that knows what secrets and configuration files need of one. */
export function createMemoryFiles(texts: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries(texts));
  const fail = (code: string) => Object.assign(new Error(code), { code });
  const secretFiles: SecretFiles = {
    mkdir: async () => undefined,
    async readFile(path) {
      const text = files.get(path);
      if (text === undefined) throw fail('ENOENT');
      return text;
    },
    async writeFile(path, data) {
      if (files.has(path)) throw fail('EEXIST');
      files.set(path, data);
    },
    async link(existing, name) {
      if (files.has(name)) throw fail('EEXIST');
      files.set(name, files.get(existing) ?? '');
    },
    unlink: async (path) => files.delete(path),
  };
  return { files, secretFiles };
}

/** Inputs of `loadConfig` that touch neither disk nor process: two processors, host `machine`, working directory `/work`. */
export function memoryInputs(
  texts: Readonly<Record<string, string>> = {},
  more: Partial<LoadOptions> = {},
): LoadOptions & { readonly kept: Map<string, string> } {
  const absolute = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/srv/zelos/${name}`, text]));
  const { files, secretFiles } = createMemoryFiles(absolute);
  return {
    files: Object.keys(texts),
    flags: {},
    env: {},
    cwd: '/srv/zelos',
    readFile: (path) => secretFiles.readFile(path, 'utf8'),
    machine: { cpus: 2, hostname: 'machine' },
    random: createSystemRandom(),
    secretFiles,
    kept: files,
    ...more,
  };
}

/** The least that a file must say. */
export const MINIMAL = `
dsn: memory
identity:
  schemas:
    - id: default
      url: file:///etc/person.schema.json
selfservice:
  default_browser_return_url: https://app.example/
secrets:
  default: [a-secret-of-some-length]
`;
