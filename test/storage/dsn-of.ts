import { parseDsn } from '../../src/config/dsn/parse-dsn.ts';
import { storeDsn } from '../../src/server/store-dsn.ts';
import type { Dsn } from '../../src/store/sql/open-database.ts';

/** A database as the configuration of a server would name it. @param parameters for its URL, beside those that it has */
export const dsnOf = (url: string, parameters: Readonly<Record<string, string>> = {}): Dsn =>
  storeDsn(parseDsn(withParameters(url, parameters), { cwd: process.cwd(), cpus: 4 }));

/** A URL with other or more parameters. Not through `URL`, which several hosts are too many for. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const [place = '', search] = url.split('?', 2);
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  return query.size === 0 ? place : `${place}?${query}`;
}
