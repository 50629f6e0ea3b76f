import type { Finding } from './check-keys.ts';
import type { Values } from './keys/root.ts';
import { cipherSecrets } from './relations/cipher-secrets.ts';
import { codeUses } from './relations/code-uses.ts';
import { identitySchemaUrls } from './relations/identity-schema-urls.ts';
import { oidcProviders } from './relations/oidc-providers.ts';
import { rangeServer } from './relations/range-server.ts';
import type { RelationContext } from './relations/relation-context.ts';
import { webHookAnswers } from './relations/web-hook-answers.ts';
import { webauthnParty } from './relations/webauthn-party.ts';

const RELATIONS: readonly ((values: Values, context: RelationContext) => Iterable<Finding>)[] = [
  cipherSecrets,
  codeUses,
  webauthnParty,
  oidcProviders,
  webHookAnswers,
  identitySchemaUrls,
  rangeServer,
];

/** Everything that breaks a rule which ties several keys together. */
export function checkRelations(values: Values, context: RelationContext): Finding[] {
  return RELATIONS.flatMap((relation) => [...relation(values, context)]);
}
