import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, wanted } from '../../http/server-under-test.ts';
import { EMPTY_DATABASES } from '../../server/empty-databases.ts';
import { NEW_PASSWORD, PASSWORD, type Scene, setScene, UI } from './scene.ts';
import { told, type VisitorKind, type WireSettings } from './visitor.ts';

const KINDS: readonly VisitorKind[] = ['native', 'app', 'page'];

describe.each(EMPTY_DATABASES)('a new password on %s', (_, make) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(make);
  });
  afterAll(() => scene.close());

  test('takes the place of the old one; sessions go on', async () => {
    for (const kind of KINDS) {
      const person = await scene.person();
      const other = await scene.visit('native', person);
      const visitor = await scene.visit(kind, person);
      const { id } = await visitor.begin();
      const answer = await visitor.submit(id, { method: 'password', password: NEW_PASSWORD });
      expect(answer.status, answer.text).toBe(kind === 'page' ? 303 : 200);
      const saved = await visitor.fetch(id);
      expect(told(saved)).toEqual(['1050001']);
      expect(JSON.stringify(saved)).not.toContain(NEW_PASSWORD);
      const email = String(person.traits.email);
      expect([await scene.signsIn(email, PASSWORD), await scene.signsIn(email, NEW_PASSWORD)]).toEqual([false, true]);
      for (const one of [visitor, other]) expect((await one.get('/sessions/whoami')).status).toBe(200);
      const whoami = (await visitor.get('/sessions/whoami')).json<{ authentication_methods: unknown[] }>();
      expect(whoami.authentication_methods).toHaveLength(1);
    }
  });

  test('must be another one, and a good one', async () => {
    const person = await scene.person();
    for (const kind of ['native', 'app'] as const) {
      const visitor = await scene.visit(kind, person);
      const { id } = await visitor.begin();
      for (const [password, message] of [
        [PASSWORD, '4000039'],
        ['short', '4000032'],
        [String(person.traits.email), '4000031'],
        ['', '4000002'],
      ] as const) {
        const refused = wanted<WireSettings>(await visitor.submit(id, { method: 'password', password }), 400);
        expect(told(refused)).toEqual([`password ${message}`]);
        expect(JSON.stringify(refused.ui.nodes.filter(({ group }) => group === 'password'))).not.toContain(`"${password}"`);
      }
    }
    const page = await scene.visit('page', person);
    const { id } = await page.begin();
    expect((await page.submit(id, { method: 'password', password: 'short' })).headers.location).toBe(`${UI}/settings?flow=${id}`);
    expect(told(await page.fetch(id))).toEqual(['password 4000032']);
    expect(await scene.signsIn(String(person.traits.email), PASSWORD)).toBe(true);
  });

  test('is the first one of an identity that had none', async () => {
    const person = await scene.person({ credentials: {} });
    const native = await scene.visit('native', person);
    const { id } = await native.begin();
    wanted(await native.submit(id, { method: 'password', password: NEW_PASSWORD }), 200);
    expect(await scene.signsIn(String(person.traits.email), NEW_PASSWORD)).toBe(true);
    expect((await scene.get(person.id)).credentials?.password?.identifiers).toEqual([person.traits.email]);
  });

  test('needs a name to sign in with', async () => {
    const native = await scene.visit('native', await scene.person({ schema_id: 'bare', traits: { a: 1 }, credentials: {} }));
    const { id } = await native.begin();
    const refused = wanted<WireSettings>(await native.submit(id, { method: 'password', password: NEW_PASSWORD }), 400);
    expect(told(refused)).toEqual(['4000009']);
  });

  test('is not taken from another page', async () => {
    const person = await scene.person();
    const app = await scene.visit('app', person);
    const { id } = await app.begin();
    const forged = await app.submit(id, { method: 'password', password: NEW_PASSWORD, csrf_token: 'forged' });
    expect(failure(forged, 403).id).toBe('security_csrf_violation');
    expect(await scene.signsIn(String(person.traits.email), PASSWORD)).toBe(true);
  });
});

describe.each(EMPTY_DATABASES)('what follows a new password, on %s', (_, make) => {
  let scene: Scene;
  beforeAll(async () => {
    const password = { hooks: [{ hook: 'revoke_active_sessions' }], default_browser_return_url: `${UI}/done` };
    scene = await setScene(make, {
      selfservice: { flows: { settings: { after: { password, default_browser_return_url: `${UI}/saved` } } } },
    });
  });
  afterAll(() => scene.close());

  test('all other sessions end where that is configured', async () => {
    for (const kind of KINDS) {
      const person = await scene.person();
      const others = [await scene.visit('native', person), await scene.visit('app', person)];
      const visitor = await scene.visit(kind, person);
      const { id } = await visitor.begin();
      await visitor.submit(id, { method: 'password', password: 'short' });
      for (const other of others) expect((await other.get('/sessions/whoami')).status).toBe(200);
      const answer = await visitor.submit(id, { method: 'password', password: NEW_PASSWORD });
      expect(answer.status, answer.text).toBe(kind === 'page' ? 303 : 200);
      for (const other of others) expect((await other.get('/sessions/whoami')).status).toBe(401);
      expect((await visitor.get('/sessions/whoami')).status).toBe(200);
    }
  });

  test('a browser goes where the method says, or the flow, or who began it', async () => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    const flow = await page.begin();
    const profile = { method: 'profile', 'traits.email': String(person.traits.email) };
    expect((await page.submit(flow.id, profile)).headers.location).toBe(`${UI}/saved`);
    const password = { method: 'password', password: NEW_PASSWORD };
    expect((await page.submit(flow.id, password)).headers.location).toBe(`${UI}/done`);
    const own = await page.begin(`?return_to=${encodeURIComponent(`${UI}/here`)}`);
    expect((await page.submit(own.id, { ...password, password: PASSWORD })).headers.location).toBe(`${UI}/here`);
  });
});

describe('passwords that are switched off', () => {
  test('are not found', async () => {
    const [[, make] = []] = EMPTY_DATABASES;
    if (!make) throw new Error('there is no database');
    const scene = await setScene(make, { selfservice: { methods: { password: { enabled: false } } } });
    try {
      const native = await scene.visit('native', await scene.person());
      const { id, ui } = await native.begin();
      expect(ui.nodes.some(({ group }) => group === 'password')).toBe(false);
      failure(await native.submit(id, { method: 'password', password: NEW_PASSWORD }), 404);
    } finally {
      await scene.close();
    }
  });
});
