import { beforeEach, describe, expect, test } from 'vitest';
import { createSealedCookie } from '../cipher/sealed-cookie.ts';
import { createSignedCookie } from '../cipher/signed-cookie.ts';
import type { JsonText } from '../json/json-text.ts';
import { microsOf, now, type Timestamp, timestampOf, wireTime } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { NewSession, SessionRow, SessionStore } from '../store/session-store.ts';
import type { AuthenticationMethod, Caller, StartedSession } from './session.ts';
import { createSessionCookie } from './session-cookie.ts';
import { createSessions, type Sessions } from './sessions.ts';

const START = 1_750_000_000_000_000;
const MINUTE = 60_000_000;
const ORGANIZATION = '7d6a5c1e-6a0e-4a55-9bfb-0d8d6b7f3f10';

let micros: number;
let rows: Map<string, NewSession>;
let people: Map<string, IdentityRow>;
let sessions: Sessions;
const clock = { micros: () => micros };
const random = createSystemRandom();
const CLIENT = { ip: '203.0.113.7', userAgent: 'curl/8', location: '' };
const COOKIE = 'ory_kratos_session';

const password = (): AuthenticationMethod => ({ method: 'password', aal: 'aal1', completed_at: wireTime(now(clock)) });
const totp = (): AuthenticationMethod => ({ method: 'totp', aal: 'aal2', completed_at: wireTime(now(clock)) });

/** The part of a store that sessions need, in memory. */
const store = {
  async create(session: NewSession) {
    rows.set(session.id, session);
  },
  async findByToken(hash: string) {
    const row = [...rows.values()].find(({ tokenHash }) => tokenHash === hash);
    if (!row) return undefined;
    const { tokenHash: _hash, ...session } = row;
    const identity = people.get(row.identityId);
    return identity && { session, identity };
  },
  async update(session: SessionRow) {
    const row = rows.get(session.id);
    if (!row?.active) return false;
    rows.set(session.id, { ...row, ...session });
    return true;
  },
} as unknown as SessionStore;

function open(options: { persistent?: boolean; secrets?: string[] } = {}): Sessions {
  const { persistent = true, secrets = ['a-secret-of-some-length'] } = options;
  const codec = { name: COOKIE, secrets, clock, maxAgeMs: 3_600_000 };
  const reading = { sealed: createSealedCookie({ ...codec, random }), signed: createSignedCookie(codec) };
  return createSessions({
    store,
    clock,
    random,
    cookie: createSessionCookie({ ...reading, attributes: { path: '/', secure: true, sameSite: 'Lax' }, persistent, clock }),
    settings: { lifespanMs: 3_600_000, organizationLifespansMs: { [ORGANIZATION]: 60_000 } },
  });
}

function aPerson(changes: Partial<IdentityRow> = {}): IdentityRow {
  const identity = { id: random.uuid(), state: 'active', availableAal: 'aal1', ...changes } as IdentityRow;
  people.set(identity.id, identity);
  return identity;
}

async function signIn(identity = aPerson(), methods = [password()]): Promise<StartedSession> {
  const started = sessions.start(identity, methods, CLIENT);
  await sessions.save(started);
  return started;
}

const pairOf = (setCookie: string) => setCookie.split(';')[0] ?? '';
const cookieValueOf = (setCookie: string) => pairOf(setCookie).slice(COOKIE.length + 1);

beforeEach(() => {
  micros = START;
  rows = new Map();
  people = new Map();
  sessions = open();
});

describe('a session that begins', () => {
  test('has an id, a token and times of its own', () => {
    const identity = aPerson();
    const [one, other] = [sessions.start(identity, [password()], CLIENT), sessions.start(identity, [password()], CLIENT)];
    expect(one).toMatchObject({ isNew: true, token: expect.stringMatching(/^ory_st_[A-Za-z0-9]{32}$/) });
    expect([one.token === other.token, one.session.id === other.session.id]).toEqual([false, false]);
    const at = timestampOf(START);
    expect(one.session).toMatchObject({
      identityId: identity.id,
      active: true,
      aal: 'aal1',
      issuedAt: at,
      authenticatedAt: at,
      createdAt: at,
      updatedAt: at,
      expiresAt: timestampOf(START + 60 * MINUTE),
    });
    expect(JSON.parse(one.session.authenticationMethods)).toEqual([password()]);
    expect(JSON.parse(one.session.devices)).toEqual([
      { id: expect.any(String), ip_address: '203.0.113.7', user_agent: 'curl/8', location: '' },
    ]);
  });

  test('keeps no token in the store', async () => {
    const { token } = await signIn();
    expect(JSON.stringify([...rows.values()])).not.toContain(token.slice(7));
  });

  test('is refused to an identity that is disabled', () => {
    const identity = aPerson({ state: 'inactive' });
    expect(() => sessions.start(identity, [password()], CLIENT)).toThrow(
      expect.objectContaining({ code: 'identity_disabled', details: expect.objectContaining({ identity_id: identity.id }) }),
    );
  });

  test.each([
    [[{ organization: ORGANIZATION.toUpperCase() }], 1],
    [[{}, { organization: ORGANIZATION }], 1],
    [[{ organization: '00000000-0000-4000-8000-000000000000' }, { organization: ORGANIZATION }], 60],
    [[{ organization: 'acme' }], 60],
    [[{}], 60],
  ])('for %j lasts %d minutes', (organizations, minutes) => {
    const methods = organizations.map((one) => ({ ...password(), ...one }));
    const { session } = sessions.start(aPerson(), methods, CLIENT);
    expect(microsOf(session.expiresAt) - START).toBe(minutes * MINUTE);
  });
});

describe('another factor', () => {
  test('is appended; level and times are new, id and token stay', async () => {
    const { token, session } = await signIn();
    micros += 10 * MINUTE;
    const caller = await sessions.require({ 'x-session-token': token });
    const continued = sessions.continue(caller, totp(), CLIENT);
    expect(continued).toMatchObject({ isNew: false, token, session: { id: session.id, aal: 'aal2' } });
    await sessions.save(continued);
    const after = await sessions.require({ 'x-session-token': token });
    expect(after.session).toMatchObject({
      aal: 'aal2',
      authenticatedAt: timestampOf(micros),
      expiresAt: timestampOf(micros + 60 * MINUTE),
    });
    expect(JSON.parse(after.session.authenticationMethods)).toHaveLength(2);
  });

  test('does not bring back a session that was revoked meanwhile', async () => {
    const { token, session } = await signIn();
    const caller = await sessions.require({ 'x-session-token': token });
    rows.set(session.id, { ...(rows.get(session.id) as NewSession), active: false });
    await expect(sessions.save(sessions.continue(caller, totp(), CLIENT))).rejects.toMatchObject({ code: 'session_inactive' });
    expect(await sessions.find({ 'x-session-token': token })).toBeUndefined();
  });
});

describe('the session of a request', () => {
  test('cannot be used when it is unknown, revoked, expired, or its identity is disabled', async () => {
    const person = aPerson();
    const { token, session } = await signIn(person);
    const headers = { 'x-session-token': token };
    const row = rows.get(session.id) as NewSession;
    expect((await sessions.find(headers))?.identity).toBe(person);

    rows.set(session.id, { ...row, active: false });
    expect(await sessions.find(headers)).toBeUndefined();
    rows.set(session.id, row);
    people.set(person.id, { ...person, state: 'inactive' });
    expect(await sessions.find(headers)).toBeUndefined();
    people.set(person.id, person);
    micros = microsOf(row.expiresAt) - 1;
    expect(await sessions.find(headers)).toBeDefined();
    micros += 1;
    expect(await sessions.find(headers)).toBeUndefined();
    await expect(sessions.require(headers)).rejects.toMatchObject({
      code: 'session_inactive',
      status: 401,
    });
    await expect(sessions.require({})).rejects.toMatchObject({ code: 'session_inactive' });
  });

  test('X-Session-Token goes before X-Session-Cookie, the cookie and the bearer token, in this order', async () => {
    const all = [await signIn(), await signIn(), await signIn(), await signIn()] as const;
    const [own, forwarded, cookie, bearer] = all;
    const ways = [
      ['x-session-token', own.token],
      ['x-session-cookie', cookieValueOf(sessions.cookie(forwarded))],
      ['cookie', pairOf(sessions.cookie(cookie))],
      ['authorization', `bEaReR ${bearer.token}`],
    ] as const;
    for (const [first, started] of all.entries()) {
      const caller = await sessions.find(Object.fromEntries(ways.slice(first)));
      expect(caller?.session.id).toBe(started.session.id);
      expect([caller?.token, caller?.fromCookie]).toEqual([started.token, first === 2]);
    }
    expect(await sessions.find({ ...Object.fromEntries(ways), 'x-session-token': 'ory_st_unknown' })).toBeUndefined();
    expect((await sessions.find({ ...Object.fromEntries(ways), 'x-session-token': '' }))?.token).toBe(forwarded.token);
  });

  test.each(['Bearer', 'Bearer ', 'Bearer  x', 'Bearer x y', 'Basic x'])('%j is no bearer token', async (authorization) => {
    const { token } = await signIn();
    const headers = { authorization: authorization.replaceAll('x', token) };
    expect(sessions.carriesToken(headers)).toBe(false);
    expect(await sessions.find(headers)).toBeUndefined();
  });

  test('a cookie that cannot be read is none; the first one that can be is taken', async () => {
    const [one, other] = [await signIn(), await signIn()];
    const cookie = `${COOKIE}=nonsense; ${pairOf(sessions.cookie(one))}; ${pairOf(sessions.cookie(other))}`;
    expect((await sessions.find({ cookie }))?.token).toBe(one.token);
    const unknown = { cookie: pairOf(open({ secrets: ['another-secret-of-length'] }).cookie(one)) };
    expect(sessions.carriesToken(unknown)).toBe(false);
    expect((await sessions.find({ ...unknown, authorization: `Bearer ${other.token}` }))?.token).toBe(other.token);
  });
});

describe('the cookie', () => {
  test('lasts as long as the session, or as the browser', async () => {
    const started = await signIn();
    micros += 500_000;
    expect(sessions.cookie(started)).toMatch(
      /^ory_kratos_session=[\w-]+=; Path=\/; Expires=Sun, 15 Jun 2025 16:06:40 GMT; Max-Age=3599; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(open({ persistent: false }).cookie(started)).toMatch(
      /^ory_kratos_session=[\w-]+=; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(sessions.cookie(started)).not.toBe(sessions.cookie(started));
    expect(sessions.clearingCookie()).toMatch(
      /^ory_kratos_session=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; /,
    );
  });

  test('is renewed when the session ends later than it says', async () => {
    const started = await signIn();
    const cookie = pairOf(sessions.cookie(started));
    const renewed = async () => sessions.renewedCookie((await sessions.find({ cookie })) as Caller);
    expect(await renewed()).toBeUndefined();
    const row = rows.get(started.session.id) as NewSession;
    rows.set(row.id, { ...row, expiresAt: timestampOf(START + 120 * MINUTE) });
    const next = pairOf((await renewed()) ?? '');
    expect((await sessions.find({ cookie: next }))?.cookieExpiresAt).toBe(timestampOf(START + 120 * MINUTE));
    expect(sessions.renewedCookie((await sessions.find({ 'x-session-token': started.token })) as Caller)).toBeUndefined();
  });
});

test('what a session has to show', () => {
  const session = (aal: SessionRow['aal']) => ({ aal }) as SessionRow;
  const identity = (availableAal: IdentityRow['availableAal']) => ({ availableAal }) as IdentityRow;
  const satisfies = (aal: SessionRow['aal'], available: IdentityRow['availableAal']) =>
    (['aal1', 'highest_available'] as const).map((required) => sessions.satisfies(session(aal), identity(available), required));
  expect(satisfies('aal1', 'aal1')).toEqual([true, true]);
  expect(satisfies('aal1', 'aal2')).toEqual([true, false]);
  expect(satisfies('aal2', 'aal2')).toEqual([true, true]);
  expect(satisfies('aal1', 'aal0')).toEqual([true, true]);
  expect(satisfies('aal0', 'aal1')).toEqual([false, true]);
});

test('a session is privileged for a while after its last factor', () => {
  const session = { authenticatedAt: timestampOf(START) as Timestamp, authenticationMethods: '[]' as JsonText } as SessionRow;
  micros = START + MINUTE - 1;
  expect(sessions.isPrivileged(session, 60_000)).toBe(true);
  micros += 1;
  expect([sessions.isPrivileged(session, 60_000), sessions.isPrivileged(session, 0)]).toEqual([false, true]);
});

test('logout tokens', () => {
  const token = sessions.logoutToken('ory_st_a');
  expect(sessions.matchesLogoutToken('ory_st_a', token)).toBe(true);
  for (const wrong of ['', 'ory_lo_', sessions.logoutToken('ory_st_b'), 'ory_st_a'])
    expect(sessions.matchesLogoutToken('ory_st_a', wrong)).toBe(false);
});
