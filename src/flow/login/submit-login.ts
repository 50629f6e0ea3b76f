import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { LoginFlow } from '../../form/flow.ts';
import { flowIdOf } from '../../form/flow-book.ts';
import { FormFault } from '../../form/form-fault.ts';
import { addEntries, addMessage, resetMessages, upsertNodes } from '../../form/ui/container.ts';
import { loginExpired, loginMethodMissing } from '../../form/ui/messages/login-messages.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { sortLoginNodes } from '../../form/ui/sort-nodes.ts';
import { now } from '../../lib/clock.ts';
import type { LoginOutcome } from '../../method/method.ts';
import type { Caller } from '../../session/session.ts';
import type { FlowEngine } from '../engine.ts';
import { flowExpired } from '../flow-expired.ts';
import { showFaults, showNext, toPage } from '../show-form.ts';
import { newLoginFlow } from './begin-login.ts';
import { finishLogin } from './finish-login.ts';

/** The session gate (flows.md 15.1). @returns where a browser that need not log in goes instead */
function gate(flow: LoginFlow, caller: Caller | undefined, exchange: Exchange, { urls }: FlowEngine): Answer | undefined {
  if (!caller) {
    if (flow.requestedAal === 'aal2') throw new ApiError('session_aal1_required');
    return undefined;
  }
  if (flow.refresh || flow.requestedAal > caller.session.aal) return undefined;
  if (flow.type === 'browser' && !exchange.isJson) return redirectTo(urls.returnToOf(new URLSearchParams()));
  throw new ApiError('login_with_session');
}

/** An expired flow goes on as a new one, which says so. */
async function replaceExpired(expired: LoginFlow, exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, clock, urls } = engine;
  const flow = await newLoginFlow(expired.type, exchange, engine, expired);
  addMessage(flow.ui, loginExpired(expired.expiresAt, now(clock)));
  await book.add(flow);
  await engine.tokenExchange.move(expired.id, flow.id);
  if (expired.type === 'api' || exchange.isJson) return { kind: 'error', error: flowExpired(expired, flow.id, clock) };
  return toPage(flow, urls);
}

async function ask(flow: LoginFlow, exchange: Exchange, caller: Caller | undefined, engine: FlowEngine): Promise<LoginOutcome> {
  for (const { login } of engine.methods) {
    const outcome = await login?.submit(flow, exchange, caller);
    if (outcome) return outcome;
  }
  throw new FormFault([{ message: loginMethodMissing() }]);
}

/** Takes a login: checks what was sent, and signs in. */
export async function submitLogin(exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, hardErrors } = engine;
  let flow: LoginFlow | undefined;
  let activeBefore: string | undefined;
  try {
    flow = await book.find('login', flowIdOf(exchange.query));
    if (!flow) throw new ApiError('flow_unknown');
    activeBefore = flow.active;
    const caller = await exchange.caller();
    const elsewhere = gate(flow, caller, exchange, engine);
    if (elsewhere) return elsewhere;
    if (book.isExpired(flow)) return await replaceExpired(flow, exchange, engine);
    const outcome = await ask(flow, exchange, caller, engine);
    activeBefore = flow.active;
    if (outcome.kind === 'authenticated') return await finishLogin(flow, outcome, exchange, caller, engine);
    await book.keep(flow);
    return showNext(flow, exchange, urls);
  } catch (error) {
    const entries = flow && formEntriesOf(error);
    if (!flow || !entries) return hardErrors.answer(error, exchange, flow);
    flow.transientPayload = undefined;
    flow.active = activeBefore;
    resetMessages(flow.ui);
    addEntries(flow.ui, entries);
    if (flow.type === 'browser') upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)));
    sortLoginNodes(flow.ui);
    await book.keep(flow);
    return showFaults(flow, exchange, urls);
  }
}
