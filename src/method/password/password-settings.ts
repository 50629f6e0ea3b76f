import { readConfig, textIn } from '../../credential/read-config.ts';
import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import { FormFault } from '../../form/form-fault.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { upsertNodes } from '../../form/ui/container.ts';
import { identifiersMissing, passwordUnchanged } from '../../form/ui/messages/credential-messages.ts';
import { saveLabel } from '../../form/ui/messages/label-messages.ts';
import { missing } from '../../form/ui/messages/validation-messages.ts';
import { csrfNode, submitNode } from '../../form/ui/nodes.ts';
import type { PasswordHashing } from '../../hash/password-hashing.ts';
import type { Identity } from '../../identity/identity.ts';
import { jsonOf } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { PasswordPolicy } from '../../password/password-policy.ts';
import type { IdentitySchema } from '../../schema/identity-schema.ts';
import type { SettingsPart } from '../method.ts';
import { newPasswordNode } from './new-password-node.ts';
import { policyFault } from './policy-fault.ts';

export interface PasswordSettingsDependencies {
  readonly enabled: boolean;
  readonly policy: PasswordPolicy;
  readonly hashing: PasswordHashing;
}

/** What the identity signs in with: what its traits say, or else what it has. */
function identifiersOf({ traits, credentials }: Identity, schema: IdentitySchema): readonly string[] {
  const { password } = schema.validate(traits).identifiers;
  return password.length > 0 ? password : (credentials.password?.identifiers.filter((one) => one !== '') ?? []);
}

/** Setting a password of one's own (methods.md 1.6). */
export function createPasswordSettings({ enabled, policy, hashing }: PasswordSettingsDependencies): SettingsPart {
  async function assertGood(password: string, { credentials }: Identity, identifiers: readonly string[]): Promise<void> {
    const hash = textIn(readConfig(credentials.password?.config ?? jsonOf({})).hashed_password);
    if (hash !== '' && (await hashing.verify(hash, password))) {
      throw new FormFault([{ field: 'password', message: passwordUnchanged() }]);
    }
    const violation = await policy.check(password, identifiers);
    if (violation) throw policyFault(violation);
    if (identifiers.length === 0) throw new FormFault([{ message: identifiersMissing() }]);
  }

  /** Makes the change; where it is asked again because another one came in between, the hash is not computed once more. */
  function settingPassword(password: string, schema: IdentitySchema) {
    let hashed: Promise<string> | undefined;
    return async (current: Identity, at: Timestamp): Promise<Identity> => {
      const identifiers = identifiersOf(current, schema);
      await assertGood(password, current, identifiers);
      hashed ??= hashing.hash(password, { urgent: true });
      const before = current.credentials.password ?? { type: 'password', version: 0, createdAt: at };
      const config = jsonOf({ hashed_password: await hashed });
      return {
        ...current,
        credentials: { ...current.credentials, password: { ...before, identifiers, config, updatedAt: at } },
      };
    };
  }

  return {
    form(flow, { exchange }) {
      upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)), newPasswordNode());
      flow.ui.nodes.push(submitNode('password', 'method', 'password', saveLabel()));
    },

    async submit(flow, exchange, { schema }) {
      const submission = exchange.submission();
      if (submission.text('method') !== 'password') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'password' } });
      flow.transientPayload = submission.object('transient_payload');
      const password = submission.text('password');
      if (password === undefined) throw new FormFault([{ field: 'password', message: missing('password') }]);
      assertOwnForm(flow, exchange);
      return { kind: 'change', privileged: true, change: settingPassword(password, schema) };
    },
  };
}
