import { ApiError } from '../../error/api-error.ts';
import type { IdentityWrite } from '../identity-store.ts';

/**
 * Refuses texts with U+0000, which PostgreSQL cannot store in any column. (Inside JSON documents it is an escape, and passes.)
 * @throws ApiError `text_unstorable`
 */
export function assertStorable(...texts: readonly (string | null)[]): void {
  for (const text of texts) {
    if (text?.includes('\0')) throw new ApiError('text_unstorable');
  }
}

/**
 * The same for all that a write of an identity puts into columns of their own.
 * @throws ApiError `text_unstorable`
 */
export function assertStorableIdentity({ row, identifiers, addresses }: IdentityWrite): void {
  assertStorable(row.externalId, row.schemaId, row.organizationId);
  for (const { identifier } of identifiers) assertStorable(identifier);
  for (const { via, value } of addresses) assertStorable(via, value);
}
