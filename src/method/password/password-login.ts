import { readConfig } from '../../credential/read-config.ts';
import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { LoginFlow } from '../../form/flow.ts';
import { FormFault } from '../../form/form-fault.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { findInput, setNodeValue, upsertNodes } from '../../form/ui/container.ts';
import { identifierLabel } from '../../form/ui/identifier-label.ts';
import { credentialsInvalid } from '../../form/ui/messages/credential-messages.ts';
import { passwordLabel } from '../../form/ui/messages/label-messages.ts';
import { signIn, signInWithPassword } from '../../form/ui/messages/login-messages.ts';
import { missing } from '../../form/ui/messages/validation-messages.ts';
import { csrfNode, hiddenNode, inputNode, submitNode } from '../../form/ui/nodes.ts';
import type { PasswordHashing } from '../../hash/password-hashing.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { writeOf } from '../../identity/stored-identity.ts';
import { type UpdateDependencies, updateIdentity } from '../../identity/update.ts';
import { jsonOf } from '../../json/json-text.ts';
import { readStoredPassword } from '../../password/stored-password.ts';
import type { IdentityRowWithConfigs, IdentityStore } from '../../store/identity-store.ts';
import type { LoginPart } from '../method.ts';

export interface PasswordLoginDependencies {
  readonly enabled: boolean;
  readonly identities: IdentityStore;
  readonly updates: UpdateDependencies;
  readonly hashing: PasswordHashing;
  readonly log: { warn(details: object, message: string): void };
}

const passwordNode = () =>
  inputNode({
    name: 'password',
    type: 'password',
    group: 'password',
    required: true,
    autocomplete: 'current-password',
    title: passwordLabel(),
  });

/** The identifiers of the password of an identity that can be compared with. */
function usableIdentifiers(row: IdentityRowWithConfigs): readonly string[] {
  if (readStoredPassword(row) === undefined) return [];
  const { password } = JSON.parse(row.credentials) as { password?: { identifiers: string[] } };
  return password?.identifiers.filter((identifier) => identifier !== '') ?? [];
}

/** What was typed this time stays in the form, the password never does. An identifier that is hidden was filled in for the user. */
function keepIdentifier({ ui }: LoginFlow, identifier: string | undefined): void {
  const node = findInput(ui, 'identifier');
  if (node && (identifier !== undefined || node.attributes.type !== 'hidden')) setNodeValue(node, identifier ?? '');
  const password = findInput(ui, 'password');
  if (password) setNodeValue(password, undefined);
}

/** Signing in with a password (methods.md 1.3). */
export function createPasswordLogin({ enabled, identities, updates, hashing, log }: PasswordLoginDependencies): LoginPart {
  /** A hash of a foreign kind is replaced while the password is at hand; when that fails, the old one goes on. */
  async function upgradeHash(row: IdentityRowWithConfigs, hash: string, password: string): Promise<IdentityRowWithConfigs> {
    if (!hashing.needsUpgrade(hash)) return row;
    try {
      const config = jsonOf({ hashed_password: await hashing.hash(password, { urgent: true }) });
      const changed = await updateIdentity(
        row.id,
        (current, at) => {
          const { password: credential } = current.credentials;
          // Somebody may have changed the password while this one was compared.
          if (!credential || readConfig(credential.config).hashed_password !== hash) return current;
          return { ...current, credentials: { ...current.credentials, password: { ...credential, config, updatedAt: at } } };
        },
        updates,
      );
      return writeOf(changed).row;
    } catch (error) {
      log.warn({ err: error, identity_id: row.id }, 'A password hash could not be replaced by one of the configured kind.');
      return row;
    }
  }

  async function check(identifier: string, password: string): Promise<IdentityRowWithConfigs> {
    const row = await identities.getByIdentifier('password', normaliseIdentifier(identifier));
    const stored = row && readStoredPassword(row);
    if (stored?.askMigrationHook) throw new ApiError('migration_hook_off');
    if (!row || stored?.hash === undefined) {
      await hashing.verifyNothing(password);
      throw new FormFault([{ message: credentialsInvalid() }]);
    }
    if (!(await hashing.verify(stored.hash, password))) throw new FormFault([{ message: credentialsInvalid() }]);
    return upgradeHash(row, stored.hash, password);
  }

  async function signInWith(flow: LoginFlow, exchange: Exchange): Promise<IdentityRowWithConfigs> {
    const submission = exchange.submission();
    const identifier = submission.text('identifier') ?? submission.text('password_identifier');
    const password = submission.text('password');
    try {
      flow.transientPayload = submission.object('transient_payload');
      if (identifier === undefined || password === undefined) {
        throw new FormFault([
          ...(identifier === undefined ? [{ field: 'identifier', message: missing('identifier') }] : []),
          ...(password === undefined ? [{ field: 'password', message: missing('password') }] : []),
        ]);
      }
      assertOwnForm(flow, exchange);
      return await check(identifier, password);
    } catch (error) {
      keepIdentifier(flow, identifier);
      throw error;
    }
  }

  return {
    async form(flow, { exchange, situation, schema, caller }) {
      const csrf = csrfNode(csrfTokenFor(flow, exchange));
      if (situation === 'first factor') {
        const title = identifierLabel(schema.identifierFields);
        const identifier = inputNode({ name: 'identifier', type: 'text', group: 'default', value: '', required: true, title });
        upsertNodes(flow.ui, csrf, identifier, passwordNode());
        flow.ui.nodes.push(submitNode('password', 'method', 'password', signInWithPassword()));
      }
      if (situation === 'first factor refresh' && caller) {
        const row = await identities.getWithConfigs(caller.identity.id);
        const [identifier] = row ? usableIdentifiers(row) : [];
        if (identifier === undefined) return;
        upsertNodes(flow.ui, csrf, hiddenNode('default', 'identifier', identifier), passwordNode());
        flow.ui.nodes.push(submitNode('password', 'method', 'password', signIn()));
      }
    },

    async submit(flow, exchange) {
      if (flow.requestedAal !== 'aal1' || exchange.submission().text('method') !== 'password') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'password' } });
      const identity = await signInWith(flow, exchange);
      flow.active = 'password';
      return { kind: 'authenticated', identity, factor: { method: 'password', aal: 'aal1' } };
    },
  };
}
