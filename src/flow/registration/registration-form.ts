import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import { upsertNodes } from '../../form/ui/container.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { sortRegistrationNodes } from '../../form/ui/sort-nodes.ts';
import type { RegistrationScreen } from '../../method/method.ts';
import type { FlowEngine } from '../engine.ts';

/** Shows what each enabled method asks for on a screen of a registration. */
export async function fillRegistrationForm(
  flow: RegistrationFlow,
  screen: RegistrationScreen,
  exchange: Exchange,
  { methods, schemas }: FlowEngine,
): Promise<void> {
  const schema = schemas.of(flow.identitySchema);
  // Only methods that are made for organizations may show something there, and there is none yet.
  const shown = flow.organizationId === undefined ? methods : [];
  for (const { enabled, registration } of shown) {
    if (enabled) await registration?.form(flow, { exchange, screen, schema });
  }
  upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)));
  sortRegistrationNodes(flow.ui, schema.fields);
}
