import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JsonText, jsonOf } from '../../src/json/json-text.ts';
import type { IdentityFilter, IdentityRowWithConfigs, IdentityWrite } from '../../src/store/identity-store.ts';
import type { Store } from '../../src/store/store.ts';
import { DIALECTS, type Place, random } from './databases.ts';
import { anAddress, anIdentity, bareIdentity, documentsOf } from './samples.ts';

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe.each(DIALECTS)('identities on %s', (_, make) => {
  let place: Place;
  let store: Store;

  beforeAll(async () => {
    place = await make();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  const create = async (...writes: IdentityWrite[]) => {
    expect(await store.identities.create(writes)).toEqual(writes.map(() => 'created'));
    return writes[0] as IdentityWrite;
  };

  test('what was stored is read back in every column', async () => {
    const write = await create(
      anIdentity(undefined, {
        externalId: random.uuid(),
        state: 'inactive',
        traits: jsonOf({ quote: '"\\{},\'', umlaut: 'Ä€😀', nul: '\0' }),
        metadataPublic: jsonOf(['{"a"}']),
        metadataAdmin: jsonOf('NULL'),
        availableAal: 'aal2',
        organizationId: random.uuid(),
      }),
    );
    const { configs, ...row } = write.row;
    expect(await store.identities.get(row.id)).toEqual(row);
    expect(await store.identities.getWithConfigs(row.id)).toEqual({ ...row, configs });
    expect(await store.identities.getByExternalId(row.externalId ?? '')).toEqual({ ...row, configs });
    const { credentials, availableAal: _, revision: __, ...listed } = row;
    expect(await store.identities.list({ by: 'ids', ids: [row.id] }, { limit: 10 })).toEqual([listed]);
    const [{ identifier = '' } = {}] = write.identifiers;
    const searched = await store.identities.list({ by: 'identifier', normalised: identifier, verbatim: '' }, { limit: 10 });
    expect(searched).toEqual([{ ...listed, credentials }]);
    expect(await store.identities.listWithConfigs({ by: 'ids', ids: [row.id] }, { limit: 10 })).toEqual([{ ...row, configs }]);
  });

  test('nulls stay nulls', async () => {
    const { row } = await create(bareIdentity({ stateChangedAt: null, availableAal: null }));
    expect(await store.identities.getWithConfigs(row.id)).toEqual(row);
  });

  test('an address finds its identity and its own id, by kind, via and value', async () => {
    const email = `${random.uuid()}@example.org`;
    const { row, addresses } = await create(anIdentity(email));
    const { configs: _, ...identity } = row;
    for (const { kind, id } of addresses) {
      expect(await store.identities.getByAddress(kind, 'email', email)).toEqual({ identity, addressId: id });
      expect(await store.identities.getByAddress(kind, 'sms', email)).toBeUndefined();
      expect(await store.identities.getByAddress(kind, 'email', email.toUpperCase())).toBeUndefined();
    }
    const recoverable = anAddress('recovery', random.uuid());
    await create(bareIdentity({}, [], [recoverable]));
    expect(await store.identities.getByAddress('verifiable', 'email', recoverable.value)).toBeUndefined();
    expect(await store.identities.delete(row.id)).toBe(true);
    expect(await store.identities.getByAddress('recovery', 'email', email)).toBeUndefined();
  });

  test('nobody is found by an unknown key', async () => {
    expect(await store.identities.get(random.uuid())).toBeUndefined();
    expect(await store.identities.getWithConfigs(random.uuid())).toBeUndefined();
    expect(await store.identities.getByExternalId('nobody')).toBeUndefined();
    expect(await store.identities.delete(random.uuid())).toBe(false);
    expect(await store.identities.create([])).toEqual([]);
  });

  test.each<[string, (taken: IdentityWrite) => IdentityWrite]>([
    ['id', ({ row }) => bareIdentity({ id: row.id })],
    ['external id', ({ row }) => bareIdentity({ externalId: row.externalId })],
    ['identifier', ({ identifiers }) => bareIdentity({}, identifiers)],
    [
      'verifiable address',
      ({ addresses }) =>
        bareIdentity(
          {},
          [],
          addresses.slice(0, 1).map((key) => ({ ...key, id: random.uuid() })),
        ),
    ],
    [
      'recovery address',
      ({ addresses }) =>
        bareIdentity(
          {},
          [],
          addresses.slice(1).map((key) => ({ ...key, id: random.uuid() })),
        ),
    ],
    [
      'id of an address',
      ({ addresses }) =>
        bareIdentity(
          {},
          [],
          addresses.map((key) => ({ ...key, value: random.uuid() })),
        ),
    ],
  ])('a taken %s is a conflict, and nothing of the identity is stored', async (_what, rival) => {
    const taken = await create(anIdentity(undefined, { externalId: random.uuid() }));
    const free = { type: 'code', identifier: random.uuid() };
    const write = rival(taken);
    const before = await store.identities.count();
    expect(await store.identities.create([{ ...write, identifiers: [free, ...write.identifiers] }])).toEqual(['conflict']);
    expect(await store.identities.count()).toBe(before);
    await create(bareIdentity({}, [free]));
    expect(await store.identities.get(taken.row.id)).toMatchObject({ traits: taken.row.traits });
  });

  test('the same identifier under another type, and the same address of the other kind, are no conflict', async () => {
    const value = `${random.uuid()}@example.org`;
    await create(bareIdentity({}, [{ type: 'password', identifier: value }], [anAddress('verifiable', value)]));
    await create(bareIdentity({}, [{ type: 'webauthn', identifier: value }], [anAddress('recovery', value)]));
    await create(bareIdentity({}, [{ type: 'password', identifier: value.toUpperCase() }]));
  });

  test('an identifier that stands twice in one identity is a conflict', async () => {
    const key = { type: 'password', identifier: random.uuid() };
    expect(await store.identities.create([bareIdentity({}, [key, key])])).toEqual(['conflict']);
    const previous = await create(bareIdentity());
    expect(await store.identities.replace({ ...previous, identifiers: [key, key] }, previous)).toBe('conflict');
  });

  test('a batch stores all but those in conflict; earlier ones win', async () => {
    const taken = await create(anIdentity());
    const email = `${random.uuid()}@example.org`;
    const key = (identifier: string) => ({ type: 'password', identifier });
    const loser = bareIdentity({}, [...taken.identifiers, key(`${email}-2`)]);
    const batch = [
      anIdentity(),
      bareIdentity({}, [key(email)]),
      bareIdentity({}, [key(email)]),
      loser,
      // Would conflict with the one before, had that one been stored.
      bareIdentity({}, [key(`${email}-2`)]),
      anIdentity(),
    ];
    expect(await store.identities.create(batch)).toEqual(['created', 'created', 'conflict', 'conflict', 'created', 'created']);
    expect(await store.identities.get(loser.row.id)).toBeUndefined();
    const found = await store.identities.list({ by: 'identifier', normalised: email, verbatim: email }, { limit: 10 });
    expect(idsOf(found)).toEqual([batch[1]?.row.id]);
  });

  test('of many at once that want one identifier, one gets it', async () => {
    const identifiers = [{ type: 'password', identifier: random.uuid() }];
    const results = await Promise.all(
      Array.from({ length: 20 }, () => store.identities.create([anIdentity(), bareIdentity({}, identifiers), anIdentity()])),
    );
    expect(results.every(([first, , third]) => first === 'created' && third === 'created')).toBe(true);
    expect(results.filter(([, second]) => second === 'created')).toHaveLength(1);
  });

  test('a thousand in one call', async () => {
    const before = await store.identities.count();
    const batch = Array.from({ length: 1000 }, () => anIdentity());
    expect((await store.identities.create(batch)).every((result) => result === 'created')).toBe(true);
    expect(await store.identities.count()).toBe(before + 1000);
  });

  test('a replacement changes columns, counts revisions and moves the unique values', async () => {
    const previous = await create(anIdentity());
    const fresh = anIdentity(`${random.uuid()}@example.org`, { id: previous.row.id, externalId: random.uuid() });
    expect(await store.identities.replace(fresh, previous)).toBe('replaced');
    expect(await store.identities.getWithConfigs(previous.row.id)).toEqual({ ...fresh.row, revision: 2 });
    await create({ ...anIdentity(), identifiers: previous.identifiers, addresses: previous.addresses });
    expect(await store.identities.create([{ ...anIdentity(), identifiers: fresh.identifiers }])).toEqual(['conflict']);
  });

  test('a replacement without new values writes the row alone', async () => {
    const previous = await create(anIdentity());
    const next = { ...previous, row: { ...previous.row, metadataAdmin: jsonOf({ seen: true }) } };
    expect(await store.identities.replace(next, previous)).toBe('replaced');
    expect(await store.identities.get(previous.row.id)).toMatchObject({ metadataAdmin: '{"seen":true}', revision: 2 });
    expect(await store.identities.replace(next, previous)).toBe('stale');
  });

  test('values can change places inside an identity', async () => {
    const [a, b] = [random.uuid(), random.uuid()];
    const [first, second] = [anAddress('verifiable', a), anAddress('verifiable', b)];
    const previous = await create(
      bareIdentity(
        {},
        [
          { type: 'password', identifier: a },
          { type: 'code', identifier: b },
        ],
        [first, second],
      ),
    );
    const next = {
      ...previous,
      identifiers: [
        { type: 'password', identifier: b },
        { type: 'code', identifier: a },
      ],
      addresses: [
        { ...first, value: b },
        { ...second, value: a },
      ],
    };
    expect(await store.identities.replace(next, previous)).toBe('replaced');
    expect(await store.identities.create([bareIdentity({}, [{ type: 'password', identifier: b }])])).toEqual(['conflict']);
    await create(bareIdentity({}, [{ type: 'password', identifier: a }]));
  });

  test('a replacement in conflict changes nothing', async () => {
    const taken = await create(anIdentity(undefined, { externalId: random.uuid() }));
    const previous = await create(anIdentity());
    const row = { ...previous.row, traits: jsonOf({ changed: true }) };
    expect(await store.identities.replace({ ...previous, row, identifiers: taken.identifiers }, previous)).toBe('conflict');
    expect(await store.identities.replace({ ...previous, row: { ...row, externalId: taken.row.externalId } }, previous)).toBe(
      'conflict',
    );
    expect(await store.identities.getWithConfigs(row.id)).toEqual(previous.row);
    expect(await store.identities.create([bareIdentity({}, previous.identifiers)])).toEqual(['conflict']);
  });

  test('of two replacements of one revision, one wins and the other is stale', async () => {
    const previous = await create(anIdentity());
    const withValue = (identifier: string) => ({ ...previous, identifiers: [{ type: 'password', identifier }] });
    const shared = random.uuid();
    const results = await Promise.all(
      [shared, random.uuid(), shared, random.uuid()].map((value) => store.identities.replace(withValue(value), previous)),
    );
    expect(results.toSorted()).toEqual(['replaced', 'stale', 'stale', 'stale']);
    expect(await store.identities.get(previous.row.id)).toMatchObject({ revision: 2 });
  });

  test('of writes at once, one in conflict does not touch the others', async () => {
    const taken = await create(anIdentity(undefined, { externalId: random.uuid() }));
    const fresh = Array.from({ length: 6 }, () => anIdentity());
    const rival = bareIdentity({}, taken.identifiers);
    const created = await Promise.all(
      [...fresh.slice(0, 3), rival, ...fresh.slice(3)].map((one) => store.identities.create([one])),
    );
    expect(created.flat()).toEqual([...Array(3).fill('created'), 'conflict', ...Array(3).fill('created')]);
    expect(await store.identities.get(rival.row.id)).toBeUndefined();

    const changed = (write: IdentityWrite, changes: Partial<IdentityRowWithConfigs>) => ({
      ...write,
      row: { ...write.row, ...changes },
    });
    const [wants, isStale, ...rest] = fresh as [IdentityWrite, IdentityWrite, ...IdentityWrite[]];
    const traits = jsonOf({ 'a\'"\\': 'ä{},"', nothing: null });
    const replaced = await Promise.all([
      ...rest.map((write) => store.identities.replace(changed(write, { traits, metadataPublic: traits }), write)),
      store.identities.replace(changed(wants, { externalId: taken.row.externalId }), wants),
      store.identities.replace(changed(isStale, { traits }), changed(isStale, { revision: 7 })),
      store.identities.replace(changed(wants, { traits }), changed(wants, { revision: 7 })),
    ]);
    expect(replaced).toEqual([...rest.map(() => 'replaced'), 'conflict', 'stale', 'stale']);
    for (const { row } of rest) {
      expect(await store.identities.getWithConfigs(row.id)).toEqual({ ...row, traits, metadataPublic: traits, revision: 2 });
    }
    for (const { row } of [wants, isStale]) expect(await store.identities.getWithConfigs(row.id)).toEqual(row);
  });

  test('different rows at once are each replaced once, and the conflict of one does not touch the others', async () => {
    const taken = await create(anIdentity(undefined, { externalId: random.uuid() }));
    const people = await Promise.all(Array.from({ length: 5 }, () => create(anIdentity())));
    const replaced = await Promise.all(
      people.map((person, index) => {
        const changes = index === 2 ? { externalId: taken.row.externalId } : { availableAal: null };
        return store.identities.replace({ ...person, row: { ...person.row, ...changes } }, person);
      }),
    );
    expect(replaced).toEqual(['replaced', 'replaced', 'conflict', 'replaced', 'replaced']);
    // All are at the second revision now, but for the one in conflict.
    const again = await Promise.all(people.map((person) => store.identities.replace(person, person)));
    expect(again).toEqual(['stale', 'stale', 'replaced', 'stale', 'stale']);
    const stored = await Promise.all(people.map(({ row }) => store.identities.get(row.id)));
    expect(stored.map((row) => [row?.availableAal, row?.revision])).toEqual(
      people.map((_, index) => [index === 2 ? 'aal1' : null, 2]),
    );
  });

  test('deletions at once: each identity goes once, with all its values and no others', async () => {
    const value = random.uuid();
    const [ada, grace, alan] = [
      await create(bareIdentity({}, [{ type: 'password', identifier: value }], [anAddress('recovery', value)])),
      await create(bareIdentity({}, [{ type: 'code', identifier: random.uuid() }])),
      // Has the type of one and the identifier of another.
      await create(bareIdentity({}, [{ type: 'code', identifier: value }])),
    ];
    const ids = [ada.row.id, grace.row.id, random.uuid(), ada.row.id];
    expect(await Promise.all(ids.map((id) => store.identities.delete(id)))).toEqual([true, true, false, false]);
    expect(await store.identities.getByIdentifier('code', value)).toEqual(alan.row);
    await create(ada);
    await create(grace);
  });

  test('a deletion takes with it what another process adds at that moment', async () => {
    const other = await place.open();
    for (let round = 0; round < 10; round++) {
      const previous = await create(anIdentity());
      const next = anIdentity(undefined, { id: previous.row.id });
      await Promise.all([other.identities.replace(next, previous), store.identities.delete(previous.row.id)]);
      expect(await store.identities.get(previous.row.id)).toBeUndefined();
      await create(previous);
      await create({ ...next, row: { ...next.row, id: random.uuid() } });
    }
    await other.close();
  });

  test('a replacement of a deleted identity is stale', async () => {
    const previous = await create(anIdentity());
    expect(await store.identities.delete(previous.row.id)).toBe(true);
    expect(await store.identities.replace(previous, previous)).toBe('stale');
    expect(await store.identities.delete(previous.row.id)).toBe(false);
  });

  test('deleting frees the unique values beside a text that no column can hold', async () => {
    const value = random.uuid();
    const [identifiers, addresses] = [[{ type: 'password', identifier: value }], [anAddress('recovery', value)]];
    const documents = documentsOf(identifiers, addresses);
    const recoveryAddresses = documents.recoveryAddresses.replace('}', String.raw`,"note":"\u0000 \\u0000"}`) as JsonText;
    const write = await create(bareIdentity({ recoveryAddresses }, identifiers, addresses));
    expect(await store.identities.delete(write.row.id)).toBe(true);
    await create(write);
  });

  test('deleting frees the unique values', async () => {
    const write = await create(anIdentity(undefined, { externalId: random.uuid() }));
    await store.identities.delete(write.row.id);
    await create(write);
  });

  test('identifiers are found by the types that can be searched, each identity once', async () => {
    const [low, high] = [`${random.uuid()}@example.org`, `Mixed:${random.uuid()}`];
    const write = await create(
      bareIdentity({}, [
        { type: 'password', identifier: low },
        { type: 'webauthn', identifier: low },
        { type: 'code', identifier: low },
        { type: 'oidc', identifier: high },
      ]),
    );
    await create(
      bareIdentity({}, [
        { type: 'totp', identifier: low },
        { type: 'passkey', identifier: high },
      ]),
    );
    await create(
      bareIdentity({}, [
        { type: 'oidc', identifier: low },
        { type: 'password', identifier: high },
      ]),
    );
    const find = (filter: IdentityFilter) => store.identities.list(filter, { limit: 10 }).then(idsOf);
    const only = [write.row.id];
    expect(await find({ by: 'identifier', normalised: low, verbatim: high })).toEqual(only);
    expect(await find({ by: 'identifier', normalised: low, verbatim: 'none' })).toEqual(only);
    expect(await find({ by: 'identifier', normalised: 'none', verbatim: high })).toEqual(only);
    expect(await find({ by: 'identifier', normalised: 'none', verbatim: high.toLowerCase() })).toEqual([]);
    expect(await find({ by: 'prefix', normalised: low.slice(0, 30), exact: false, verbatim: 'none' })).toEqual(only);
    expect(await find({ by: 'prefix', normalised: low.slice(0, 30), exact: true, verbatim: high.slice(0, 30) })).toEqual(only);
    expect(await find({ by: 'prefix', normalised: low.slice(0, 30), exact: true, verbatim: 'none' })).toEqual([]);
    expect(await find({ by: 'prefix', normalised: low, exact: true, verbatim: 'none' })).toEqual(only);
    expect(
      await store.identities.listWithConfigs({ by: 'identifier', normalised: low, verbatim: high }, { limit: 10 }),
    ).toMatchObject([{ id: write.row.id, configs: '{}' }]);
  });

  test('a prefix means its characters, in the order of bytes', async () => {
    const root = random.uuid();
    const names = ['_%a', '_%b', '_', 'x%a', '_%', '_%é', '_%😀', '_%\u{10FFFF}', '_&', 'A_%'];
    const writes = names.map((name) => bareIdentity({}, [{ type: 'password', identifier: `${root}${name}` }]));
    await create(...writes);
    const found = await store.identities.list(
      { by: 'prefix', normalised: `${root}_%`, exact: false, verbatim: 'none' },
      { limit: 50 },
    );
    const wanted = writes.filter((_write, i) => names[i]?.startsWith('_%'));
    expect(idsOf(found)).toEqual(idsOf(wanted.map(({ row }) => row)).toSorted());
  });

  test('pages of every filter go on after an id and leave out an offset', async () => {
    const organizationId = random.uuid();
    const prefix = random.uuid();
    const writes = Array.from({ length: 7 }, (_n, i) =>
      bareIdentity({ organizationId }, [
        { type: 'password', identifier: `${prefix}${i}` },
        { type: 'code', identifier: `${prefix}${i}` },
      ]),
    );
    await create(...writes);
    await create(anIdentity());
    const ids = idsOf(writes.map(({ row }) => row)).toSorted();
    const filters: IdentityFilter[] = [
      { by: 'ids', ids: [...ids, ...ids, random.uuid()] },
      { by: 'organization', id: organizationId },
      { by: 'prefix', normalised: prefix, exact: false, verbatim: 'none' },
    ];
    for (const filter of filters) {
      const pages: string[] = [];
      for (let after = ''; ; ) {
        const page = idsOf(await store.identities.list(filter, { limit: 3, ...(after !== '' && { after }) }));
        pages.push(...page);
        if (page.length < 3) break;
        after = page[2] as string;
      }
      expect(pages, filter.by).toEqual(ids);
      expect(idsOf(await store.identities.list(filter, { limit: 2, offset: 4 })), filter.by).toEqual(ids.slice(4, 6));
    }
  });

  test('U+0000 is refused where it cannot be stored', async () => {
    const unstorable = expect.objectContaining({ code: 'text_unstorable' });
    await expect(store.identities.create([bareIdentity({}, [{ type: 'password', identifier: 'a\0' }])])).rejects.toEqual(
      unstorable,
    );
    await expect(store.identities.getByExternalId('\0')).rejects.toEqual(unstorable);
    await expect(store.identities.list({ by: 'identifier', normalised: '\0', verbatim: '' }, { limit: 1 })).rejects.toEqual(
      unstorable,
    );
    const previous = await create(bareIdentity());
    await expect(store.identities.replace({ ...previous, addresses: [anAddress('recovery', '\0')] }, previous)).rejects.toEqual(
      unstorable,
    );
  });

  test('networks do not see each other', async () => {
    const write = await create(anIdentity(undefined, { externalId: random.uuid() }));
    const other = await place.open(random.uuid());
    try {
      expect(await other.identities.count()).toBe(0);
      expect(await other.identities.get(write.row.id)).toBeUndefined();
      expect(await other.identities.getByExternalId(write.row.externalId ?? '')).toBeUndefined();
      expect(await other.identities.delete(write.row.id)).toBe(false);
      expect(await other.identities.replace(write, write)).toBe('stale');
      expect(await other.identities.create([write])).toEqual(['created']);
      expect(await other.identities.delete(write.row.id)).toBe(true);
      expect(await store.identities.get(write.row.id)).toBeDefined();
    } finally {
      await other.close();
    }
  });

  test('what was acknowledged is there when the database is opened again', async () => {
    const write = await create(anIdentity());
    const again = await place.open();
    expect(await again.identities.getWithConfigs(write.row.id)).toEqual(write.row);
    await again.close();
  });
});
