import { ApiError } from '../error/api-error.ts';
import { assertLength, LIMITS } from '../identifier/length.ts';
import type { JsonText } from '../json/json-text.ts';
import { pointerOf } from '../json/pointer.ts';
import type { Collection, FoundTraits, TraitAddress } from './found-traits.ts';
import { namesOf, type Path } from './path.ts';

/** What the traits of an identity say to the server, each list without duplicates and in the order of discovery. */
export interface TraitsResult {
  /** The traits with their phone numbers in E.164; the very text that came in when there is nothing to rewrite. */
  readonly traits: JsonText;
  readonly identifiers: { readonly password: readonly string[]; readonly webauthn: readonly string[] };
  readonly code: readonly TraitAddress[];
  readonly verifiable: readonly TraitAddress[];
  readonly recovery: readonly TraitAddress[];
}

function assertIdentifier(value: string, path: Path): void {
  const pointer = pointerOf(namesOf(path));
  assertLength('the identifier', value, LIMITS.identifier, pointer);
  if (value !== '') return;
  const details = { pointer, rule: 'minLength', expected: 'a text that is not empty', got: '""' };
  throw new ApiError('identifier_empty', { details });
}

function assertAddresses(addresses: Collection<TraitAddress>): void {
  for (const { value, path } of addresses.entries())
    assertLength('the address', value.value, LIMITS.address, pointerOf(namesOf(path)));
}

/**
 * The outcome of a validation that found nothing wrong.
 * @throws ApiError `identifier_empty`, `value_too_long`
 */
export function traitsResult(traits: JsonText, { password, webauthn, code, verifiable, recovery }: FoundTraits): TraitsResult {
  for (const { value, path } of password.entries()) assertIdentifier(value, path);
  for (const { value, path } of webauthn.entries()) assertIdentifier(value, path);
  for (const { value, path } of code.entries()) assertIdentifier(value.value, path);
  assertAddresses(verifiable);
  assertAddresses(recovery);
  return {
    traits,
    identifiers: { password: password.values(), webauthn: webauthn.values() },
    code: code.values(),
    verifiable: verifiable.values(),
    recovery: recovery.values(),
  };
}
