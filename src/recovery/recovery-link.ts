import { ApiError } from '../error/api-error.ts';
import { EMPTY_OBJECT } from '../json/json-text.ts';
import { type Timestamp, timestampOf } from '../lib/clock.ts';
import { ALPHANUMERIC } from '../lib/random.ts';
import { linkFlowUi } from './nodes.ts';
import { makingKey, type RecoveryDependencies, type RecoveryRequest } from './recovery-code.ts';
import { secretHmac } from './secret-hmac.ts';

const TOKEN_LENGTH = 32;
const CSRF_BYTES = 32;

/**
 * Makes a recovery flow and a link that signs the identity in once, for an administrator to hand over.
 * @throws ApiError `recovery_link_identity_unknown`
 */
export async function createRecoveryLink(
  { identityId, lifespanMicros, requestUrl }: RecoveryRequest,
  { store, clock, random, settings }: RecoveryDependencies,
): Promise<{ link: string; expiresAt: Timestamp }> {
  const micros = clock.micros();
  const at = timestampOf(micros);
  const expiresAt = timestampOf(micros + (lifespanMicros ?? settings.linkLifespanMs * 1000));
  const flowId = random.uuid();
  const token = random.text(TOKEN_LENGTH, ALPHANUMERIC);
  const csrfToken = Buffer.from(random.bytes(CSRF_BYTES)).toString('base64');
  const stored = await store.createWithToken(
    {
      id: flowId,
      type: 'browser',
      state: settings.chooseAddress ? 'recovery_awaiting_address' : 'choose_method',
      active: 'link',
      requestUrl,
      ui: linkFlowUi(settings.publicUrl, flowId, csrfToken),
      csrfToken,
      skipCsrfCheck: false,
      recoveredIdentityId: null,
      submitCount: 0,
      internalContext: EMPTY_OBJECT,
      issuedAt: at,
      expiresAt,
      createdAt: at,
      updatedAt: at,
    },
    {
      id: random.uuid(),
      hmac: secretHmac(token, makingKey(settings)),
      kind: 'admin',
      identityId,
      flowId,
      addressId: null,
      issuedAt: at,
      expiresAt,
    },
  );
  if (!stored) throw new ApiError('recovery_link_identity_unknown');
  const link = new URL(`${settings.publicUrl}/self-service/recovery`);
  link.searchParams.set('flow', flowId);
  link.searchParams.set('token', token);
  return { link: link.href, expiresAt };
}
