import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TOTP_URL } from '../../http/people.ts';
import { failure, wanted } from '../../http/server-under-test.ts';
import { EMPTY_DATABASES } from '../../server/empty-databases.ts';
import { type Scene, setScene, UI } from './scene.ts';
import type { WireSettings } from './visitor.ts';

const SETTINGS = '/self-service/settings';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const HERE = encodeURIComponent(`${UI}/here`);
const withTotp = { credentials: { totp: { config: { totp_url: TOTP_URL } } } };

describe.each(EMPTY_DATABASES)('who may see settings, on %s', (_, make) => {
  let scene: Scene;
  let login: string;
  beforeAll(async () => {
    scene = await setScene(make);
    login = `${scene.publicUrl}/self-service/login/browser`;
  });
  afterAll(() => scene.close());

  test('nobody begins without a session', async () => {
    const native = failure(await scene.stranger('native').get(`${SETTINGS}/api`), 401);
    expect(native).toMatchObject({ id: 'session_inactive', reason: expect.stringContaining('with a valid session') });
    const app = await scene.stranger('app').get(`${SETTINGS}/browser`);
    expect(failure(app, 401)).toMatchObject({ id: 'session_inactive', reason: 'No active session was found in this request.' });
    expect(app.json()).toMatchObject({ CredentialsMissing: false });
    const page = scene.stranger('page');
    expect(await page.get(`${SETTINGS}/browser`)).toMatchObject({ status: 303, headers: { location: login } });
    expect((await page.get(`${SETTINGS}/browser?return_to=${HERE}`)).headers.location).toBe(`${login}?return_to=${HERE}`);
  });

  test('nor looks, nor submits', async () => {
    const { id } = await (await scene.visit('app', await scene.person())).begin();
    for (const kind of ['native', 'app'] as const) {
      const stranger = scene.stranger(kind);
      for (const answer of [await stranger.get(`${SETTINGS}/flows?id=${id}`), await stranger.submit(id, { method: 'profile' })]) {
        const error = failure(answer, 401);
        expect(error.reason).toBe('A valid Ory Session Cookie or Ory Session Token is missing.');
        expect(error).not.toHaveProperty('id');
      }
    }
    const page = scene.stranger('page');
    for (const answer of [await page.get(`${SETTINGS}/flows?id=${id}`), await page.submit(id, { method: 'profile' })]) {
      expect(answer).toMatchObject({ status: 302, headers: { location: `${UI}/login` } });
    }
  });

  test('a page is sent on to the form, programs get it', async () => {
    const person = await scene.person();
    for (const [kind, type] of [
      ['native', 'api'],
      ['app', 'browser'],
      ['page', 'browser'],
    ] as const) {
      const flow = await (await scene.visit(kind, person)).begin(`?return_to=${HERE}`);
      expect(flow).toMatchObject({ type, state: 'show_form', return_to: `${UI}/here`, identity: { id: person.id } });
      expect(flow.identity).not.toHaveProperty('credentials');
      expect(flow.ui.nodes.map(({ group, attributes: { name } }) => `${group} ${name}`)).toEqual([
        'default csrf_token',
        'profile traits.email',
        'profile traits.name.first',
        'profile traits.name.last',
        'profile traits.age',
        'profile traits.newsletter',
        'profile method',
        'password password',
        'password method',
      ]);
    }
    const elsewhere = `${SETTINGS}/browser?return_to=${encodeURIComponent('https://evil.test/')}`;
    expect(failure(await (await scene.visit('app', person)).get(elsewhere), 400).reason).toContain('not allowed');
    const answer = await (await scene.visit('page', person)).get(elsewhere);
    expect(answer.headers.location).toMatch(new RegExp(`^${UI}/error\\?id=`));
  });

  test('a flow is nobody else’s', async () => {
    const native = await (await scene.visit('native', await scene.person())).begin();
    const app = await (await scene.visit('app', await scene.person())).begin();
    const other = await scene.person();
    for (const { id } of [native, app]) {
      for (const kind of ['native', 'app'] as const) {
        const visitor = await scene.visit(kind, other);
        expect(failure(await visitor.get(`${SETTINGS}/flows?id=${id}`), 403)).toMatchObject({
          id: 'security_identity_mismatch',
          reason: expect.stringContaining('was made for another identity'),
        });
        expect(failure(await visitor.submit(id, { method: 'password', password: 'Chee2Aehohs4' }), 403)).toMatchObject({
          id: 'security_identity_mismatch',
          reason: expect.stringContaining('was initiated by someone else'),
        });
      }
    }
    const page = await (await scene.visit('page', other)).submit(app.id, { method: 'profile' });
    expect(page.headers.location).toMatch(new RegExp(`^${UI}/error\\?id=`));
  });

  test('a flow that is unknown, or not named', async () => {
    const visitor = await scene.visit('app', await scene.person());
    for (const id of [NOBODY, 'nonsense', '']) {
      expect(failure(await visitor.get(`${SETTINGS}/flows?id=${id}`), 404).message).toBe('Unable to locate the resource');
    }
    expect(failure(await visitor.submit(NOBODY, {}), 404).reason).toBe(
      'The settings request could not be found. Please restart the flow.',
    );
    for (const path of [SETTINGS, `${SETTINGS}?flow=nonsense`]) {
      expect(failure(await visitor.post(path, {}), 400).reason).toBe('The flow query parameter is missing or malformed.');
    }
  });

  test('a session without the second factor is sent to show it', async () => {
    const person = await scene.person(withTotp);
    const url = `${login}?aal=aal2`;
    const native = await scene.visit('native', person);
    const refused = await native.get(`${SETTINGS}/api?return_to=${HERE}`);
    expect(failure(refused, 403).id).toBe('session_aal2_required');
    expect(refused.json()).toMatchObject({ redirect_browser_to: url });

    const page = await scene.visit('page', person);
    expect((await page.get(`${SETTINGS}/browser`)).headers.location).toBe(url);
    const back = encodeURIComponent(`${scene.publicUrl}${SETTINGS}/browser?return_to=${HERE}`);
    expect((await page.get(`${SETTINGS}/browser?return_to=${HERE}`)).headers.location).toBe(`${url}&return_to=${back}`);
    const app = await scene.visit('app', person);
    expect((await app.get(`${SETTINGS}/browser?return_to=${HERE}`)).json()).toMatchObject({
      redirect_browser_to: `${url}&return_to=${back}`,
    });
  });

  test('also one that began before the factor was set up', async () => {
    const person = await scene.person();
    const visitors = await Promise.all((['native', 'app', 'page'] as const).map((kind) => scene.visit(kind, person)));
    const flows = await Promise.all(visitors.map((visitor) => visitor.begin()));
    wanted(
      await scene.admin.send('PUT', `/admin/identities/${person.id}`, {
        json: { schema_id: 'person', state: 'active', traits: person.traits, ...withTotp },
      }),
      200,
    );
    for (const [index, visitor] of visitors.entries()) {
      const { id } = flows[index] as WireSettings;
      const fetched = await visitor.get(`${SETTINGS}/flows?id=${id}`);
      expect(failure(fetched, 403).id).toBe('session_aal2_required');
      const form = encodeURIComponent(`${UI}/settings?flow=${id}`);
      expect(fetched.json()).toMatchObject({ redirect_browser_to: `${login}?aal=aal2&return_to=${form}` });
      const submitted = await visitor.submit(id, { method: 'profile' });
      const to = `${login}?aal=aal2&return_to=${encodeURIComponent(`${scene.publicUrl}${SETTINGS}?flow=${id}`)}`;
      if (visitor.kind === 'page') expect(submitted).toMatchObject({ status: 303, headers: { location: to } });
      else expect(wanted(submitted, 403)).toMatchObject({ error: { id: 'session_aal2_required' }, redirect_browser_to: to });
    }
  });

  test('the well-known place to change a password', async () => {
    const answer = await scene.open.send('GET', '/.well-known/change-password');
    expect(answer).toMatchObject({ status: 303, headers: { location: `${UI}/settings` } });
  });
});

describe.each(EMPTY_DATABASES)('settings that are over, on %s', (_, make) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(make, { selfservice: { flows: { settings: { lifespan: '1us' } } } });
  });
  afterAll(() => scene.close());

  const begun = async (kind: 'native' | 'app' | 'page', query = '') => {
    const visitor = await scene.visit(kind, await scene.person());
    const answer = await visitor.get(`${SETTINGS}/${kind === 'native' ? 'api' : 'browser'}${query}`);
    const id = answer.headers.location === undefined ? answer.json<{ id: string }>().id : flowIn(answer.headers.location);
    return { visitor, id };
  };
  const flowIn = (url: string) => new URL(url).searchParams.get('flow') ?? '';

  test('are not shown', async () => {
    const { visitor, id } = await begun('app', `?return_to=${HERE}`);
    const error = failure(await visitor.get(`${SETTINGS}/flows?id=${id}`), 410);
    expect(error).not.toHaveProperty('id');
    expect(error.details).toMatchObject({
      redirect_to: `${scene.publicUrl}${SETTINGS}/browser?return_to=${HERE}`,
      return_to: `${UI}/here`,
    });
    const native = await begun('native');
    expect(failure(await native.visitor.get(`${SETTINGS}/flows?id=${native.id}`), 410).details).toMatchObject({
      api: `${scene.publicUrl}${SETTINGS}/api`,
    });
  });

  test('go on as new ones', async () => {
    for (const kind of ['native', 'app', 'page'] as const) {
      const { visitor, id } = await begun(kind, `?return_to=${HERE}`);
      const answer = await visitor.submit(id, { method: 'password', password: 'Chee2Aehohs4' });
      if (kind !== 'page') expect(failure(answer, 410).id).toBe('self_service_flow_expired');
      const next = kind === 'page' ? flowIn(answer.headers.location ?? '') : answer.json<{ use_flow_id: string }>().use_flow_id;
      expect(next).not.toBe(id);
      const row = await scene.store.flows.get('settings', next);
      expect(row).toMatchObject({ type: kind === 'native' ? 'api' : 'browser', requestUrl: expect.stringContaining(HERE) });
      expect(JSON.parse(row?.ui ?? '').messages.map((message: { id: number }) => message.id)).toEqual([4050001]);
    }
  });
});
