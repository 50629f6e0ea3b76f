import { once } from 'node:events';
import { chmod, chown, readFile, unlink } from 'node:fs/promises';
import { createConnection } from 'node:net';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/faults.ts';

/** Whose a socket is, and who may connect. */
export interface SocketRights {
  /** Names or numbers; the empty text leaves the owner or the group as it is. */
  readonly owner: string;
  readonly group: string;
  /** Permission bits. */
  readonly mode: number;
}

const UNIX = 'unix:';

/** The path of a host `unix:/path`; undefined for any other host. */
export const socketPathOf = (host: string): string | undefined => (host.startsWith(UNIX) ? host.slice(UNIX.length) : undefined);

/**
 * Takes the sockets of both listeners out of the file system before they are closed: nobody connects any more, and who has is still
 * served.
 */
export async function removeSockets({ public: { host: open }, admin: { host: admin } }: Pick<Config, 'public' | 'admin'>) {
  for (const path of [socketPathOf(open), socketPathOf(admin)]) {
    // One that is not there, or may not be removed, keeps nobody from ending.
    if (path !== undefined) await unlink(path).catch(() => {});
  }
}

/** What `chown` takes for "as it is". */
const UNCHANGED = -1;

/** Removes a socket that a process left behind which did not end by itself; one that somebody listens on stays. */
export async function freeSocketPath(path: string): Promise<void> {
  const connection = createConnection(path);
  try {
    await once(connection, 'connect');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') await unlink(path);
  } finally {
    connection.destroy();
  }
}

/** The number that the system files give a name: both have `name:password:number:…` in a line. */
async function idOf(name: string, file: '/etc/passwd' | '/etc/group', key: string): Promise<number> {
  if (name === '') return UNCHANGED;
  if (/^\d+$/.test(name)) return Number(name);
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.split(':'));
  const id = Number(lines.find(([known]) => known === name)?.[2] ?? Number.NaN);
  if (Number.isInteger(id)) return id;
  throw new ConfigError([{ key, expected: `a number, or a name that ${file} has`, found: name }]);
}

/**
 * Gives a socket to its owner and group.
 * @param key of the configuration that `rights` are from
 * @throws ConfigError for a name that this machine does not know, and what the system says (EPERM)
 */
export async function setSocketRights(path: string, { owner, group, mode }: SocketRights, key: string): Promise<void> {
  const user = await idOf(owner, '/etc/passwd', `${key}.owner`);
  const users = await idOf(group, '/etc/group', `${key}.group`);
  await chmod(path, mode);
  if (user !== UNCHANGED || users !== UNCHANGED) await chown(path, user, users);
}
