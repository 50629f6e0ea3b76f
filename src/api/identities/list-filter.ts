import { ApiError } from '../../error/api-error.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { NIL_UUID, parseUuid } from '../../lib/uuid.ts';
import type { IdentityFilter } from '../../store/identity-store.ts';

const MAX_IDS = 500;

function uuidParameter(name: string, value: string): string {
  const id = parseUuid(value);
  if (id !== undefined) return id;
  throw new ApiError('parameter_uuid', {
    params: { name, value },
    details: { pointer: name, rule: 'format', expected: 'a UUID', got: value },
  });
}

/** No stored text holds a NUL character, and a database may refuse to look for one. */
const storable = (text: string) => text.replaceAll('\0', '\u{fffd}');

function prefixFilter(text: string): IdentityFilter {
  // The place where anything may follow takes part in the normalisation, as it does in the reference:
  // a whole phone number swallows it and is then looked up as it is.
  const pattern = normaliseIdentifier(`${text}%`);
  const open = pattern.endsWith('%');
  return { by: 'prefix', normalised: storable(open ? pattern.slice(0, -1) : pattern), exact: !open, verbatim: storable(text) };
}

/**
 * What a list is narrowed to; `several` when there is more than one filter (which is an error, but a later one than unknown
 * credential types).
 * @throws ApiError `parameter_uuid`, `parameter_ids`
 */
export function listFilter(query: URLSearchParams): IdentityFilter | 'several' {
  const ids = query.getAll('ids').map((id) => uuidParameter('ids', id));
  if (ids.length > MAX_IDS) {
    throw new ApiError('parameter_ids', {
      details: { pointer: 'ids', rule: 'maxItems', expected: `at most ${MAX_IDS}`, got: String(ids.length) },
    });
  }
  const organization = query.get('organization_id') || undefined;
  const organizationId = organization === undefined ? undefined : uuidParameter('organization_id', organization);
  const identifier = query.get('credentials_identifier') || undefined;
  const similar = query.get('preview_credentials_identifier_similar') || undefined;

  const filters: IdentityFilter[] = [];
  if (ids.length > 0) filters.push({ by: 'ids', ids: [...new Set(ids)] });
  if (organizationId !== undefined)
    filters.push(organizationId === NIL_UUID ? { by: 'all' } : { by: 'organization', id: organizationId });
  if (identifier !== undefined)
    filters.push({ by: 'identifier', normalised: storable(normaliseIdentifier(identifier)), verbatim: storable(identifier) });
  if (similar !== undefined) filters.push(prefixFilter(similar));
  return filters.length > 1 ? 'several' : (filters[0] ?? { by: 'all' });
}
