import { expect, test } from 'vitest';
import type { PasswordPolicyConfig } from '../config/config.ts';
import { createConfiguredPolicy } from './create-configured-policy.ts';
import type { Log } from './log.ts';

const CONFIG: PasswordPolicyConfig = {
  minLength: 8,
  similarityCheck: true,
  rangeServer: 'https://ranges.example/',
  maxBreaches: 0,
  ignoreNetworkErrors: true,
};
// SHA-1 of "password" after its first five digits.
const KNOWN = '1E4C9B93F3F0682250B6CF8331B7EE68FD8:3';

function setUp(config: Partial<PasswordPolicyConfig> = {}, answer: () => Response = () => new Response(KNOWN)) {
  const called: string[] = [];
  const warnings: string[] = [];
  const log: Log = { debug() {}, info() {}, error() {}, warn: (_details, message) => warnings.push(message) };
  const policy = createConfiguredPolicy(
    { ...CONFIG, ...config },
    {
      hasher: { longestPassword: 72 },
      outgoing: {
        fetch: async (url) => {
          called.push(String(url));
          return answer();
        },
        disallowPrivateIps: false,
      },
      clock: { micros: () => 0 },
      log,
    },
  );
  return { policy, called, warnings };
}

test('the server of the configuration is asked', async () => {
  const { policy, called } = setUp();
  expect(await policy.check('password', [])).toEqual({ kind: 'breached', breaches: 3 });
  expect(called).toEqual(['https://ranges.example/range/5BAA6']);
});

test('nobody is asked when that is switched off', async () => {
  const { policy, called } = setUp({ rangeServer: undefined });
  expect(await policy.check('password', [])).toBeUndefined();
  expect(called).toEqual([]);
});

test('the longest password is that of the hasher', async () => {
  expect(await setUp().policy.check('x'.repeat(73), [])).toEqual({ kind: 'too_long', max: 72, actual: 73 });
});

test('a server that fails is told in the log once', async () => {
  const { policy, called, warnings } = setUp({}, () => new Response('', { status: 404 }));
  for (let count = 0; count < 3; count++) expect(await policy.check('password', [])).toBeUndefined();
  expect(called).toHaveLength(3);
  expect(warnings).toHaveLength(1);
});
