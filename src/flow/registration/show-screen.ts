import type { Exchange } from '../../form/exchange.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import { FormFault } from '../../form/form-fault.ts';
import { addMessage, removeNodes, resetMessages } from '../../form/ui/container.ts';
import { hideInputs } from '../../form/ui/hide-inputs.ts';
import { chooseCredentials, registrationBack, registrationMethodMissing } from '../../form/ui/messages/registration-messages.ts';
import type { Ui } from '../../form/ui/node.ts';
import { submitNode } from '../../form/ui/nodes.ts';
import { sortRegistrationNodes } from '../../form/ui/sort-nodes.ts';
import { fillTraits } from '../../form/ui/trait-nodes.ts';
import type { FlowEngine } from '../engine.ts';
import { fillRegistrationForm } from './registration-form.ts';

const offersCredentials = ({ nodes }: Ui) => nodes.some(({ group }) => group !== 'default' && group !== 'profile');

/**
 * Turns a registration to one of its two screens, with the traits that were sent (flows.md 16.3).
 * @throws FormFault when there is nothing to choose on the second one; the form stays on the first
 */
export async function showScreen(
  flow: RegistrationFlow,
  screen: 'profile' | 'credentials',
  exchange: Exchange,
  engine: FlowEngine,
): Promise<void> {
  const { fields } = engine.schemas.of(flow.identitySchema);
  const { ui } = flow;
  resetMessages(ui);
  removeNodes(ui, { names: ['screen'] });
  // The organization went before the traits: whoever goes back may sign up without it.
  if (screen === 'profile') flow.organizationId = undefined;
  await fillRegistrationForm(flow, screen, exchange, engine);
  if (screen === 'credentials' && !offersCredentials(ui)) {
    await fillRegistrationForm(flow, 'profile', exchange, engine);
    throw new FormFault([{ message: registrationMethodMissing() }]);
  }
  fillTraits(ui, exchange.submission().traits(fields));
  flow.state = 'choose_method';
  flow.active = undefined;
  if (screen === 'credentials') {
    hideInputs(ui);
    removeNodes(ui, { names: ['method'], groups: ['profile'] });
    ui.nodes.push(submitNode('profile', 'screen', 'previous', registrationBack()));
    addMessage(ui, chooseCredentials());
  }
  sortRegistrationNodes(ui, fields);
}
