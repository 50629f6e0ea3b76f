import { renderIdentity } from '../api/identities/serialise.ts';
import type { SchemaUrls } from '../api/schemas/schema-urls.ts';
import type { Config } from '../config/config.ts';
import type { Courier } from '../courier/courier.ts';
import { beginRecovery } from '../flow/recovery/begin-recovery.ts';
import { fetchRecovery } from '../flow/recovery/fetch-recovery.ts';
import type { RecoveryEngine } from '../flow/recovery/recovery-engine.ts';
import { submitRecovery } from '../flow/recovery/submit-recovery.ts';
import type { FlowOperations } from '../form/operations.ts';
import type { Clock } from '../lib/clock.ts';
import { createCodeRecovery } from '../method/code/code-recovery.ts';
import type { FlowSecrets } from '../method/flow-secrets.ts';
import { createLinkRecovery } from '../method/link/link-recovery.ts';
import type { RecoveryPart } from '../method/method.ts';
import { createRecoveryPost } from '../method/recovery/recovery-post.ts';
import type { IdentityRow, IdentityStore } from '../store/identity-store.ts';

/** An identity as messages show it. */
export const describedBy =
  (schemaUrls: SchemaUrls) =>
  (row: IdentityRow): Readonly<Record<string, unknown>> =>
    JSON.parse(renderIdentity(row, { schemaUrl: schemaUrls.of(row.schemaId), metadataAdmin: 'never' }));

export interface RecoveryPartsOptions {
  readonly config: Config;
  readonly identities: IdentityStore;
  readonly secrets: FlowSecrets;
  readonly courier: Courier;
  readonly describe: (row: IdentityRow) => Readonly<Record<string, unknown>>;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** The parts of the methods `code` and `link` in recovery, as configured. */
export function createRecoveryMethods(options: RecoveryPartsOptions): {
  readonly code: RecoveryPart;
  readonly link: RecoveryPart;
} {
  const { config, identities, secrets, clock } = options;
  const { methods, flows } = config.selfservice;
  const post = createRecoveryPost({
    ...options,
    codeLifespanMs: methods.code.lifespanMs,
    linkLifespanMs: methods.link.lifespanMs,
    notifyUnknown: flows.recovery.notifyUnknownRecipients,
  });
  return {
    code: createCodeRecovery({ enabled: methods.code.enabled, use: flows.recovery.use, identities, secrets, post }),
    link: createLinkRecovery({ enabled: methods.link.enabled, secrets, post, clock }),
  };
}

/** Recovery, for the routes. */
export function createRecoveryOperations(engine: RecoveryEngine): FlowOperations {
  return {
    begin: (type, exchange) => beginRecovery(type, exchange, engine),
    fetch: (exchange) => fetchRecovery(exchange, engine),
    submit: (exchange) => submitRecovery(exchange, engine),
  };
}
