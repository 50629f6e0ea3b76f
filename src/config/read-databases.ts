import { type Dsn, DsnError, type ServerDsn } from './dsn/dsn.ts';
import { type DsnContext, parseDsn } from './dsn/parse-dsn.ts';
import { redactDsn } from './dsn/redact-dsn.ts';
import type { ConfigFault } from './faults.ts';
import { originOf } from './locate-finding.ts';
import { dotted, type Path, type ValueMap, valueAt } from './merge.ts';
import type { Layer } from './source/layer.ts';

/** What database URLs are read with, and where their faults go. */
export interface DatabaseReading {
  readonly context: DsnContext;
  readonly layers: readonly Layer[];
  readonly faults: ConfigFault[];
}

type Complaint = Pick<ConfigFault, 'expected'> & { readonly hint?: string | undefined };

function complain(path: Path, url: string, { expected, hint }: Complaint, { layers, faults }: DatabaseReading): undefined {
  const { raw: _, ...place } = originOf(path, layers) ?? {};
  const found = url === '' ? 'an empty text' : JSON.stringify(redactDsn(url));
  faults.push({ key: dotted(path), expected, found, ...place, ...(hint !== undefined && { hint }) });
}

/** The database at a path of the configuration; undefined where there is none that can be used, which is a fault. */
export function readDsn(path: Path, merged: ValueMap, reading: DatabaseReading): Dsn | undefined {
  const url = valueAt(merged, path);
  if (typeof url !== 'string') return undefined;
  try {
    return parseDsn(url, reading.context);
  } catch (error) {
    if (!(error instanceof DsnError)) throw error;
    return complain(path, url, error, reading);
  }
}

/** `zelos.replicas`: the read replicas of `primary`, as far as they are some. */
export function readReplicas(primary: Dsn | undefined, merged: ValueMap, reading: DatabaseReading): ServerDsn[] {
  const urls = valueAt(merged, ['zelos', 'replicas']);
  if (!Array.isArray(urls)) return [];
  return urls.flatMap((url: unknown, index) => {
    const path = ['zelos', 'replicas', index];
    const replica = readDsn(path, merged, reading);
    if (replica === undefined || primary === undefined) return [];
    if (replica.kind === 'postgres' && primary.kind === 'postgres') return [replica];
    const complaint =
      primary.kind === 'postgres'
        ? { expected: 'the URL of a PostgreSQL server (postgres://…) that replicates the database in dsn' }
        : {
            expected: `no replicas, since dsn is ${primary.kind === 'sqlite' ? 'an embedded database' : 'a CockroachDB'}`,
            hint: 'Remove zelos.replicas; only the database in dsn is read then.',
          };
    complain(path, String(url), complaint, reading);
    return [];
  });
}
