import { ApiError } from '../error/api-error.ts';
import { EMPTY_OBJECT } from '../json/json-text.ts';
import { type Clock, type Timestamp, timestampOf } from '../lib/clock.ts';
import { DIGITS, type Random } from '../lib/random.ts';
import type { RecoveryStore } from '../store/recovery-store.ts';
import { codeFlowUi } from './nodes.ts';
import type { RecoverySettings } from './recovery-settings.ts';
import { secretHmac } from './secret-hmac.ts';

export interface RecoveryDependencies {
  readonly store: RecoveryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: RecoverySettings;
}

export interface RecoveryRequest {
  readonly identityId: string;
  /** How long flow and secret can be used, in microseconds; absent for the lifespan of the method. */
  readonly lifespanMicros?: number;
  /** The URL that counts as the start of the flow; its `return_to` is honoured at the end. */
  readonly requestUrl: string;
}

const CODE_LENGTH = 6;

/** The key that makes HMACs. */
export function makingKey({ secrets }: RecoverySettings): string {
  const [key] = secrets;
  if (key === undefined) throw new TypeError('recovery needs at least one secret');
  return key;
}

/**
 * Makes a recovery flow and a code for it, for an administrator to hand over.
 * @throws ApiError `recovery_code_identity_unknown`
 */
export async function createRecoveryCode(
  { identityId, lifespanMicros, requestUrl, type }: RecoveryRequest & { readonly type: 'browser' | 'api' },
  { store, clock, random, settings }: RecoveryDependencies,
): Promise<{ link: string; code: string; expiresAt: Timestamp }> {
  const micros = clock.micros();
  const at = timestampOf(micros);
  const expiresAt = timestampOf(micros + (lifespanMicros ?? settings.codeLifespanMs * 1000));
  const flowId = random.uuid();
  const code = random.text(CODE_LENGTH, DIGITS);
  const stored = await store.createWithCode(
    {
      id: flowId,
      type,
      state: 'sent_email',
      active: 'code',
      requestUrl,
      ui: codeFlowUi(settings.publicUrl, flowId),
      csrfToken: '',
      skipCsrfCheck: true,
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
      hmac: secretHmac(code, makingKey(settings)),
      kind: 'admin',
      identityId,
      flowId,
      addressId: null,
      issuedAt: at,
      expiresAt,
    },
  );
  if (!stored) throw new ApiError('recovery_code_identity_unknown');
  const link = new URL(settings.uiUrl, settings.publicUrl);
  link.searchParams.set('flow', flowId);
  return { link: link.href, code, expiresAt };
}
