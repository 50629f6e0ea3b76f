import { DocumentFault } from './document-fault.ts';
import { fragmentBelow } from './fragment.ts';
import { EXTENSION } from './keyword/extension.ts';
import { isObject } from './value-kind.ts';

const VERIFIED_FORMATS: readonly unknown[] = ['email', 'tel', 'date', 'time', 'date-time', 'no-validate'];

function required(schema: Readonly<Record<string, unknown>>, keyword: string, place: string): Readonly<Record<string, unknown>> {
  const value = schema[keyword];
  if (isObject(value)) return value;
  throw new DocumentFault(fragmentBelow(place, keyword), value === undefined ? 'is missing' : 'must be an object');
}

function assertTrait(trait: unknown, place: string): void {
  if (!isObject(trait)) throw new DocumentFault(place, 'must be an object');
  const extension = trait[EXTENSION];
  if (!isObject(extension) || extension.verification === undefined || trait.format === undefined) return;
  if (VERIFIED_FORMATS.includes(trait.format)) return;
  throw new DocumentFault(
    fragmentBelow(place, 'format'),
    `must be one of ${VERIFIED_FORMATS.join(', ')} where an address is verified`,
  );
}

/**
 * What an identity schema must have beyond being a JSON Schema: it describes an object with the member `traits`, which is an
 * object with at least one named trait.
 * @throws DocumentFault
 */
export function assertIdentitySchema(root: unknown): void {
  if (!isObject(root)) throw new DocumentFault('#', 'must be an object');
  const traits = required(required(root, 'properties', '#'), 'traits', '#/properties');
  const place = '#/properties/traits';
  if (traits.type !== undefined && traits.type !== 'object') throw new DocumentFault(`${place}/type`, 'must be "object"');
  const named = Object.entries(required(traits, 'properties', place));
  if (named.length === 0) throw new DocumentFault(`${place}/properties`, 'must name at least one trait');
  for (const [name, trait] of named) assertTrait(trait, fragmentBelow(`${place}/properties`, name));
}
