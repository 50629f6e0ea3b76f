import { ApiError } from '../../error/api-error.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { removeNodes, upsertNodes } from '../../form/ui/container.ts';
import { signUp } from '../../form/ui/messages/registration-messages.ts';
import { submitNode } from '../../form/ui/nodes.ts';
import { traitNodes } from '../../form/ui/trait-nodes.ts';
import type { RegistrationPart } from '../method.ts';

export interface ProfileRegistrationDependencies {
  readonly enabled: boolean;
  /** Traits first, then how to sign in. */
  readonly twoSteps: boolean;
}

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
      if (!twoSteps || !isMine) return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'profile' } });
      flow.transientPayload = submission.object('transient_payload');
      if (!goesBack) assertOwnForm(flow, exchange);
      schema.validate(submission.traits(schema.fields));
      return { kind: 'screen', screen: goesBack ? 'profile' : 'credentials' };
    },
  };
}
