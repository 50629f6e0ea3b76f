import type { AdminClient } from '../client/admin-client.ts';
import { type JsonObject, printTree } from '../json/tree.ts';
import { refusalOf } from './batch-answer.ts';
import type { Existing } from './find-existing.ts';
import type { RowOutcome } from './row-outcome.ts';
import { objectAt } from './tree-place.ts';

/** A replacement clears these where it does not name them; a row that says nothing of them means nothing by that. */
const KEPT = ['traits', 'external_id', 'metadata_public', 'metadata_admin'] as const;

/** What a replacement takes. */
const REPLACED = ['schema_id', 'external_id', 'traits', 'credentials', 'metadata_public', 'metadata_admin', 'state', 'region'];

function replacementFrom(body: JsonObject, { identity }: Existing): JsonObject {
  const replacement: JsonObject = new Map();
  for (const name of REPLACED) {
    const value = body.get(name);
    if (value !== undefined) replacement.set(name, value);
  }
  for (const name of KEPT) {
    const known = identity.get(name);
    if (!replacement.has(name) && known !== undefined) replacement.set(name, known);
  }
  // An import appends recovery codes: those of a row that comes again would be there twice.
  const credentials = objectAt(body, 'credentials');
  if (credentials.has('lookup_secret') && objectAt(identity, 'credentials').has('lookup_secret'))
    replacement.set('credentials', new Map([...credentials].filter(([type]) => type !== 'lookup_secret')));
  return replacement;
}

/** Replaces somebody who is there by what a row says. @throws AnswerFault, EndpointUnreachable when the import cannot go on */
export async function updateExisting(body: JsonObject, existing: Existing, client: AdminClient): Promise<RowOutcome> {
  const path = `/admin/identities/${existing.id}`;
  const answer = await client.send({ method: 'PUT', path, body: printTree(replacementFrom(body, existing)), timeoutMs: 60_000 });
  if (answer.status < 300) return { kind: 'updated', id: existing.id };
  return { kind: 'failed', failure: refusalOf(answer).failure };
}
