import { describe, expect, test } from 'vitest';
import type { ContinueWith } from '../form/continue-with.ts';
import type { Exchange } from '../form/exchange.ts';
import type { Flow, LoginFlow, RegistrationFlow, SettingsFlow, VerificationFlow } from '../form/flow.ts';
import { FormFault } from '../form/form-fault.ts';
import type { Identity } from '../identity/identity.ts';
import type { StartedSession } from '../session/session.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { SessionEvent } from './hook.ts';
import { createRequireVerifiedAddress } from './require-verified-address.ts';
import { createRevokeActiveSessions } from './revoke-active-sessions.ts';
import { createShowVerificationUi } from './show-verification-ui.ts';
import type { StoredAddress, VerificationStarter } from './start-verification.ts';
import { createVerificationHook } from './verification.ts';

const page = (id: string) => `https://app.example.org/verification?flow=${id}`;
const address = (value: string, status = 'pending'): StoredAddress => ({
  id: `id of ${value}`,
  via: value.includes('@') ? 'email' : 'sms',
  value,
  verified: status === 'completed',
  status,
});

/** Somebody with these addresses, and verifications that only take notes. */
function setUp(addresses: readonly StoredAddress[], { everyAddress = false, legacy = false, ways = ['email', 'sms'] } = {}) {
  const started: string[] = [];
  const row = { id: 'ada', verifiableAddresses: JSON.stringify(addresses) } as unknown as IdentityRow;
  const verifications: VerificationStarter = {
    reaches: (via) => ways.includes(via),
    async start(_, __, ___, { value }) {
      started.push(value);
      return { id: `flow ${started.length}` } as VerificationFlow;
    },
    pageOf: page,
  };
  return {
    row,
    started,
    verification: createVerificationHook({ verifications, identities: { get: async () => row }, everyAddress }),
    show: createShowVerificationUi(verifications),
    require: createRequireVerifiedAddress({ verifications, legacy }),
  };
}

interface Asking {
  readonly type?: 'browser' | 'api';
  readonly isJson?: boolean;
  readonly active?: string;
  readonly requestedAal?: 'aal1' | 'aal2';
}

function eventOf<F extends Flow>(kind: F['kind'], identity: IdentityRow, asking: Asking = {}) {
  const { type = 'browser', isJson = true, active = 'password', requestedAal = 'aal1' } = asking;
  const rotations: string[] = [];
  const exchange = { isJson, csrf: { rotate: () => void rotations.push('rotated') } } as unknown as Exchange;
  const flow = { id: 'parent', kind, type, active, requestedAal, context: {} } as unknown as F;
  const continueWith: ContinueWith[] = [];
  const session = { id: 'session' } as StartedSession['session'];
  const event: SessionEvent<F> & { readonly before: Identity } = {
    before: {} as Identity,
    flow,
    exchange,
    identity,
    started: { session, token: '', isNew: true },
    continueWith,
    returnUrl: 'https://app.example.org/',
  };
  return { event, rotations };
}

const TWO = [address('old@example.org', 'completed'), address('new@example.org'), address('+4915112345678', 'sent')];

describe('verification', () => {
  test.each(['registration', 'login'] as const)(
    'after a %s: the first address that is not verified; the client is not told',
    async (kind) => {
      const { verification, row, started } = setUp(TWO);
      const { event, rotations } = eventOf(kind, row);
      if (kind === 'login') await verification.afterLogin?.(event as SessionEvent<LoginFlow>);
      else await verification.afterRegistration?.(event as SessionEvent<RegistrationFlow>);
      expect(started).toEqual(['new@example.org']);
      expect(rotations).toHaveLength(1);
      expect(event.continueWith).toEqual([]);
    },
  );

  test('after settings: the first address that nobody was written to', async () => {
    const { verification, started, row } = setUp([address('a@example.org', 'sent'), address('b@example.org')]);
    const { event, rotations } = eventOf<SettingsFlow>('settings', row);
    await verification.afterSettings?.(event);
    expect(started).toEqual(['b@example.org']);
    expect(rotations).toEqual([]);
  });

  test('a native app has no cookie to be renewed', async () => {
    const { verification, row } = setUp(TWO);
    const { event, rotations } = eventOf<RegistrationFlow>('registration', row, { type: 'api' });
    await verification.afterRegistration?.(event);
    expect(rotations).toEqual([]);
  });

  test.each([
    ['nothing is left to verify', [address('a@example.org', 'completed')], {}],
    ['it is a second factor', TWO, { requestedAal: 'aal2' }],
  ] as const)('none where %s', async (_, addresses, asking) => {
    const { verification, started, row } = setUp(addresses);
    await verification.afterLogin?.(eventOf<LoginFlow>('login', row, asking).event);
    expect(started).toEqual([]);
  });

  test('addresses that links do not reach are passed over', async () => {
    const { verification, started, row } = setUp([address('+4915112345678'), address('a@example.org')], { ways: ['email'] });
    await verification.afterRegistration?.(eventOf<RegistrationFlow>('registration', row).event);
    expect(started).toEqual(['a@example.org']);
  });

  test('with the legacy flag: all of them, and the client is told', async () => {
    const { verification, started, row } = setUp(TWO, { everyAddress: true });
    const { event } = eventOf<RegistrationFlow>('registration', row);
    await verification.afterRegistration?.(event);
    expect(started).toEqual(['new@example.org', '+4915112345678']);
    expect(event.continueWith).toEqual([
      { action: 'show_verification_ui', flow: { id: 'flow 1', verifiable_address: 'new@example.org', url: page('flow 1') } },
      { action: 'show_verification_ui', flow: { id: 'flow 2', verifiable_address: '+4915112345678', url: page('flow 2') } },
    ]);
  });
});

describe('show_verification_ui', () => {
  test('tells the client of what was begun; people are led there', async () => {
    const { verification, show, row } = setUp(TWO);
    for (const [asking, url, returnUrl] of [
      [{ type: 'api' }, {}, 'https://app.example.org/'],
      [{ isJson: true }, { url: page('flow 2') }, 'https://app.example.org/'],
      [{ isJson: false }, { url: page('flow 3') }, page('flow 3')],
    ] as const) {
      const { event } = eventOf<RegistrationFlow>('registration', row, asking);
      await verification.afterRegistration?.(event);
      await show.afterRegistration?.(event);
      expect(event.continueWith).toMatchObject([{ flow: { verifiable_address: 'new@example.org', ...url } }]);
      expect(event.returnUrl).toBe(returnUrl);
    }
  });

  test('nothing happens where none was begun, also not with one of an earlier submission', async () => {
    const { verification, show, row } = setUp([address('a@example.org', 'sent')]);
    const { event } = eventOf<SettingsFlow>('settings', row);
    event.flow.context.verification = { id: 'earlier', address: 'x@example.org' };
    await verification.afterSettings?.(event);
    await show.afterSettings?.(event);
    expect(event.continueWith).toEqual([]);
  });

  test('leads to the last one that the client was told of already', async () => {
    const { show, row } = setUp([]);
    const { event } = eventOf<LoginFlow>('login', row, { isJson: false });
    event.continueWith.push({ action: 'show_verification_ui', flow: { id: 'told', verifiable_address: 'a@example.org' } });
    await show.afterLogin?.(event);
    expect(event.continueWith).toHaveLength(1);
    expect(event.returnUrl).toBe(page('told'));
  });

  test('settings stay where they are', async () => {
    const { verification, show, row } = setUp([address('a@example.org')]);
    const { event } = eventOf<SettingsFlow>('settings', row, { isJson: false });
    await verification.afterSettings?.(event);
    await show.afterSettings?.(event);
    expect(event.continueWith).toHaveLength(1);
    expect(event.returnUrl).toBe('https://app.example.org/');
  });
});

describe('require_verified_address', () => {
  const open = [address('a@example.org'), address('b@example.org', 'sent')];

  test.each(['api', 'browser'] as const)('programs (%s) are told where to verify', async (type) => {
    const { require, row, started } = setUp(open);
    const { event } = eventOf<LoginFlow>('login', row, { type });
    const answer = await require.afterLogin?.(event);
    expect(answer).toMatchObject({
      kind: 'error',
      status: 403,
      error: {
        status: 400,
        id: 'session_verified_address_required',
        details: {
          continue_with: [
            { action: 'show_verification_ui', flow: { id: 'flow 1', verifiable_address: 'a@example.org', url: page('flow 1') } },
          ],
        },
      },
    });
    expect(started).toEqual(['a@example.org']);
  });

  test('people are sent there', async () => {
    const { require, row } = setUp(open);
    const answer = await require.afterLogin?.(eventOf<LoginFlow>('login', row, { isJson: false }).event);
    expect(answer).toEqual({ kind: 'redirect', status: 303, location: page('flow 1') });
  });

  test.each([false, true])(
    'one verified address is enough; with none at all nobody could come in (legacy %s)',
    async (legacy) => {
      const fine = setUp(TWO, { legacy });
      expect(await fine.require.afterLogin?.(eventOf<LoginFlow>('login', fine.row).event)).toBeUndefined();
      expect(fine.started).toEqual([]);
      const none = setUp([], { legacy });
      const refused = none.require.afterLogin?.(eventOf<LoginFlow>('login', none.row).event);
      await expect(refused).rejects.toMatchObject({ code: 'no_address_to_verify', status: 500 });
    },
  );

  test('an address that cannot be written to', async () => {
    const { require, row } = setUp([address('+4915112345678')], { ways: ['email'] });
    const refused = require.afterLogin?.(eventOf<LoginFlow>('login', row).event);
    await expect(refused).rejects.toMatchObject({ entries: [{ message: { id: 4000010 } }] });
  });

  test('with the legacy flag: a message, no verification; only for passwords', async () => {
    const { require, row, started } = setUp(open, { legacy: true });
    await expect(require.afterLogin?.(eventOf<LoginFlow>('login', row).event)).rejects.toBeInstanceOf(FormFault);
    expect(await require.afterLogin?.(eventOf<LoginFlow>('login', row, { active: 'oidc' }).event)).toBeUndefined();
    expect(started).toEqual([]);
  });
});

test('revoke_active_sessions ends all sessions but the one that begins', async () => {
  const calls: unknown[] = [];
  const hook = createRevokeActiveSessions({ revokeOthers: async (...call) => calls.push(call) });
  const { row } = setUp([]);
  await hook.afterLogin?.(eventOf<LoginFlow>('login', row).event);
  await hook.afterSettings?.(eventOf<SettingsFlow>('settings', row).event);
  expect(calls).toEqual([
    ['ada', 'session'],
    ['ada', 'session'],
  ]);
});
