import { expect, test } from 'vitest';
import type { OutgoingMessage } from '../courier/outgoing-message.ts';
import type { Exchange } from '../form/exchange.ts';
import type { SettingsFlow } from '../form/flow.ts';
import type { Identity } from '../identity/identity.ts';
import type { StartedSession } from '../session/session.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import { createNotifyPreviousAddresses, type Recipients } from './notify-previous-addresses.ts';

const viaOf = (value: string) => (value.includes('@') ? 'email' : value.startsWith('+') ? 'sms' : 'pigeon');
/** A star stands for a verified address. */
const address = (text: string) => {
  const value = text.replace('*', '');
  return { id: `id of ${value}`, via: viaOf(value), value, verified: text.endsWith('*'), status: 'pending' };
};

async function toldOf(before: readonly string[], after: readonly string[], recipients: Recipients, refuses = '') {
  const sent: OutgoingMessage[] = [];
  const warnings: unknown[] = [];
  const hook = createNotifyPreviousAddresses(recipients, {
    courier: {
      async send(message) {
        if (message.to === refuses) throw new Error('no queue');
        sent.push(message);
      },
    },
    describe: ({ id }) => ({ id }),
    clock: { micros: () => 1_735_689_600_000_000 },
    log: { warn: (details) => void warnings.push(details) },
  });
  const answer = await hook.afterSettings?.({
    before: { verifiableAddresses: before.map(address) } as unknown as Identity,
    identity: { id: 'ada', verifiableAddresses: JSON.stringify(after.map(address)) } as unknown as IdentityRow,
    flow: {} as SettingsFlow,
    exchange: {} as Exchange,
    started: {} as StartedSession,
    continueWith: [],
    returnUrl: '',
  });
  expect(answer).toBeUndefined();
  return { told: sent.map(({ via, to }) => `${via} ${to}`), sent, warnings };
}

test.each<[before: string[], after: string[], told: { readonly [recipients in Recipients]: string[] }]>([
  [['a@x*', 'b@x'], ['c@x', 'b@x'], { removed: ['email a@x'], all_verified: ['email a@x'], all: ['email a@x', 'email b@x'] }],
  [['a@x*', 'b@x'], ['a@x*', 'c@x'], { removed: ['email b@x'], all_verified: ['email a@x'], all: ['email a@x', 'email b@x'] }],
  [['+491*'], ['+492'], { removed: ['sms +491'], all_verified: ['sms +491'], all: ['sms +491'] }],
  [['a@x*'], ['a@x*', 'b@x'], { removed: [], all_verified: ['email a@x'], all: ['email a@x'] }],
  [['a@x*'], [], { removed: ['email a@x'], all_verified: ['email a@x'], all: ['email a@x'] }],
  [['coop', 'a@x'], ['a@x'], { removed: [], all_verified: [], all: ['email a@x'] }],
  [['a@x'], ['a@x*'], { removed: [], all_verified: [], all: [] }],
  [['a@x', 'b@x*'], ['b@x*', 'a@x'], { removed: [], all_verified: [], all: [] }],
  [[], ['a@x'], { removed: [], all_verified: [], all: [] }],
])('of %j, when there is %j', async (before, after, told) => {
  for (const recipients of ['removed', 'all_verified', 'all'] as const) {
    expect((await toldOf(before, after, recipients)).told).toEqual(told[recipients]);
  }
});

test('the message says whose address it was and when; one that cannot be queued keeps nobody else from being told', async () => {
  const { sent, told, warnings } = await toldOf(['a@x', 'b@x'], [], 'removed', 'a@x');
  expect(told).toEqual(['email b@x']);
  expect(warnings).toMatchObject([{ identity_id: 'ada' }]);
  expect(sent).toMatchObject([
    { template: 'verifiable_address_changed', model: { identity: { id: 'ada' }, changedAt: '2025-01-01T00:00:00.000000Z' } },
  ]);
});
