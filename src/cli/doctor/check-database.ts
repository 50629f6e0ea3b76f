import { existsSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import { storeDsn } from '../../server/store-dsn.ts';
import { withinTime } from '../../server/within-time.ts';
import type { Database } from '../../store/sql/database.ts';
import { migrationStatus } from '../../store/sql/migrate.ts';
import { openDatabase } from '../../store/sql/open-database.ts';
import { failureText } from '../report-failure.ts';
import { type Finding, findingsOf } from './finding.ts';

const database = findingsOf('database');
const clockCheck = findingsOf('clock');
const adminApi = findingsOf('admin API');

/** How long a server may take to answer. */
const PATIENCE_MS = 15_000;
/** Clocks of machines that are kept by NTP differ by some milliseconds. */
const SKEW = { warnMs: 1000, failMs: 30_000 };
const LOOPBACK = /^(127\.|localhost$|::1$|\[::1\]$|unix:)/;

export interface DatabaseOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a difference between the clocks of this machine and of the database means. */
export function skewFinding(aheadMs: number): Finding {
  const off = Math.abs(aheadMs);
  const text = `this machine is ${(off / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the database`;
  const advice = 'Let NTP set both clocks (`timedatectl set-ntp true`): codes and sessions end too early or too late.';
  if (off > SKEW.failMs) return clockCheck.fail(text, advice);
  if (off > SKEW.warnMs) return clockCheck.warn(text, advice);
  return clockCheck.ok('this machine and the database tell the same time');
}

async function checkClock(open: Database, clock: Clock): Promise<Finding> {
  const before = clock.micros();
  const [[micros] = []] = await open.read('SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)', []);
  const after = clock.micros();
  return skewFinding(((before + after) / 2 - Number(micros)) / 1000);
}

async function checkSchema(open: Database): Promise<Finding> {
  const pending = (await migrationStatus(open)).filter(({ applied }) => !applied);
  if (pending.length === 0) return database.ok('it can be reached, and its schema is up to date');
  const text = `it can be reached; ${pending.length === 1 ? 'one migration is' : `${pending.length} migrations are`} pending`;
  if (open.dialect.kind === 'sqlite') return database.ok(`${text}, which the next start applies`);
  return database.fail(text, 'zelos migrate sql up -e --yes');
}

/** Whether strangers may call the admin API. Keys cannot be counted before their table is there. */
async function checkAdminApi(open: Database, { admin, zelos }: Config): Promise<readonly Finding[]> {
  if (LOOPBACK.test(admin.host)) return [adminApi.ok('listens on this machine only')];
  if (zelos.admin.requireKey) return [adminApi.ok('wants a key')];
  const [[count] = [0]] = await open.read('SELECT COUNT(*) FROM admin_keys', []);
  if (Number(count) > 0) return [adminApi.ok('wants a key')];
  return [
    adminApi.warn(
      `is open to everybody who reaches ${admin.host}:${admin.port}`,
      'Make a key with `zelos keys create`, set zelos.admin.require_key, or listen on 127.0.0.1.',
    ),
  ];
}

async function examine(open: Database, config: Config, clock: Clock): Promise<readonly Finding[]> {
  const schema = await checkSchema(open);
  return [
    schema,
    ...(open.dialect.kind === 'sqlite' ? [] : [await checkClock(open, clock)]),
    ...(schema.state === 'ok' ? await checkAdminApi(open, config).catch(() => []) : []),
  ];
}

/** Whether the database can be reached, has the schema of this program, and tells the same time. Nothing is changed in it. */
export async function checkDatabase({ config, ...using }: DatabaseOptions): Promise<readonly Finding[]> {
  const { dsn } = config;
  if (dsn.kind === 'sqlite' && dsn.file === undefined)
    return [database.warn('in memory: everything is gone when the server ends', 'Set dsn to a file or a server.')];
  if (dsn.kind === 'sqlite' && !existsSync(dsn.file ?? '')) return [database.ok(`${dsn.file} will be made`)];
  try {
    const open = openDatabase(storeDsn(dsn), using);
    try {
      return await withinTime(examine(open, config, using.clock), PATIENCE_MS);
    } finally {
      await open.close();
    }
  } catch (error) {
    return [database.fail(failureText(error), 'Check DSN, and whether the server runs and lets this machine in.')];
  }
}
