import { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import { flowIdOf } from '../../form/flow-book.ts';
import { FormFault } from '../../form/form-fault.ts';
import { addEntries, addMessage, resetMessages, upsertNodes } from '../../form/ui/container.ts';
import { registrationExpired, registrationMethodMissing } from '../../form/ui/messages/registration-messages.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { sortRegistrationNodes } from '../../form/ui/sort-nodes.ts';
import { fillTraits } from '../../form/ui/trait-nodes.ts';
import { now } from '../../lib/clock.ts';
import type { RegistrationOutcome } from '../../method/method.ts';
import type { FlowEngine } from '../engine.ts';
import { flowExpired } from '../flow-expired.ts';
import { showFaults, showNext, toPage } from '../show-form.ts';
import { assertRegistrationEnabled, newRegistrationFlow } from './begin-registration.ts';
import { finishRegistration } from './finish-registration.ts';
import { showScreen } from './show-screen.ts';

/** Who is signed in does not sign up (flows.md 16.1): the flow is not even looked for. */
async function gate(exchange: Exchange, { urls }: FlowEngine): Promise<Answer | undefined> {
  if (!(await exchange.caller())) return undefined;
  if (exchange.isJson) throw new ApiError('registration_with_session');
  const wanted = exchange.query.get('return_to') ?? '';
  const own = wanted.startsWith(`${urls.publicUrl}/self-service`);
  return redirectTo(urls.returnToOf(own ? exchange.query : new URLSearchParams()), 302);
}

/** An expired flow goes on as a new one, which says so. */
async function replaceExpired(expired: RegistrationFlow, exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, clock, urls } = engine;
  const flow = await newRegistrationFlow(expired.type, exchange, engine, expired);
  addMessage(flow.ui, registrationExpired(expired.expiresAt, now(clock)));
  await book.add(flow);
  await engine.tokenExchange.move(expired.id, flow.id);
  if (expired.type === 'api' || exchange.isJson) return { kind: 'error', error: flowExpired(expired, flow.id, clock) };
  return toPage(flow, urls);
}

async function ask(flow: RegistrationFlow, exchange: Exchange, engine: FlowEngine): Promise<RegistrationOutcome> {
  const schema = engine.schemas.of(flow.identitySchema);
  for (const { registration } of engine.methods) {
    const outcome = await registration?.submit(flow, exchange, schema);
    if (outcome) return outcome;
  }
  throw new FormFault([{ message: registrationMethodMissing() }]);
}

/** What was typed stays in the form, unless it cannot even be read. */
function keepTraits(flow: RegistrationFlow, exchange: Exchange, { schemas }: FlowEngine): void {
  const { fields } = schemas.of(flow.identitySchema);
  try {
    fillTraits(flow.ui, exchange.submission().traits(fields));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** Takes a registration: checks what was sent, shows the next screen or signs up. */
export async function submitRegistration(exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, schemas, hardErrors } = engine;
  let flow: RegistrationFlow | undefined;
  let activeBefore: string | undefined;
  try {
    const elsewhere = await gate(exchange, engine);
    if (elsewhere) return elsewhere;
    flow = await book.find('registration', flowIdOf(exchange.query));
    if (!flow) throw new ApiError('flow_unknown');
    activeBefore = flow.active;
    assertRegistrationEnabled(engine);
    if (book.isExpired(flow)) return await replaceExpired(flow, exchange, engine);
    const outcome = await ask(flow, exchange, engine);
    if (outcome.kind === 'registered') return await finishRegistration(flow, outcome, exchange, engine);
    if (outcome.kind === 'screen') await showScreen(flow, outcome.screen, exchange, engine);
    await book.keep(flow);
    return showNext(flow, exchange, urls);
  } catch (error) {
    const entries = flow && formEntriesOf(error, { marks: 'later' });
    if (!flow || !entries) return hardErrors.answer(error, exchange, flow);
    flow.transientPayload = undefined;
    flow.active = activeBefore;
    resetMessages(flow.ui);
    keepTraits(flow, exchange, engine);
    addEntries(flow.ui, entries);
    upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)));
    sortRegistrationNodes(flow.ui, schemas.of(flow.identitySchema).fields);
    await book.keep(flow);
    return showFaults(flow, exchange, urls);
  }
}
