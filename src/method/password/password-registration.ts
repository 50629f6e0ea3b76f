import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { RegistrationFlow } from '../../form/flow.ts';
import { FormFault } from '../../form/form-fault.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { removeNodes, upsertNodes } from '../../form/ui/container.ts';
import { identifiersMissing } from '../../form/ui/messages/credential-messages.ts';
import { signUp } from '../../form/ui/messages/registration-messages.ts';
import { missing } from '../../form/ui/messages/validation-messages.ts';
import { submitNode } from '../../form/ui/nodes.ts';
import type { PasswordHashing } from '../../hash/password-hashing.ts';
import type { NewIdentity } from '../../identity/new-identity.ts';
import type { JsonText } from '../../json/json-text.ts';
import type { PasswordPolicy } from '../../password/password-policy.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import type { TraitsResult } from '../../schema/traits-result.ts';
import type { RegistrationPart } from '../method.ts';
import { newPasswordNode } from './new-password-node.ts';
import { policyFault } from './policy-fault.ts';

export interface PasswordRegistrationDependencies {
  readonly enabled: boolean;
  readonly policy: PasswordPolicy;
  readonly hashing: PasswordHashing;
}

/** Traits and password as far as a form can tell; all that is wrong is told at once. @throws FormFault, ApiError */
function checked(
  schema: IdentitySchema,
  traits: JsonText,
  password: string | undefined,
): { readonly found: TraitsResult; readonly password: string } {
  const lacking = password === undefined ? [{ field: 'password', message: missing('password') }] : [];
  try {
    const found = schema.validate(traits);
    if (password !== undefined) return { found, password };
  } catch (error) {
    const entries = formEntriesOf(error, { marks: 'later' });
    if (!entries) throw error;
    throw new FormFault([...entries, ...lacking]);
  }
  throw new FormFault(lacking);
}

/** Signing up with a password (methods.md 1.4). */
export function createPasswordRegistration({ enabled, policy, hashing }: PasswordRegistrationDependencies): RegistrationPart {
  async function read(flow: RegistrationFlow, exchange: Exchange, schema: IdentitySchema): Promise<NewIdentity> {
    const submission = exchange.submission();
    flow.transientPayload = submission.object('transient_payload');
    const { found, password } = checked(schema, submission.traits(schema.fields), submission.text('password'));
    const { traits, identifiers } = found;
    assertOwnForm(flow, exchange);
    if (identifiers.password.length === 0) throw new FormFault([{ message: identifiersMissing() }]);
    const violation = await policy.check(password, identifiers.password);
    if (violation) throw policyFault(violation);
    const config = { hashed_password: await hashing.hash(password, { urgent: true }) };
    return { traits, credentials: { password: config } };
  }

  return {
    form({ ui }, { screen }) {
      removeNodes(ui, { groups: ['password'] });
      if (screen === 'profile') return;
      upsertNodes(ui, newPasswordNode());
      ui.nodes.push(submitNode('password', 'method', 'password', signUp()));
    },

    async submit(flow, exchange, schema) {
      if (exchange.submission().text('method') !== 'password') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'password' } });
      const identity = await read(flow, exchange, schema);
      flow.active = 'password';
      return { kind: 'registered', identity, factor: { method: 'password', aal: 'aal1' } };
    },
  };
}
