import { parseUuid } from '../lib/uuid.ts';
import type { Caller } from '../session/session.ts';

/** The organization that a login or registration is for: that of whoever is signed in, else what the query says, if it is an id. */
export function organizationOf(query: URLSearchParams, caller: Caller | undefined): string | undefined {
  return caller?.identity.organizationId ?? parseUuid(query.get('organization') ?? '');
}
