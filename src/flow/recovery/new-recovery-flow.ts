import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import type { Method, RecoveryPart } from '../../method/method.ts';
import type { RecoveryEngine } from './recovery-engine.ts';

export type RecoveryMethod = Method & { readonly recovery: RecoveryPart };

/** An enabled method that can recover accounts. */
export function enabledRecoveryMethod(id: string, { methods }: RecoveryEngine): RecoveryMethod | undefined {
  return methods.find((method): method is RecoveryMethod => method.id === id && method.enabled && method.recovery !== undefined);
}

/** The method that `selfservice.flows.recovery.use` names. @throws ApiError `recovery_method_missing` */
export function configuredRecoveryMethod(engine: RecoveryEngine): RecoveryMethod {
  const { use } = engine.flows.recovery;
  const method = enabledRecoveryMethod(use, engine);
  if (!method) throw new ApiError('recovery_method_missing', { params: { method: use } });
  return method;
}

/** A recovery flow with the form of a method; not stored yet. */
export async function newRecoveryFlow(
  type: RecoveryFlow['type'],
  { id, recovery }: RecoveryMethod,
  exchange: Exchange,
  { book, flows, chooseAddress }: RecoveryEngine,
  requestUrl: string,
): Promise<RecoveryFlow> {
  const flow: RecoveryFlow = {
    ...book.begin('recovery', flows.recovery.lifespanMs),
    kind: 'recovery',
    type,
    // Links go to the address that was typed: there is nothing to choose.
    state: chooseAddress && id === 'code' ? 'recovery_awaiting_address' : 'choose_method',
    active: id,
    requestUrl,
    csrfToken: csrfTokenFor({ type }, exchange),
    skipCsrfCheck: false,
    recoveredIdentityId: undefined,
    continueWith: [],
  };
  await recovery.form(flow, exchange);
  return flow;
}
