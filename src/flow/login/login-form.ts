import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { LoginFlow } from '../../form/flow.ts';
import { addMessage, upsertNodes } from '../../form/ui/container.ts';
import { confirmAction, secondFactorNeeded } from '../../form/ui/messages/login-messages.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { sortLoginNodes } from '../../form/ui/sort-nodes.ts';
import type { LoginSituation } from '../../method/method.ts';
import type { Caller } from '../../session/session.ts';
import type { FlowEngine } from '../engine.ts';

function situationOf({ refresh, requestedAal }: LoginFlow, style: 'unified' | 'identifier_first'): LoginSituation {
  if (requestedAal === 'aal2') return refresh ? 'second factor refresh' : 'second factor';
  if (refresh) return 'first factor refresh';
  return style === 'identifier_first' ? 'identifier first' : 'first factor';
}

/** Fills the form of a new login flow: what each enabled method asks for, and why it is shown (flows.md 12.2). */
export async function fillLoginForm(
  flow: LoginFlow,
  exchange: Exchange,
  caller: Caller | undefined,
  { methods, schemas, flows }: FlowEngine,
): Promise<void> {
  const schema = schemas.of(flow.identitySchema);
  const context = { exchange, caller, schema, situation: situationOf(flow, flows.login.style) };
  // Only methods that are made for organizations may show something there, and there is none yet.
  const shown = flow.organizationId === undefined ? methods : [];
  for (const { enabled, login } of shown) {
    if (enabled) await login?.form(flow, context);
  }
  if (flow.type === 'browser') upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)));
  if (flow.refresh) addMessage(flow.ui, confirmAction());
  if (flow.requestedAal === 'aal2' && caller?.session.aal !== 'aal2') addMessage(flow.ui, secondFactorNeeded());
  sortLoginNodes(flow.ui);
}
