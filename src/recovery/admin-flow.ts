import { EMPTY_OBJECT, type JsonText, jsonOf } from '../json/json-text.ts';
import { type Clock, type Timestamp, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { FlowRow, FlowSecretRow, FlowStore } from '../store/flow-store.ts';
import type { RecoverySettings } from './recovery-settings.ts';
import { secretHmac } from './secret-hmac.ts';

export interface RecoveryDependencies {
  readonly store: Pick<FlowStore, 'create'>;
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

/** What is different in the flows of the two methods. */
export interface MethodPart extends Pick<FlowRow, 'type' | 'state' | 'active' | 'csrfToken'> {
  readonly secretKind: FlowSecretRow['kind'];
  /** The submission of the flow needs no anti-CSRF token: whoever has the secret may use it in any browser. */
  readonly skipCsrfCheck: boolean;
  readonly lifespanMs: number;
  /** The code or token itself; only its HMAC gets into the rows. */
  readonly secret: string;
  ui(flowId: string): JsonText;
}

/** The first key makes HMACs. */
function makingKey({ secrets }: RecoverySettings): string {
  const [key] = secrets;
  if (key === undefined) throw new TypeError('recovery needs at least one secret');
  return key;
}

/** A recovery flow that an administrator makes, and the secret that belongs to it; both end at `expiresAt`. */
export function adminFlow(
  { identityId, lifespanMicros, requestUrl }: RecoveryRequest,
  { lifespanMs, secret, secretKind, skipCsrfCheck, ui, ...method }: MethodPart,
  { clock, random, settings }: Omit<RecoveryDependencies, 'store'>,
): { readonly flow: FlowRow; readonly secretRow: FlowSecretRow; readonly expiresAt: Timestamp } {
  const micros = clock.micros();
  const at = timestampOf(micros);
  const expiresAt = timestampOf(micros + (lifespanMicros ?? lifespanMs * 1000));
  const id = random.uuid();
  return {
    flow: {
      id,
      kind: 'recovery',
      ...method,
      requestUrl,
      ui: ui(id),
      identityId: null,
      details: skipCsrfCheck ? jsonOf({ skip_csrf_check: true }) : EMPTY_OBJECT,
      issuedAt: at,
      expiresAt,
      createdAt: at,
      updatedAt: at,
    },
    secretRow: {
      id: random.uuid(),
      hmac: secretHmac(secret, makingKey(settings)),
      flowId: id,
      kind: secretKind,
      origin: 'admin',
      identityId,
      addressId: null,
      issuedAt: at,
      expiresAt,
      usedAt: null,
    },
    expiresAt,
  };
}
