import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../../http/people.ts';
import { failure, wanted } from '../../http/server-under-test.ts';
import type { WireIdentity } from '../../http/wire.ts';
import { EMPTY_DATABASES } from '../../server/empty-databases.ts';
import { NEW_PASSWORD, PASSWORD, type Scene, setScene, stale, UI } from './scene.ts';
import { shownIn, told, type Visitor, type VisitorKind, type WireSettings } from './visitor.ts';

const KINDS: readonly VisitorKind[] = ['native', 'app', 'page'];

/** Submits and looks at the form afterwards, whichever way it is shown. */
async function formAfter(visitor: Visitor, flow: WireSettings, fields: object, status: 200 | 400): Promise<WireSettings> {
  const answer = await visitor.submit(flow.id, fields);
  if (visitor.kind !== 'page') return wanted(answer, status);
  expect(answer).toMatchObject({ status: 303, headers: { location: `${UI}/settings?flow=${flow.id}` } });
  return visitor.fetch(flow.id);
}

const traitsFor = (kind: VisitorKind, traits: Record<string, string | number>) =>
  kind === 'page' ? Object.fromEntries(Object.entries(traits).map(([name, value]) => [`traits.${name}`, value])) : { traits };

describe.each(EMPTY_DATABASES)('a profile on %s', (_, make) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(make);
  });
  afterAll(() => scene.close());

  const emailOf = ({ traits }: WireIdentity) => String(traits.email);

  test('is saved, whoever asks', async () => {
    for (const kind of KINDS) {
      const person = await scene.person();
      const visitor = await scene.visit(kind, person);
      const flow = await visitor.begin();
      const saved = await formAfter(
        visitor,
        flow,
        { method: 'profile', ...traitsFor(kind, { email: emailOf(person), age: 41 }) },
        200,
      );
      expect(saved).toMatchObject({ id: flow.id, state: 'success', identity: { id: person.id, traits: { age: 41 } } });
      expect(told(saved)).toEqual(['1050001']);
      expect(shownIn(saved, 'traits.age')).toBe(41);
      expect((await scene.get(person.id)).traits).toMatchObject({ email: emailOf(person), age: 41 });
      expect(saved.continue_with).toEqual(
        kind === 'app' ? [{ action: 'redirect_browser_to', redirect_browser_to: `${UI}/settings?flow=${flow.id}` }] : undefined,
      );
      // The form belongs to a flow of its own, which can be submitted as well.
      const next = saved.ui.action.split('flow=')[1] ?? '';
      expect(next).not.toBe(flow.id);
      const again = await visitor.fetch(next);
      expect(again).toMatchObject({ state: 'show_form', request_url: flow.request_url });
      expect(told(again)).toEqual([]);
    }
  });

  test('gives a browser its cookie anew, and a native app none', async () => {
    for (const kind of KINDS) {
      const person = await scene.person();
      const visitor = await scene.visit(kind, person);
      const { id } = await visitor.begin();
      const before = visitor.cookies.get('ory_kratos_session');
      const csrf = [...visitor.cookies.keys()];
      const answer = await visitor.submit(id, { method: 'profile', ...traitsFor(kind, { email: emailOf(person) }) });
      const names = (answer.headers['set-cookie'] ?? []).map((text) => text.split('=')[0]);
      expect(names).toEqual(kind === 'native' ? [] : ['ory_kratos_session']);
      expect([...visitor.cookies.keys()]).toEqual(csrf);
      if (kind === 'native') continue;
      expect(visitor.cookies.get('ory_kratos_session')).not.toBe(before);
      await visitor.fetch(id);
    }
  });

  test('ends where it was to end', async () => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    const flow = await page.begin(`?return_to=${encodeURIComponent(`${UI}/here`)}`);
    const form = { method: 'profile', 'traits.email': emailOf(person) };
    expect(await page.submit(flow.id, form)).toMatchObject({ status: 303, headers: { location: `${UI}/here` } });
    const next = (await page.fetch(flow.id)).ui.action.split('flow=')[1] ?? '';
    expect((await page.submit(next, form)).headers.location).toBe(`${UI}/here`);
  });

  test('that does not fit the schema is told at its fields, and shown as it was sent', async () => {
    for (const kind of KINDS) {
      const person = await scene.person({ traits: { email: email(), name: { first: 'Ada' }, age: 36 } });
      const visitor = await scene.visit(kind, person);
      const flow = await visitor.begin();
      for (const age of [200, 300]) {
        const fields = { method: 'profile', ...traitsFor(kind, { email: 'nope', age }) };
        const refused = await formAfter(visitor, flow, fields, 400);
        expect(told(refused)).toEqual(['traits.email 4000040', 'traits.age 4000020']);
        expect(refused.state).toBe('show_form');
        expect(['email', 'age', 'name.first'].map((name) => shownIn(refused, `traits.${name}`))).toEqual([
          'nope',
          age,
          undefined,
        ]);
        expect(refused.identity.traits).toEqual(person.traits);
      }
      expect((await scene.get(person.id)).traits).toEqual(person.traits);
      const none = await formAfter(visitor, flow, { method: 'profile' }, 400);
      expect(told(none)).toEqual(['traits.email 4000002']);
      const good = { method: 'profile', ...traitsFor(kind, { email: emailOf(person), age: 37 }) };
      expect(told(await formAfter(visitor, flow, good, 200))).toEqual(['1050001']);
    }
  });

  test('keeps numbers to the last digit', async () => {
    const person = await scene.person({ schema_id: 'bare', traits: { a: 1 }, credentials: {} });
    const started = await scene.signing.signIn(person.id);
    const { id } = await scene.as('native', started).begin();
    const exact = '{"a":12345678901234567890123,"z":1.10,"b":{"10":"ten","9":[1e2,"\\u00e9"]}}';
    const answer = await scene.open.send('POST', `/self-service/settings?flow=${id}`, {
      headers: { 'x-session-token': started.token },
      body: `{"method":"profile","traits":${exact}}`,
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.text).toContain(`"traits":${exact}`);
  });

  test('of which nothing is left is refused', async () => {
    const native = await scene.visit('native', await scene.person({ schema_id: 'bare', traits: { a: 1 }, credentials: {} }));
    const { id } = await native.begin();
    for (const fields of [{ method: 'profile' }, { method: 'profile', traits: {} }]) {
      const refused = wanted<WireSettings>(await native.submit(id, fields), 400);
      expect(refused.ui.messages).toMatchObject([{ id: 4000001, text: 'Did not receive any value changes.' }]);
    }
  });

  test('moves the state of verification along with the address', async () => {
    const [old, next] = [email(), email()];
    const person = await scene.person({
      traits: { email: old },
      verifiable_addresses: [{ value: old, via: 'email', verified: true, status: 'completed' }],
    });
    expect(person.verifiable_addresses).toMatchObject([{ value: old, verified: true }]);
    const native = await scene.visit('native', person);
    const { id } = await native.begin();
    wanted(await native.submit(id, { method: 'profile', traits: { email: old, age: 1 } }), 200);
    expect((await scene.get(person.id)).verifiable_addresses).toEqual(person.verifiable_addresses);
    const moved = wanted<WireSettings>(await native.submit(id, { method: 'profile', traits: { email: next } }), 200);
    expect(moved.identity.verifiable_addresses).toMatchObject([{ value: next, verified: false, status: 'pending' }]);
    expect(moved.identity.verifiable_addresses?.[0]).not.toHaveProperty('verified_at');
    expect(moved.identity.recovery_addresses).toMatchObject([{ value: next }]);
    expect(moved.identity.verifiable_addresses?.[0]?.id).not.toBe(person.verifiable_addresses?.[0]?.id);
    expect([await scene.signsIn(old, PASSWORD), await scene.signsIn(next, PASSWORD)]).toEqual([false, true]);
  });

  test('with an address that somebody else has is refused on the form', async () => {
    const [person, other] = [await scene.person(), await scene.person()];
    for (const kind of KINDS) {
      const visitor = await scene.visit(kind, person);
      const flow = await visitor.begin();
      const fields = { method: 'profile', ...traitsFor(kind, { email: emailOf(other) }) };
      for (let times = 0; times < 2; times++) expect(told(await formAfter(visitor, flow, fields, 400))).toEqual(['4000007']);
    }
    expect((await scene.get(person.id)).traits).toEqual(person.traits);
  });

  test('without the token against forged requests is not taken', async () => {
    const person = await scene.person();
    const fields = { method: 'profile', traits: { email: emailOf(person), age: 1 }, csrf_token: 'forged' };
    const app = await scene.visit('app', person);
    const { id } = await app.begin();
    expect(failure(await app.submit(id, fields), 403).id).toBe('security_csrf_violation');
    const page = await scene.visit('page', person);
    const own = await page.begin();
    const form = { method: 'profile', 'traits.email': emailOf(person), csrf_token: '' };
    expect((await page.submit(own.id, form)).headers.location).toMatch(new RegExp(`^${UI}/error\\?id=`));
    const query = new URLSearchParams(form);
    expect((await page.get(`/self-service/settings?flow=${own.id}&${query}`)).headers.location).toMatch(/\/error\?id=/);
    expect((await scene.get(person.id)).traits).toEqual(person.traits);
  });

  test('is taken from a native app only without cookies and origins', async () => {
    const person = await scene.person();
    const started = await scene.signing.signIn(person.id);
    const native = scene.as('native', started);
    const { id } = await native.begin();
    for (const [name, value] of [
      ['origin', 'https://app.example.org'],
      ['cookie', 'a=b'],
    ] as const) {
      const answer = await scene.open.send('POST', `/self-service/settings?flow=${id}`, {
        headers: { 'x-session-token': started.token, [name]: value },
        json: { method: 'profile', traits: { email: emailOf(person), age: 1 } },
      });
      expect(wanted<WireSettings>(answer, 400).ui.messages).toMatchObject([{ id: 4000001 }]);
    }
    expect((await scene.get(person.id)).traits).toEqual(person.traits);
  });

  test('a submission for no method, and one that cannot be read', async () => {
    const native = await scene.visit('native', await scene.person());
    const { id } = await native.begin();
    for (const method of ['nonsense', '', 'totp']) {
      expect(told(wanted(await native.submit(id, { method }), 400))).toEqual(['4010004']);
    }
    const odd = wanted<WireSettings>(await native.post(`/self-service/settings?flow=${id}`, ['method', 'profile']), 400);
    expect(odd.ui.messages).toMatchObject([{ id: 4010004 }]);
  });

  test('by query is taken from pages', async () => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    const flow = await page.begin();
    const query = new URLSearchParams({
      method: 'profile',
      'traits.email': emailOf(person),
      'traits.age': '7',
      csrf_token: String(shownIn(flow, 'csrf_token')),
    });
    const answer = await page.get(`/self-service/settings?flow=${flow.id}&${query}`);
    expect(answer).toMatchObject({ status: 303, headers: { location: `${UI}/settings?flow=${flow.id}` } });
    expect((await scene.get(person.id)).traits).toMatchObject({ age: 7 });
  });

  test('changes at the same time: both are kept, or one is told', async () => {
    const person = await scene.person();
    const visitors = await Promise.all(Array.from({ length: 6 }, () => scene.visit('native', person)));
    const flows = await Promise.all(visitors.map((visitor) => visitor.begin()));
    const answers = await Promise.all([
      ...visitors
        .slice(0, 5)
        .map((visitor, age) =>
          visitor.submit(flows[age]?.id ?? '', { method: 'profile', traits: { email: emailOf(person), age } }),
        ),
      visitors[5]?.submit(flows[5]?.id ?? '', { method: 'password', password: NEW_PASSWORD }),
      scene.admin.send('PATCH', `/admin/identities/${person.id}`, {
        json: [{ op: 'add', path: '/metadata_public', value: { a: 1 } }],
      }),
    ]);
    const profiles = answers.slice(0, 5).map((answer) => answer?.status);
    expect(answers.slice(5).map((answer) => answer?.status)).toEqual([200, 200]);
    const stored = await scene.get(person.id);
    expect(stored.metadata_public).toEqual({ a: 1 });
    expect(await scene.signsIn(emailOf(person), NEW_PASSWORD)).toBe(true);
    // Whoever was not told has either been the last one, or had the one before in view.
    expect(profiles[Number(stored.traits.age)]).toBe(200);
    for (const [age, status] of profiles.entries()) {
      if (status === 200) continue;
      expect(answers[age]?.json<WireSettings>().ui.messages).toMatchObject([
        { id: 4000001, text: expect.stringContaining('changed by another request') },
      ]);
    }
  });

  test('of an old session may not touch addresses, everything else it may', async () => {
    const person = await scene.person();
    const native = await scene.visit('native', person, stale());
    const { id } = await native.begin();
    expect((await native.submit(id, { method: 'profile', traits: { email: emailOf(person), age: 5 } })).status).toBe(200);
    const refused = await native.submit(id, { method: 'profile', traits: { email: email() } });
    expect(failure(refused, 403).id).toBe('session_refresh_required');
    expect((await scene.get(person.id)).traits).toMatchObject({ email: emailOf(person), age: 5 });
  });
});

describe('profiles that are switched off', () => {
  test('are not found', async () => {
    const [[, make] = []] = EMPTY_DATABASES;
    if (!make) throw new Error('there is no database');
    const scene = await setScene(make, { selfservice: { methods: { profile: { enabled: false } } } });
    try {
      const app = await scene.visit('app', await scene.person());
      const flow = await app.begin();
      expect(flow.ui.nodes.map(({ attributes }) => attributes.name).sort()).toEqual(['csrf_token', 'method', 'password']);
      const error = failure(await app.submit(flow.id, { method: 'profile', traits: {} }), 404);
      expect(error.reason).toContain('was disabled by system administrator');
    } finally {
      await scene.close();
    }
  });
});
