import { expect, test } from 'vitest';
import { normaliseStoredPhones } from '../../src/cli/migrate/normalise-stored-phones.ts';
import { readIdentity } from '../../src/identity/stored-identity.ts';
import { jsonOf } from '../../src/json/json-text.ts';
import { wireTime } from '../../src/lib/clock.ts';
import type { AddressKey, IdentityWrite } from '../../src/store/identity-store.ts';
import { DATABASES } from '../storage/databases.ts';
import { anAddress, bareIdentity, MIDDLE } from '../storage/samples.ts';
import { runHere } from './in-process.ts';

const at = { created_at: wireTime(MIDDLE), updated_at: wireTime(MIDDLE) };

/** Somebody with a phone number as an older program stored it. */
function aCaller(...phones: string[]): IdentityWrite {
  const identifiers = phones.map((identifier) => ({ type: 'code', identifier }));
  const addresses = phones.flatMap((phone): AddressKey[] => [
    { ...anAddress('verifiable', phone), via: 'sms' },
    { ...anAddress('recovery', phone), via: 'sms' },
  ]);
  const stored = ({ id, value, via }: AddressKey) => ({ id, value, via, verified: true, status: 'completed', ...at });
  const { row } = bareIdentity();
  const documents = {
    credentials: jsonOf({ code: { type: 'code', identifiers: [...phones].sort(), version: 1, ...at } }),
    verifiableAddresses: jsonOf(addresses.filter(({ kind }) => kind === 'verifiable').map(stored)),
    recoveryAddresses: jsonOf(addresses.filter(({ kind }) => kind === 'recovery').map(stored)),
  };
  return { row: { ...row, traits: jsonOf({ phone: phones[0] }), ...documents }, identifiers, addresses };
}

test.each(DATABASES)('phone numbers are put into E.164, and found by it: %s', async (_, make) => {
  const place = await make();
  const store = await place.open();
  const [written, plain, odd, taken, rival] = [
    aCaller('+1 (415) 555-0100', '+1 415 555 0100'),
    aCaller('+14155550101'),
    aCaller('+not a number'),
    aCaller('+1 415 555 0102'),
    aCaller('+14155550102'),
  ];
  const people = [written, plain, odd, taken, rival] as const;
  expect(new Set(await store.identities.create(people))).toEqual(new Set(['created']));
  const errors: string[] = [];
  const batches: string[] = [];
  const run = (dryRun: boolean, startAfter?: string) =>
    normaliseStoredPhones({
      identities: store.identities,
      batchSize: 2,
      dryRun,
      startAfter,
      onBatch: async (last) => void batches.push(last),
      onError: (id) => errors.push(id),
    });

  const counted = await run(true);
  expect(counted.identifiers).toEqual({ scanned: 6, updated: 3, skipped: 1, errors: 0 });
  expect(await store.identities.getByAddress('verifiable', 'sms', '+14155550100')).toBeUndefined();
  expect(batches).toHaveLength(3);

  const done = await run(false);
  expect(done).toEqual({
    identifiers: { scanned: 6, updated: 2, skipped: 1, errors: 1 },
    verifiable: { scanned: 6, updated: 2, skipped: 1, errors: 1 },
    recovery: { scanned: 6, updated: 2, skipped: 1, errors: 1 },
  });
  expect(errors).toEqual([taken.row.id]);
  const found = await store.identities.getByIdentifier('code', '+14155550100');
  expect(found?.id).toBe(written.row.id);
  if (!found) return expect.unreachable();
  const identity = readIdentity(found);
  expect(identity.credentials.code?.identifiers).toEqual(['+14155550100']);
  expect(identity.verifiableAddresses.map(({ value, verified }) => [value, verified])).toEqual([['+14155550100', true]]);
  expect((await store.identities.getByAddress('recovery', 'sms', '+14155550100'))?.identity.id).toBe(written.row.id);
  expect(found.traits).toBe(written.row.traits);

  expect((await run(false)).identifiers).toMatchObject({ updated: 0, errors: 1 });
  const last = people.map(({ row }) => row.id).sort()[3];
  expect((await run(true, last)).identifiers.scanned).toBeLessThanOrEqual(2);

  const line = ['migrate', 'normalize-phone-numbers', place.url, '--dry-run', '--batch-delay', '0'];
  const { code, out } = await runHere([...line, '--start-after', `ci=${batches.at(-1)}`]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^TABLE\t+SCANNED\tUPDATED\tSKIPPED\tERRORS\n(.*\n){3}TOTAL\t+0\t0\t0\t0\n$/),
  ]);
  expect(await runHere([...line, '--start-after', 'ci=x'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('--start-after'),
  });
  await store.close();
  await place.remove();
});
