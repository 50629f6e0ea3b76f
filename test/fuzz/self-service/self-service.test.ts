import { afterEach, expect, test } from 'vitest';
import { type MailSink, startMailSink } from '../../../src/courier/testing/mail-sink.ts';
import { createLog } from '../../../src/server/log.ts';
import { openDatabase } from '../../../src/store/sql/open-database.ts';
import { type ServerUnderTest, startOnPostgres, startOnSqlite } from '../../http/server-under-test.ts';
import { clock, random } from '../../storage/databases.ts';
import { FUZZ_SEED } from '../fuzz-seed.ts';
import { faultsOfIdentities } from '../whole-identities.ts';
import { COOKIE_SECRET, DEFAULT_SECRET, selfServiceValues } from './configuration.ts';
import { runFlowFuzz } from './run-flow-fuzz.ts';
import { HUSH } from './world.ts';

const TIMEOUT = 180_000;

let server: ServerUnderTest | undefined;
let sink: MailSink | undefined;
afterEach(async () => {
  await server?.stop();
  await sink?.close();
});

/** The lines in which a secret stands: on its own, not as a part of a number. */
function tellingLines(lines: readonly string[], secrets: ReadonlySet<string>): string[] {
  const long = [...secrets, HUSH, COOKIE_SECRET, DEFAULT_SECRET].filter((secret) => secret.length > 6 || secret === HUSH);
  const codes = new Set([...secrets].filter((secret) => /^\d{6}$/.test(secret)));
  return lines.filter(
    (line) =>
      line.includes('ory_st_') ||
      long.some((secret) => secret !== '' && line.includes(secret)) ||
      [...line.matchAll(/(?<![\w.-])\d{6}(?![\w-])/g)].some(([number]) => codes.has(number)),
  );
}

test.each([
  ['SQLite', startOnSqlite, 'code', 5_000],
  ['PostgreSQL', startOnPostgres, 'link', 1_500],
] as const)(
  'spoilt submissions on %s neither break the server nor make it tell secrets',
  async (_, start, use, usual) => {
    const requests = Number(process.env.FUZZ_REQUESTS ?? usual);
    const lines: string[] = [];
    sink = await startMailSink();
    const log = createLog({ level: 'trace', format: 'json', write: (line) => void lines.push(line) });
    server = await start(selfServiceValues(sink.port, use), log);
    const { admin, open, dsn } = server;
    const { failures, statuses, sessions, secrets, digests } = await runFlowFuzz({
      adminUrl: admin.url,
      publicUrl: open.url,
      seed: FUZZ_SEED,
      requests,
    });
    if (process.env.FUZZ_REQUESTS !== undefined) console.log(statuses, sessions, secrets.size);
    expect(failures.join('\n')).toBe('');
    // The mill grinds: a good part of what is thrown is taken, and a good part is refused.
    for (const status of [200, 303, 400]) expect(statuses[status] ?? 0, String(status)).toBeGreaterThan(requests / 20);
    expect(sessions).toBeGreaterThan(requests / 100);
    expect(secrets.size).toBeGreaterThan(20);

    expect(tellingLines(lines, secrets).slice(0, 5)).toEqual([]);
    const errors = lines.filter((line) => line.includes('"level":"error"') && !line.includes('refuseChallenge'));
    expect(errors.slice(0, 5)).toEqual([]);
    const database = openDatabase(dsn, { clock, random });
    const stored = (await database.read('SELECT hmac FROM flow_secrets', [])).map(([hmac]) => String(hmac));
    await database.close();
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.filter((hmac) => digests.has(hmac))).toEqual([]);

    for (const client of [admin, open]) expect((await client.send('GET', '/health/ready')).status).toBe(200);
    const { count, faults } = await faultsOfIdentities(admin.url, dsn);
    expect(faults.join('\n'), `FUZZ_SEED=${FUZZ_SEED}`).toBe('');
    expect(count).toBeGreaterThan(20);
  },
  TIMEOUT,
);
