import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonText } from '../../src/json/json-text.ts';
import { type Timestamp, timestampOf } from '../../src/lib/clock.ts';
import type { NewSession, SessionRow } from '../../src/store/session-store.ts';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random } from './databases.ts';
import { anIdentity, aSession, EARLY, hex, LATE, MIDDLE } from './samples.ts';

const rowOf = ({ tokenHash: _token, ...row }: NewSession): SessionRow => row;
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const at = (second: number): Timestamp => timestampOf(1_750_000_000_000_000 + second * 1_000_000);

describe.each(DATABASES)('sessions on %s', (_, make) => {
  let place: Place;
  let store: Store;

  beforeAll(async () => {
    place = await make();
  });
  afterAll(() => place.remove());

  /** A network of its own for each test. */
  async function withStore(work: (identityId: string) => Promise<void>) {
    store = await place.open(random.uuid());
    try {
      await work(await newIdentity());
    } finally {
      await store.close();
    }
  }
  async function newIdentity() {
    const write = anIdentity();
    expect(await store.identities.create([write])).toEqual(['created']);
    return write.row.id;
  }
  async function create(...sessions: NewSession[]) {
    for (const session of sessions) await store.sessions.create(session);
  }

  test('what was stored is read back in every column', () =>
    withStore(async (identityId) => {
      const session = aSession(identityId, { active: false, aal: 'aal2' });
      await create(session);
      expect(await store.sessions.get(session.id)).toEqual(rowOf(session));
      expect(await store.sessions.get(random.uuid())).toBeUndefined();
    }));

  test('a session of an identity that is gone is refused, and so is a token that exists', () =>
    withStore(async (identityId) => {
      await expect(store.sessions.create(aSession(random.uuid()))).rejects.toMatchObject({ code: 'identity_unknown' });
      const session = aSession(identityId);
      await create(session);
      await expect(store.sessions.create(aSession(identityId, { tokenHash: session.tokenHash }))).rejects.toMatchObject({
        kind: 'unique',
      });
    }));

  test('of many at once each is stored, or left out because its id, its token or its owner is not free or not there', () =>
    withStore(async (identityId) => {
      const [known, one, two] = [
        aSession(identityId),
        aSession(identityId),
        aSession(identityId, { active: false, aal: 'aal2' }),
      ];
      await create(known);
      const sameId = aSession(identityId, { id: known.id });
      const sameToken = aSession(identityId, { tokenHash: known.tokenHash });
      const sessions = [one, sameId, sameToken, aSession(random.uuid()), two, one];
      expect(await store.sessions.createMany(sessions)).toEqual([true, false, false, false, true, false]);
      expect(await store.sessions.get(two.id)).toEqual(rowOf(two));
      expect((await store.sessions.findByToken(one.tokenHash))?.session).toEqual(rowOf(one));
      expect(await store.sessions.get(known.id)).toEqual(rowOf(known));
      expect(await store.sessions.createMany([])).toEqual([]);
    }));

  test('lists run from the newest to the oldest, then by id, page by page', () =>
    withStore(async (identityId) => {
      const sessions = [1, 3, 2, 2, 2, 0].map((second) => aSession(identityId, { createdAt: at(second) }));
      await create(...sessions);
      const wanted = idsOf(
        sessions.toSorted((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1)),
      );
      const pages: string[] = [];
      for (let after: SessionRow | undefined; ; ) {
        const page = await store.sessions.list({ limit: 2, ...(after && { after }) });
        pages.push(...idsOf(page));
        after = page.at(-1);
        if (!after) break;
      }
      expect(pages).toEqual(wanted);
      const { sessions: some, total } = await store.sessions.listOfIdentity(identityId, { offset: 1, limit: 3 });
      expect(idsOf(some)).toEqual(wanted.slice(1, 4));
      expect(total).toBe(6);
      expect(await store.sessions.listOfIdentity(random.uuid(), { offset: 0, limit: 3 })).toEqual({ sessions: [], total: 0 });
    }));

  test('a session is active until it is revoked or its time has come', () =>
    withStore(async (identityId) => {
      const [good, expired, revoked, ending] = [
        aSession(identityId),
        aSession(identityId, { expiresAt: EARLY }),
        aSession(identityId, { active: false }),
        aSession(identityId, { expiresAt: MIDDLE }),
      ];
      await create(good, expired, revoked, ending);
      for (const [active, wanted] of [
        [true, [good]],
        [false, [expired, revoked, ending]],
      ] as const) {
        const filter = { active, at: MIDDLE };
        const ids = idsOf(wanted).toSorted();
        expect(idsOf(await store.sessions.list({ active: filter, limit: 10 })).toSorted()).toEqual(ids);
        const found = await store.sessions.listOfIdentity(identityId, { active: filter, offset: 0, limit: 10 });
        expect(idsOf(found.sessions).toSorted()).toEqual(ids);
        expect(found.total).toBe(ids.length);
      }
    }));

  test('is found by its token with its identity, in whatever state both are', () =>
    withStore(async (identityId) => {
      const [session, other] = [aSession(identityId, { active: false, expiresAt: EARLY }), aSession(await newIdentity())];
      await create(session, other);
      expect(await store.sessions.findByToken(session.tokenHash)).toEqual({
        session: rowOf(session),
        identity: await store.identities.get(identityId),
      });
      expect((await store.sessions.findByToken(other.tokenHash))?.session.id).toBe(other.id);
      expect(await store.sessions.findByToken(session.id)).toBeUndefined();
      await store.identities.delete(identityId);
      expect(await store.sessions.findByToken(session.tokenHash)).toBeUndefined();
    }));

  test('another factor changes what it has to and nothing else, unless the session was revoked', () =>
    withStore(async (identityId) => {
      const session = aSession(identityId);
      await create(session);
      const changes = {
        aal: 'aal2',
        authenticationMethods: '[1,2]' as JsonText,
        authenticatedAt: MIDDLE,
        expiresAt: EARLY,
        updatedAt: LATE,
      } as const;
      const next = { ...rowOf(session), ...changes, devices: '[1]' as JsonText, issuedAt: EARLY, identityId: random.uuid() };
      expect(await store.sessions.update(next)).toBe(true);
      expect(await store.sessions.get(session.id)).toEqual({ ...rowOf(session), ...changes });
      await store.sessions.disable(session.id, LATE);
      expect(await store.sessions.update({ ...next, aal: 'aal1' })).toBe(false);
      expect(await store.sessions.get(session.id)).toMatchObject({ active: false, aal: 'aal2' });
      expect(await store.sessions.update({ ...next, id: random.uuid() })).toBe(false);
    }));

  test('those of an identity are listed without the one that asks', () =>
    withStore(async (identityId) => {
      const sessions = [3, 2, 1].map((second) => aSession(identityId, { createdAt: at(second) }));
      await create(...sessions);
      const [first, second, third] = idsOf(sessions);
      const page = await store.sessions.listOfIdentity(identityId, { except: second as string, offset: 0, limit: 10 });
      expect([idsOf(page.sessions), page.total]).toEqual([[first, third], 2]);
      const active = { active: true, at: EARLY } as const;
      const last = await store.sessions.listOfIdentity(identityId, { active, except: first as string, offset: 1, limit: 1 });
      expect([idsOf(last.sessions), last.total]).toEqual([[third], 2]);
    }));

  test('are revoked by token, by identity, and all but one', () =>
    withStore(async (identityId) => {
      const sessions = [1, 2, 3].map(() => aSession(identityId));
      const [one, two, three] = sessions as [NewSession, NewSession, NewSession];
      const stranger = aSession(await newIdentity());
      await create(...sessions, stranger);
      const actives = async () => idsOf(await store.sessions.list({ active: { active: true, at: EARLY }, limit: 10 })).toSorted();

      expect(await store.sessions.disableByToken(one.tokenHash, LATE)).toBe(true);
      expect(await store.sessions.disableByToken(one.tokenHash, LATE)).toBe(true);
      expect(await store.sessions.disableByToken(hex(), LATE)).toBe(false);
      expect(await store.sessions.disableOf(identityId, stranger.id, LATE)).toBe(false);
      expect(await actives()).toEqual(idsOf([two, three, stranger]).toSorted());
      expect(await store.sessions.disableOf(identityId, two.id, LATE)).toBe(true);
      expect(await store.sessions.disableOthers(identityId, three.id, LATE)).toBe(2);
      expect(await actives()).toEqual(idsOf([three, stranger]).toSorted());
      expect(await store.sessions.disableOthers(identityId, undefined, LATE)).toBe(3);
      expect(await actives()).toEqual([stranger.id]);
    }));

  test('disabling', () =>
    withStore(async (identityId) => {
      const session = aSession(identityId);
      await create(session);
      expect(await store.sessions.disable(session.id, LATE)).toBe(true);
      expect(await store.sessions.disable(session.id, LATE)).toBe(true);
      expect(await store.sessions.disable(random.uuid(), LATE)).toBe(false);
      expect(await store.sessions.get(session.id)).toEqual({ ...rowOf(session), active: false, updatedAt: LATE });
    }));

  test('extending moves an expiry that is near, once', () =>
    withStore(async (identityId) => {
      const session = aSession(identityId, { expiresAt: EARLY });
      await create(session);
      const extended = { ...rowOf(session), expiresAt: LATE, updatedAt: at(9) };
      const results = await Promise.all(
        [1, 2, 3].map(() => store.sessions.extend(session.id, { ifBefore: MIDDLE, to: LATE, at: at(9) })),
      );
      expect(results).toEqual([extended, extended, extended]);
      expect(await store.sessions.extend(session.id, { ifBefore: LATE, to: EARLY, at: at(10) })).toEqual(extended);
      expect(await store.sessions.extend(random.uuid(), { ifBefore: LATE, to: LATE, at: at(10) })).toBeUndefined();
    }));

  test('many are revoked and removed by identity, by id, or all up to a limit', () =>
    withStore(async (one) => {
      const two = await newIdentity();
      const sessions = [one, one, one, two, two].map((id) => aSession(id));
      const [first, , , fourth] = idsOf(sessions);
      await create(...sessions);
      expect(
        await store.sessions.disableMany({ by: 'sessions', ids: [first as string, fourth as string, random.uuid()] }, LATE),
      ).toBe(2);
      expect(await store.sessions.disableMany({ by: 'identities', ids: [one] }, LATE)).toBe(2);
      expect(await store.sessions.disableMany({ by: 'all', limit: 10 }, LATE)).toBe(1);
      expect(await store.sessions.list({ active: { active: true, at: EARLY }, limit: 10 })).toEqual([]);
      expect(await store.sessions.disableMany({ by: 'sessions', ids: [] }, LATE)).toBe(0);
      expect(await store.sessions.deleteMany({ by: 'sessions', ids: [first as string] })).toBe(1);
      expect(await store.sessions.deleteMany({ by: 'identities', ids: [two, random.uuid()] })).toBe(2);
      expect(await store.sessions.deleteMany({ by: 'all', limit: 1 })).toBe(1);
      expect(await store.sessions.list({ limit: 10 })).toHaveLength(1);
    }));

  test('revoking all takes exactly as many as the limit allows', () =>
    withStore(async (identityId) => {
      await create(...Array.from({ length: 5 }, (_n, i) => aSession(identityId, { active: i !== 2 })));
      expect(await store.sessions.disableMany({ by: 'all', limit: 3 }, LATE)).toBe(3);
      expect(await store.sessions.list({ active: { active: true, at: EARLY }, limit: 10 })).toHaveLength(1);
    }));

  test('networks do not see each other', () =>
    withStore(async (identityId) => {
      const session = aSession(identityId);
      await create(session);
      const other = await place.open(random.uuid());
      expect(await other.sessions.get(session.id)).toBeUndefined();
      expect(await other.sessions.list({ limit: 10 })).toEqual([]);
      expect(await other.sessions.findByToken(session.tokenHash)).toBeUndefined();
      expect(await other.sessions.update(rowOf(session))).toBe(false);
      expect(await other.sessions.disableByToken(session.tokenHash, LATE)).toBe(false);
      expect(await other.sessions.disableOthers(identityId, undefined, LATE)).toBe(0);
      expect(await other.sessions.disable(session.id, LATE)).toBe(false);
      expect(await other.sessions.disableMany({ by: 'all', limit: 10 }, LATE)).toBe(0);
      expect(await other.sessions.deleteMany({ by: 'identities', ids: [identityId] })).toBe(0);
      await other.close();
    }));
});
