import { afterEach, describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/error/api-error.ts';
import { addSettingsFlow } from '../../../src/flow/settings/begin-settings.ts';
import type { SettingsEngine } from '../../../src/flow/settings/settings-engine.ts';
import { submitSettings } from '../../../src/flow/settings/submit-settings.ts';
import { FormFault } from '../../../src/form/form-fault.ts';
import { identifierTaken } from '../../../src/form/ui/messages/credential-messages.ts';
import { refused } from '../../../src/form/ui/messages/validation-messages.ts';
import type { Hook } from '../../../src/hook/hook.ts';
import { wireTime } from '../../../src/lib/clock.ts';
import type { Method, SettingsOutcome } from '../../../src/method/method.ts';
import type { AuthenticationMethod } from '../../../src/session/session.ts';
import { recoveryWorld } from '../recovery/world.ts';

type World = Awaited<ReturnType<typeof recoveryWorld>>;
const NO_CONTINUITY: SettingsEngine['continuity'] = {
  park: async () => {},
  has: () => false,
  resume: () => Promise.reject(new ApiError('continuity_missing')),
  discard: async () => {},
};

/** Settings with one method, which does what a test wants, and one hook. */
async function setUp(outcome: SettingsOutcome, hook: Omit<Hook, 'name'> = {}) {
  const world = await recoveryWorld();
  const totp: Method = {
    id: 'totp',
    enabled: true,
    settings: {
      form: (flow) => {
        flow.context.secret = (Number(flow.context.secret) || 0) + 1;
        flow.context.flow = flow.id;
      },
      submit: async () => outcome,
    },
  };
  const own: Hook = { name: 'own', ...hook };
  const none = world.engine.hooks.login;
  const engine: SettingsEngine = {
    ...world.engine,
    methods: [totp],
    hooks: { ...world.engine.hooks, settings: { ...none, before: [own], afterMethod: { totp: [own] } } },
    updates: world.updates,
    continuity: NO_CONTINUITY,
    taken: async () => identifierTaken(),
  };
  const { id } = await world.person({ email: 'ada@example.org' });
  const row = await world.store.identities.get(id);
  if (!row) throw new Error('nobody is stored');
  const factor = { method: 'password', aal: 'aal1', completed_at: wireTime(row.createdAt) } as const;
  const started = world.sessions.start(row, [factor], { ip: '192.0.2.1', userAgent: 'test', location: '' });
  await world.sessions.save(started);
  const client = world.client('single-page app');
  client.cookies.set('session', (world.sessions.cookie(started).split(';')[0] ?? '').slice('session='.length));
  return { world, engine, row, started, client };
}

type Scene = Awaited<ReturnType<typeof setUp>>;

async function submit({ engine, row, client, world }: Scene) {
  let id = '';
  await client.ask(async (exchange) => {
    const requestUrl = 'https://id.example.org/self-service/settings/browser';
    ({ id } = await addSettingsFlow(exchange, row, { type: 'browser', requestUrl }, engine));
    return { kind: 'nothing' };
  }, '/');
  const answer = await client.ask((exchange) => submitSettings(exchange, engine), `/self-service/settings?flow=${id}`, {});
  return { id, answer, stored: await world.engine.book.find('settings', id) };
}

const change = (more: object = {}): SettingsOutcome => ({
  kind: 'change',
  change: (current) => current,
  privileged: true,
  ...more,
});

describe('factors and hooks of settings', () => {
  const worlds: World[] = [];
  afterEach(() => Promise.all(worlds.splice(0).map(({ store }) => store.close())));
  const scene = async (...given: Parameters<typeof setUp>) => {
    const made = await setUp(...given);
    worlds.push(made.world);
    return made;
  };

  test('a factor that was set up belongs to the session, which does not last longer for it', async () => {
    const made = await scene(change({ factor: { method: 'totp', aal: 'aal2' } }));
    made.world.pass(60_000);
    const { answer } = await submit(made);
    expect(answer).toMatchObject({ kind: 'flow', status: 200, flow: { state: 'success' } });
    const { session } = made.started;
    const after = await made.world.store.sessions.get(session.id);
    expect(after).toMatchObject({ aal: 'aal2', expiresAt: session.expiresAt, devices: session.devices });
    const methods = JSON.parse(after?.authenticationMethods ?? '') as AuthenticationMethod[];
    expect(methods.map(({ method, aal }) => `${method} ${aal}`)).toEqual(['password aal1', 'totp aal2']);
    expect((after?.authenticatedAt ?? '') > session.authenticatedAt).toBe(true);
  });

  test('what waits for an old session is not done', async () => {
    const made = await scene(change());
    made.world.pass(700_000);
    expect((await submit(made)).answer).toMatchObject({ kind: 'error', error: { code: 'session_refresh_required' } });
  });

  test('the form that is shown goes with what is remembered for it', async () => {
    const { stored, id } = await submit(await scene(change()));
    expect(stored?.context.secret).toBe(1);
    expect(stored?.ui.action).toContain(String(stored?.context.flow));
    expect(stored?.context.flow).not.toBe(id);
  });

  test('a step of a method keeps the form, and says nothing of earlier ones', async () => {
    const made = await scene({ kind: 'form' });
    const { answer, stored } = await submit(made);
    expect(answer).toMatchObject({ kind: 'flow', status: 200, identity: { id: made.row.id }, flow: { state: 'show_form' } });
    expect(stored?.ui.messages).toBeUndefined();
  });

  test('hooks run before the form is filled', async () => {
    const seen: unknown[] = [];
    const made = await scene(change(), { before: async (flow) => void seen.push(flow.context.secret) });
    await submit(made);
    expect(seen).toEqual([undefined, undefined]);
  });

  test('hooks after see what is stored, may add what to do next and send the browser elsewhere', async () => {
    const made = await scene(change(), {
      async afterSettings(event) {
        expect(event.flow.state).toBe('success');
        expect(event.started.session.id).toBe(made.started.session.id);
        event.continueWith.push({ action: 'show_recovery_ui', flow: { id: 'x' } });
        event.returnUrl = 'https://app.example.org/elsewhere';
        return undefined;
      },
    });
    const { answer, stored } = await submit(made);
    expect(answer).toMatchObject({
      flow: {
        continueWith: [
          { action: 'show_recovery_ui' },
          { action: 'redirect_browser_to', redirect_browser_to: 'https://app.example.org/elsewhere' },
        ],
      },
    });
    expect(stored?.continueWith).toEqual([]);
  });

  test('a hook answers instead, or refuses what is stored already', async () => {
    const made = await scene(change(), { afterSettings: async () => ({ kind: 'nothing' }) });
    expect((await submit(made)).answer).toEqual({ kind: 'nothing' });
    const other = await scene(change(), {
      afterSettings: () => Promise.reject(new FormFault([{ message: refused('no') }])),
    });
    const { answer, stored } = await submit(other);
    expect(answer).toMatchObject({ kind: 'flow', status: 400 });
    expect(stored?.ui.messages?.map(({ id }) => id)).toEqual([1050001, 4000001]);
  });

  test('of somebody who is gone nothing is begun', async () => {
    const made = await scene(change());
    await made.world.store.identities.delete(made.row.id);
    const beginning = { type: 'browser', requestUrl: 'https://id.example.org/' } as const;
    const answer = await made.client.ask(async (exchange) => {
      await addSettingsFlow(exchange, made.row, beginning, made.engine);
      return { kind: 'nothing' };
    }, '/');
    expect(answer).toMatchObject({ kind: 'error', error: { code: 'identity_unknown' } });
  });
});
