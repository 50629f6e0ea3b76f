import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import type { Method, VerificationPart } from '../../method/method.ts';
import type { FlowEngine } from '../engine.ts';

export type VerificationMethod = Method & { readonly verification: VerificationPart };

/** An enabled method that can verify addresses. */
function enabledMethod(id: string, { methods }: FlowEngine): VerificationMethod | undefined {
  return methods.find(
    (method): method is VerificationMethod => method.id === id && method.enabled && method.verification !== undefined,
  );
}

/**
 * The method that `selfservice.flows.verification.use` names, or the one preferred.
 * @throws ApiError `verification_method_missing`
 */
export function verificationMethod(engine: FlowEngine, preferred?: string): VerificationMethod {
  const { use } = engine.flows.verification;
  const method = enabledMethod(preferred ?? use, engine) ?? enabledMethod(use, engine);
  if (!method) throw new ApiError('verification_method_missing', { params: { method: use } });
  return method;
}

/** A verification flow without a form; not stored yet. */
export function emptyVerificationFlow(
  type: VerificationFlow['type'],
  { id }: VerificationMethod,
  exchange: Exchange,
  { book, flows }: FlowEngine,
  requestUrl: string,
): VerificationFlow {
  return {
    ...book.begin('verification', flows.verification.lifespanMs),
    kind: 'verification',
    type,
    state: 'choose_method',
    active: id,
    requestUrl,
    csrfToken: csrfTokenFor({ type }, exchange),
  };
}

/** A verification flow with the form of a method; not stored yet. */
export async function newVerificationFlow(
  type: VerificationFlow['type'],
  method: VerificationMethod,
  exchange: Exchange,
  engine: FlowEngine,
  requestUrl: string,
): Promise<VerificationFlow> {
  const flow = emptyVerificationFlow(type, method, exchange, engine, requestUrl);
  await method.verification.form(flow, exchange);
  return flow;
}
