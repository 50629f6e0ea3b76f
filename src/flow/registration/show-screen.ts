import type { Exchange } from '../../form/exchange.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import { addMessage, removeNodes, resetMessages } from '../../form/ui/container.ts';
import { hideInputs } from '../../form/ui/hide-inputs.ts';
import { chooseCredentials, registrationBack } from '../../form/ui/messages/registration-messages.ts';
import { submitNode } from '../../form/ui/nodes.ts';
import { sortRegistrationNodes } from '../../form/ui/sort-nodes.ts';
import { fillTraits } from '../../form/ui/trait-nodes.ts';
import type { FlowEngine } from '../engine.ts';
import { fillRegistrationForm } from './registration-form.ts';

/** Turns a registration to one of its two screens, with the traits that were sent (flows.md 16.3). */
export async function showScreen(
  flow: RegistrationFlow,
  screen: 'profile' | 'credentials',
  exchange: Exchange,
  engine: FlowEngine,
): Promise<void> {
  const { fields } = engine.schemas.of(flow.identitySchema);
  const { ui } = flow;
  resetMessages(ui);
  removeNodes(ui, { names: ['screen'], groups: ['profile'] });
  await fillRegistrationForm(flow, screen, exchange, engine);
  fillTraits(ui, exchange.submission().traits(fields));
  flow.state = 'choose_method';
  flow.active = undefined;
  if (screen === 'credentials') {
    hideInputs(ui);
    removeNodes(ui, { names: ['method'], groups: ['profile'] });
    ui.nodes.push(submitNode('profile', 'screen', 'previous', registrationBack()));
    addMessage(ui, chooseCredentials());
  } else {
    flow.organizationId = undefined;
  }
  sortRegistrationNodes(ui, fields);
}
