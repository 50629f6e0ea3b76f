import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSystemRandom } from '../lib/random.ts';
import type { FlowRow, FlowSecretRow, FlowStore } from '../store/flow-store.ts';
import { createRecoveryCode } from './recovery-code.ts';
import { createRecoveryLink } from './recovery-link.ts';
import type { RecoverySettings } from './recovery-settings.ts';
import { secretHmac } from './secret-hmac.ts';

const HOUR = '2025-01-01T01:00:00.000000Z';
const SETTINGS: RecoverySettings = {
  publicUrl: 'https://id.example.org',
  uiUrl: 'https://app.example.org/recovery?lang=de',
  chooseAddress: false,
  codeLifespanMs: 3_600_000,
  linkLifespanMs: 7_200_000,
  secrets: ['the newest secret', 'an older secret'],
};
const REQUEST = { identityId: 'ada', requestUrl: 'https://id.example.org/admin/recovery/code?return_to=x' };

function setUp(changes: Partial<RecoverySettings> = {}, isKnown = true) {
  const stored: { flow: FlowRow; secret: FlowSecretRow }[] = [];
  const store: Pick<FlowStore, 'create'> = {
    create: async (flow, secret) => {
      if (isKnown && secret) stored.push({ flow, secret });
      return isKnown;
    },
  };
  const dependencies = {
    store,
    clock: { micros: () => 1_735_689_600_000_000 },
    random: createSystemRandom(),
    settings: { ...SETTINGS, ...changes },
  };
  return { stored, dependencies };
}

test('a code: six digits, shown once; the store gets its HMAC and a flow that waits for it', async () => {
  const { stored, dependencies } = setUp();
  const { link, code, expiresAt } = await createRecoveryCode({ ...REQUEST, type: 'api' }, dependencies);
  const [{ flow, secret } = expect.fail('nothing stored')] = stored;
  expect(code).toMatch(/^\d{6}$/);
  expect(link).toBe(`https://app.example.org/recovery?lang=de&flow=${flow.id}`);
  expect(expiresAt).toBe(HOUR);
  expect(flow).toMatchObject({
    type: 'api',
    state: 'sent_email',
    active: 'code',
    details: '{"skip_csrf_check":true}',
    requestUrl: REQUEST.requestUrl,
    identityId: null,
    expiresAt: HOUR,
  });
  expect(secret).toMatchObject({
    kind: 'code',
    origin: 'admin',
    identityId: 'ada',
    flowId: flow.id,
    addressId: null,
    expiresAt: HOUR,
  });
  expect(secret.hmac).toBe(secretHmac(code, 'the newest secret'));
  expect(Object.values(secret).concat(Object.values(flow))).not.toContain(code);
  expect(JSON.parse(flow.ui)).toMatchObject({
    action: `https://id.example.org/self-service/recovery?flow=${flow.id}`,
    method: 'POST',
    nodes: [{ attributes: { name: 'code', maxlength: 6 } }, { attributes: { name: 'method', value: 'code' } }],
  });
});

test('a link: its token is in it and nowhere else', async () => {
  const { stored, dependencies } = setUp();
  const { link, expiresAt } = await createRecoveryLink(REQUEST, dependencies);
  const [{ flow, secret } = expect.fail('nothing stored')] = stored;
  const { origin, pathname, searchParams } = new URL(link);
  const token = searchParams.get('token') ?? '';
  expect([origin + pathname, searchParams.get('flow')]).toEqual(['https://id.example.org/self-service/recovery', flow.id]);
  expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(expiresAt).toBe('2025-01-01T02:00:00.000000Z');
  expect(secret).toMatchObject({ hmac: secretHmac(token, 'the newest secret'), flowId: flow.id, expiresAt });
  expect(JSON.stringify(stored)).not.toContain(token);
  expect(flow).toMatchObject({ type: 'browser', state: 'choose_method', active: 'link', details: '{}', expiresAt });
  expect(Buffer.from(flow.csrfToken, 'base64')).toHaveLength(32);
  expect(flow.ui).toContain(flow.csrfToken);
});

test('a lifespan of its own ends flow and secret, to the microsecond', async () => {
  const { stored, dependencies } = setUp({ chooseAddress: true });
  const ends = '2025-01-01T00:00:00.000001Z';
  const request = { ...REQUEST, lifespanMicros: 1 };
  expect((await createRecoveryCode({ ...request, type: 'browser' }, dependencies)).expiresAt).toBe(ends);
  expect((await createRecoveryLink(request, dependencies)).expiresAt).toBe(ends);
  expect(stored.flatMap(({ flow, secret }) => [flow.expiresAt, secret.expiresAt])).toEqual([ends, ends, ends, ends]);
  expect(stored[1]?.flow.state).toBe('recovery_awaiting_address');
});

test('an identity that does not exist', async () => {
  const { dependencies } = setUp({}, false);
  await expect(createRecoveryCode({ ...REQUEST, type: 'browser' }, dependencies)).rejects.toMatchObject({
    code: 'recovery_code_identity_unknown',
    status: 404,
  });
  await expect(createRecoveryLink(REQUEST, dependencies)).rejects.toMatchObject({
    code: 'recovery_link_identity_unknown',
    status: 400,
  });
});

test('without any secret nothing is made', async () => {
  const { stored, dependencies } = setUp({ secrets: [] });
  await expect(createRecoveryLink(REQUEST, dependencies)).rejects.toThrow(TypeError);
  expect(stored).toEqual([]);
});

test('the HMAC is keyed, of 256 bits, and not that of SHA-256', () => {
  const hmac = secretHmac('702931', 'key');
  expect(hmac).toMatch(/^[0-9a-f]{64}$/);
  expect(hmac).not.toBe(secretHmac('702931', 'another key'));
  expect(hmac).not.toBe(secretHmac('702932', 'key'));
  expect(hmac).not.toBe(createHmac('sha256', 'key').update('702931').digest('hex'));
});
