import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { availableParallelism, hostname } from 'node:os';
import { createSystemRandom } from '../lib/random.ts';
import { type KeptSecrets, makeSecrets } from './kept-secrets.ts';
import type { LoadOptions } from './load-config.ts';

/** What Linux allows this process; Node has raised it as far as it may. */
function openFiles(): number | undefined {
  try {
    const [, most] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return most === undefined ? undefined : Number(most);
  } catch {
    return undefined;
  }
}

/** Everything that `loadConfig` needs of the process and the machine. The only place where `process.env` is read. */
export function systemInputs(): Omit<LoadOptions, 'files' | 'flags' | 'devFromFiles'> &
  Required<Pick<LoadOptions, 'secretsOfProcess'>> {
  const random = createSystemRandom();
  let made: KeptSecrets | undefined;
  return {
    env: process.env,
    cwd: process.cwd(),
    readFile: (path) => readFile(path, 'utf8'),
    machine: { cpus: availableParallelism(), hostname: hostname(), openFiles: openFiles() },
    random,
    secretFiles: { link, mkdir, readFile, unlink, writeFile },
    secretsOfProcess() {
      made ??= makeSecrets(random);
      return made;
    },
  };
}
