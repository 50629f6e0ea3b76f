import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { dsnOf } from '../../test/storage/dsn-of.ts';
import { createSealedCookie } from '../cipher/sealed-cookie.ts';
import type { Exchange } from '../form/exchange.ts';
import { EMPTY_OBJECT, jsonOf } from '../json/json-text.ts';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import type { ContinuityRow } from '../store/continuity-store.ts';
import { openStore } from '../store/sql/open-store.ts';
import { createContinuity } from './continuity.ts';
import { createContinuityCookie } from './continuity-cookie.ts';

const NAME = 'continuity';
const system = createSystemClock();
const random = createSystemRandom();
let ahead = 0;
const clock = { micros: () => system.micros() + ahead };
const store = await openStore({ dsn: dsnOf('memory'), autoMigrate: true, clock, random });
afterAll(() => store.close());

const rows = new Map<string, ContinuityRow>();
const watched = {
  ...store.continuities,
  async create(row: ContinuityRow) {
    rows.set(row.id, row);
    return store.continuities.create(row);
  },
};
const sealed = createSealedCookie({ name: NAME, secrets: ['a secret'], clock, random, maxAgeMs: 3_600_000 });
const attributes = { path: '/', secure: false, sameSite: 'Lax' } as const;
const cookie = createContinuityCookie({ sealed, attributes, maxAge: 3600, clock });
const continuity = createContinuity({ store: watched, cookie, clock, random });

const jar = new Map<string, string>();
let set: string[] = [];

/** A request of the browser whose cookies are in the jar. @param header instead of what is in the jar */
function request(header?: string): Exchange {
  const text = header ?? [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const part: Pick<Exchange, 'headers' | 'setCookie'> = {
    headers: text === '' ? {} : { cookie: text },
    setCookie(line) {
      set.push(line);
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    },
  };
  return part as Exchange;
}

const park = (name: string, payload = '{"a":1}', identityId: string | null = null, exchange = request()) =>
  continuity.park(exchange, { name, payload, identityId, lifespanMs: 60_000 });
const resume = (name: string, identityId?: string, exchange = request()) => continuity.resume(exchange, name, identityId);
const missing = { code: 'continuity_missing', status: 400 };

describe('continuity', () => {
  beforeEach(() => {
    jar.clear();
    rows.clear();
    set = [];
    ahead = 0;
  });

  test('what is parked comes back, once', async () => {
    await park('one', '{"password":"secret"}');
    await park('two', 'any text');
    expect(await resume('one')).toBe('{"password":"secret"}');
    await expect(resume('one')).rejects.toMatchObject(missing);
    expect(await resume('two')).toBe('any text');
  });

  test('neither cookie nor store tells what it is', async () => {
    await park('one', '{"password":"hidden text"}');
    expect(JSON.stringify([...jar, ...rows.values()])).not.toContain('hidden text');
    const [row] = rows.values();
    expect(Buffer.from(JSON.parse(row?.payload ?? '').sealed, 'base64url').toString('latin1')).not.toContain('hidden');
  });

  test('nothing was parked, or it was dropped', async () => {
    await expect(resume('one')).rejects.toMatchObject(missing);
    expect(set).toEqual([]);
    await park('one');
    await park('two');
    await continuity.discard(request(), (name) => name === 'one');
    await expect(resume('one')).rejects.toMatchObject(missing);
    expect(await resume('two')).toBe('{"a":1}');
    expect(continuity.has(request(), 'two')).toBe(false);
  });

  test('a later one of the same name takes its place', async () => {
    await park('one', 'first');
    await park('one', 'second');
    const [first = '', second = ''] = rows.keys();
    expect([await store.continuities.get(first), (await store.continuities.get(second))?.id]).toEqual([undefined, second]);
    expect(await resume('one')).toBe('second');
  });

  test('a cookie that was changed leads nowhere, and goes', async () => {
    await park('one');
    const value = jar.get(NAME) ?? '';
    jar.set(NAME, `${value.slice(0, 40)}${value[40] === 'A' ? 'B' : 'A'}${value.slice(41)}`);
    await expect(resume('one')).rejects.toMatchObject(missing);
    expect(set.at(-1)).toMatch(/^continuity=; .*Max-Age=0/);
    expect(jar.has(NAME)).toBe(false);
  });

  test('of several cookies the one that fits counts', async () => {
    await park('one', 'old');
    const old = jar.get(NAME);
    await resume('one');
    jar.clear();
    await park('one', 'new');
    const cookies = `${NAME}=${old}; ${NAME}=garbage; ${NAME}=${jar.get(NAME)}`;
    expect(await resume('one', undefined, request(cookies))).toBe('new');
  });

  test('within one request, too', async () => {
    const exchange = request();
    await park('one', 'payload', null, exchange);
    expect(continuity.has(exchange, 'one')).toBe(true);
    expect(await resume('one', undefined, exchange)).toBe('payload');
    await expect(resume('one', undefined, exchange)).rejects.toMatchObject(missing);
  });

  test('not for anybody else, and not for ever', async () => {
    const identityId = random.uuid();
    await store.identities.create([{ row: identityRow(identityId), identifiers: [], addresses: [] }]);
    await park('one', 'payload', identityId);
    for (const other of [undefined, random.uuid()]) {
      await expect(resume('one', other)).rejects.toMatchObject({ code: 'continuity_of_another', status: 403 });
    }
    expect(await resume('one', identityId)).toBe('payload');
    await park('one', 'payload', identityId);
    ahead = 60_000_000;
    await expect(resume('one', identityId)).rejects.toMatchObject(missing);
  });

  test('of two who go on with it at once, one does', async () => {
    await park('one');
    const both = await Promise.allSettled([resume('one'), resume('one')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('however often a browser is led astray, its cookie stays small', async () => {
    for (let i = 0; i < 40; i++) await park(`ory_kratos_settings_lookup_secret_${i}`);
    expect(jar.get(NAME)?.length).toBeLessThan(4096);
    expect(await resume('ory_kratos_settings_lookup_secret_39')).toBe('{"a":1}');
    expect(continuity.has(request(), 'ory_kratos_settings_lookup_secret_0')).toBe(false);
  });

  test('of somebody who is gone nothing is kept', async () => {
    await park('one', 'payload', random.uuid());
    expect([jar.has(NAME), continuity.has(request(), 'one')]).toEqual([false, false]);
  });
});

function identityRow(id: string) {
  const at = '2026-01-01T00:00:00.000000Z' as ContinuityRow['createdAt'];
  return {
    id,
    externalId: null,
    schemaId: 'person',
    state: 'active' as const,
    stateChangedAt: null,
    traits: EMPTY_OBJECT,
    metadataPublic: null,
    metadataAdmin: null,
    credentials: EMPTY_OBJECT,
    configs: EMPTY_OBJECT,
    verifiableAddresses: jsonOf([]),
    recoveryAddresses: jsonOf([]),
    availableAal: null,
    organizationId: null,
    createdAt: at,
    updatedAt: at,
    revision: 1,
  };
}
