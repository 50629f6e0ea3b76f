import { ApiError } from '../../error/api-error.ts';
import { FormFault } from '../../form/form-fault.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { submittedTraits } from '../../form/submitted-traits.ts';
import { removeNodes, upsertNodes } from '../../form/ui/container.ts';
import { signUp } from '../../form/ui/messages/registration-messages.ts';
import { refused } from '../../form/ui/messages/validation-messages.ts';
import { submitNode } from '../../form/ui/nodes.ts';
import { traitNodes } from '../../form/ui/trait-nodes.ts';
import { EMPTY_OBJECT } from '../../json/json-text.ts';
import { isMethodId, type RegistrationPart } from '../method.ts';

export interface ProfileRegistrationDependencies {
  readonly enabled: boolean;
  /** Traits first, then how to sign in. */
  readonly twoSteps: boolean;
}

const SCREENS = ['credential-selection', 'previous'];
const NO_SCREEN = 'value must be one of "credential-selection", "previous"';

/** The traits of who signs up, and the first of two steps (methods.md 10.2). */
export function createProfileRegistration({ enabled, twoSteps }: ProfileRegistrationDependencies): RegistrationPart {
  return {
    form({ ui }, { screen, schema }) {
      removeNodes(ui, { names: ['method'], groups: ['profile'] });
      upsertNodes(ui, ...traitNodes(schema.fields, 'default'));
      if (screen === 'profile') ui.nodes.push(submitNode('profile', 'method', 'profile', signUp()));
    },

    async submit(flow, exchange, schema) {
      const submission = exchange.submission();
      const [method, screen] = [submission.text('method'), submission.text('screen')];
      const goesBack = screen === 'previous' || method === 'profile:back';
      const isMine = goesBack || method === 'profile' || screen === 'credential-selection';
      if (!twoSteps || (method !== undefined && !isMine && isMethodId(method))) return undefined;
      if (!enabled && isMine) throw new ApiError('method_disabled', { params: { method: 'profile' } });
      // Who names no method is told first what is wrong with the traits.
      const traits = submittedTraits(submission, schema.fields);
      if (screen !== undefined && !SCREENS.includes(screen))
        throw new FormFault([{ field: 'screen', message: refused(NO_SCREEN) }]);
      if (!isMine) {
        schema.validate(traits);
        return undefined;
      }
      flow.transientPayload = submission.object('transient_payload') ?? EMPTY_OBJECT;
      if (!goesBack) assertOwnForm(flow, exchange);
      schema.validate(traits);
      return { kind: 'screen', screen: goesBack ? 'profile' : 'credentials' };
    },
  };
}
