import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import { formEntriesOf } from '../../form/faults.ts';
import { FormFault } from '../../form/form-fault.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { submittedTraits } from '../../form/submitted-traits.ts';
import { setNodeValue, upsertNodes } from '../../form/ui/container.ts';
import { saveLabel } from '../../form/ui/messages/label-messages.ts';
import type { Ui } from '../../form/ui/node.ts';
import { csrfNode, submitNode } from '../../form/ui/nodes.ts';
import { fillTraits, traitNodes } from '../../form/ui/trait-nodes.ts';
import { EMPTY_OBJECT, type JsonText } from '../../json/json-text.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import type { SettingsPart } from '../method.ts';

/** The form shows what was sent, all of it: what was left out is not as it was. */
function showSent(ui: Ui, traits: JsonText): void {
  for (const node of ui.nodes) {
    if (node.type === 'input' && node.attributes.name.startsWith('traits.')) setNodeValue(node, undefined);
  }
  fillTraits(ui, traits);
}

/** @throws FormFault that says at the fields what is wrong */
function validate(schema: IdentitySchema, traits: JsonText): void {
  try {
    schema.validate(traits);
  } catch (error) {
    const entries = formEntriesOf(error, { marks: 'later' });
    throw entries ? new FormFault(entries) : error;
  }
}

/** Changing one's own traits (methods.md 10.1). */
export function createProfileSettings({ enabled }: { readonly enabled: boolean }): SettingsPart {
  return {
    form(flow, { exchange, identity, schema }) {
      upsertNodes(flow.ui, ...traitNodes(schema.fields, 'profile', identity.traits), csrfNode(csrfTokenFor(flow, exchange)));
      flow.ui.nodes.push(submitNode('profile', 'method', 'profile', saveLabel()));
    },

    async submit(flow, exchange, { caller, schema }) {
      const submission = exchange.submission();
      if (submission.text('method') !== 'profile') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'profile' } });
      const traits = submittedTraits(submission, schema.fields);
      showSent(flow.ui, traits);
      flow.transientPayload = submission.object('transient_payload');
      validate(schema, traits);
      assertOwnForm(flow, exchange);
      if (traits === EMPTY_OBJECT) throw new ApiError('nothing_changed');
      return {
        kind: 'change',
        privileged: false,
        change(current) {
          // All traits are replaced: what another request has changed since this one began would be lost unnoticed.
          const isLate = current.traits !== caller.identity.traits && current.traits !== traits;
          if (isLate || current.schemaId !== caller.identity.schemaId) throw new ApiError('profile_changed_meanwhile');
          return { ...current, traits };
        },
      };
    },
  };
}
