import { ApiError } from '../error/api-error.ts';
import { type JsonObject, printTree } from '../json/tree.ts';
import type { TraitsResult } from '../schema/traits-result.ts';
import type { KnownSchemas } from './known-schemas.ts';
import { listAt, textAt } from './tree-place.ts';

/** What the traits of a row say to its schema; undefined where the schema is not known here or refuses them. */
export function traitsResultOf(body: JsonObject, schemas: KnownSchemas): TraitsResult | undefined {
  try {
    return schemas.of(textAt(body, 'schema_id'))?.validate(printTree(body.get('traits') ?? new Map()));
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function linksOf(body: JsonObject, type: 'oidc' | 'saml'): string[] {
  return listAt(body, 'credentials', type, 'config', 'providers').flatMap((link) => {
    const provider = textAt(link, 'provider');
    const subject = textAt(link, 'subject');
    return provider === undefined || subject === undefined ? [] : [`${provider}:${subject}`];
  });
}

/** What the identity of a row signs in with, as `credentials_identifier` finds it. */
export function identifiersOf(body: JsonObject, found: TraitsResult | undefined): readonly string[] {
  const traits = found
    ? [...found.identifiers.password, ...found.identifiers.webauthn, ...found.code.map(({ value }) => value)]
    : [];
  return [...new Set([...traits, ...linksOf(body, 'oidc'), ...linksOf(body, 'saml')])];
}
