import { expect, test } from 'vitest';
import { jsonOf } from '../json/json-text.ts';
import type { IdentityRowWithConfigs } from '../store/identity-store.ts';
import { createIdentity } from './create.ts';
import { hashingOnce } from './hashing-once.ts';
import type { Identity } from './identity.ts';
import { replaced } from './replace.ts';
import { dependencies, LATER, memoryStore } from './testing/world.ts';
import { updateIdentity } from './update.ts';

const bumped = (row: IdentityRowWithConfigs, changes: Partial<IdentityRowWithConfigs> = {}) => ({
  ...row,
  ...changes,
  revision: row.revision + 1,
});

/** One identity, and another process that changes it `times` times before a replacement gets through. */
async function setUp(times: number, change: Partial<IdentityRowWithConfigs> = {}) {
  let left = times;
  const { store, rows } = memoryStore((all) => {
    for (const [id, row] of all) if (left > 0) all.set(id, bumped(row, change));
    left--;
  });
  const using = { ...dependencies(), store };
  const { id } = await createIdentity({ traits: jsonOf({ username: 'ada' }) }, using);
  return { id, rows, using };
}

const noted = (current: Identity, note: string): Identity => ({ ...current, metadataAdmin: jsonOf(note) });
const renamed = (current: Identity): Identity => noted(current, 'mine');

test('is stored, and told as it is stored', async () => {
  const { id, rows, using } = await setUp(0);
  const updated = await updateIdentity(id, renamed, using);
  expect(updated).toMatchObject({ metadataAdmin: '"mine"', updatedAt: LATER });
  expect(rows.get(id)).toMatchObject({ metadataAdmin: '"mine"', updatedAt: LATER, revision: 2 });
});

test('is made anew on top of what another process stored in between: both are kept', async () => {
  const { id, rows, using } = await setUp(3, { metadataPublic: jsonOf('theirs') });
  const seen: (string | undefined)[] = [];
  await updateIdentity(
    id,
    (current) => {
      seen.push(current.metadataPublic);
      return renamed(current);
    },
    using,
  );
  expect(seen).toEqual([undefined, '"theirs"', '"theirs"', '"theirs"']);
  expect(rows.get(id)).toMatchObject({ metadataPublic: '"theirs"', metadataAdmin: '"mine"', revision: 5 });
});

test('gives up where others are always faster, and when the identity goes', async () => {
  const busy = await setUp(Number.POSITIVE_INFINITY);
  await expect(updateIdentity(busy.id, renamed, busy.using)).rejects.toMatchObject({ code: 'identity_busy' });

  let calls = 0;
  const { store, rows } = memoryStore((all) => all.clear());
  const using = { ...dependencies(), store };
  const { id } = await createIdentity({}, using);
  const gone = updateIdentity(
    id,
    (current) => {
      calls++;
      return renamed(current);
    },
    using,
  );
  await expect(gone).rejects.toMatchObject({ code: 'identity_unknown' });
  expect([calls, rows.size]).toEqual([1, 0]);
});

test('a value that is taken changes nothing', async () => {
  const { id, rows, using } = await setUp(0);
  await createIdentity({ traits: jsonOf({ username: 'eve' }) }, using);
  const before = rows.get(id);
  const taking = updateIdentity(id, (current) => ({ ...current, traits: jsonOf({ username: 'EVE' }) }), using);
  await expect(taking).rejects.toMatchObject({ code: 'identity_taken', status: 409 });
  expect(rows.get(id)).toBe(before);
});

test('an unknown identity is no reason to make a change', async () => {
  const { using } = await setUp(0);
  const change = () => {
    throw new TypeError('not to be called');
  };
  await expect(updateIdentity('nobody', change, using)).rejects.toMatchObject({ code: 'identity_unknown' });
});

test('updates of one identity in this process take turns: none is made in vain', async () => {
  const { id, rows, using } = await setUp(0);
  let made = 0;
  await Promise.all(
    Array.from({ length: 10 }, () =>
      updateIdentity(
        id,
        (current) => {
          made++;
          return noted(current, `${current.metadataAdmin ?? ''}+`);
        },
        using,
      ),
    ),
  );
  expect([made, rows.get(id)?.revision]).toEqual([10, 11]);
});

test('a password is hashed once, however often its update has to be made anew', async () => {
  const { id, rows, using } = await setUp(3);
  const hasher = hashingOnce(using.importing.hasher);
  const body = { traits: jsonOf({ username: 'ada' }), credentials: { password: { password: 'secret' } } };
  await updateIdentity(id, (current, at) => replaced(current, body, using.kinds, { now: at, hasher }), using);
  expect(using.hashed).toEqual(['secret']);
  expect(rows.get(id)?.configs).toContain('$secret');
  expect(await hasher.hash('another')).toBe('$another');
});
