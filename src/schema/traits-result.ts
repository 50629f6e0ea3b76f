import { ApiError } from '../error/api-error.ts';
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

/** The longest values that are stored, in code points. */
const MAX_IDENTIFIER = 255;
const MAX_ADDRESS = 400;

function assertLength(name: string, value: string, limit: number, path: Path): void {
  if (value.length <= limit) return;
  const length = [...value].length;
  if (length <= limit) return;
  const details = {
    pointer: pointerOf(namesOf(path)),
    rule: 'maxLength',
    expected: `at most ${limit} characters`,
    got: `${length} characters`,
  };
  throw new ApiError('value_too_long', { params: { name, limit, length }, details });
}

function assertIdentifier(value: string, path: Path): void {
  assertLength('the identifier', value, MAX_IDENTIFIER, path);
  if (value !== '') return;
  const details = { pointer: pointerOf(namesOf(path)), rule: 'minLength', expected: 'a text that is not empty', got: '""' };
  throw new ApiError('identifier_empty', { details });
}

function assertAddresses(addresses: Collection<TraitAddress>): void {
  for (const { value, path } of addresses.entries()) assertLength('the address', value.value, MAX_ADDRESS, path);
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
