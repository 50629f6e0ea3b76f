import type { CryptoKey, JWK } from 'jose';
import { ApiError } from '../../error/api-error.ts';

/** The key that signs tokens. */
export interface SigningKey {
  readonly algorithm: string;
  readonly id: string | undefined;
  /** What signs. @throws ApiError tokenizer_key_unusable */
  material(): Promise<CryptoKey | Uint8Array>;
}

const ALGORITHMS: ReadonlySet<unknown> = new Set([
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]);

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys of a set; a key on its own counts as a set of one. */
function keysOf(text: string): readonly Members[] {
  const unreadable = (cause?: unknown) => new ApiError('tokenizer_keys_unreadable', { cause });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
  if (!isObject(document)) throw unreadable();
  if (!('keys' in document) && typeof document.kty === 'string') return [document];
  if (!Array.isArray(document.keys)) throw unreadable();
  return document.keys.map((key: unknown) => {
    if (!isObject(key) || typeof key.kty !== 'string') throw unreadable();
    return key;
  });
}

/**
 * The first key of a JSON Web Key Set (RFC 7517): a new key that is put in front takes over.
 * @throws ApiError tokenizer_keys_unreadable, tokenizer_key_missing, tokenizer_key_algorithm
 */
export function signingKeyOf(text: string): SigningKey {
  const [key] = keysOf(text);
  if (!key) throw new ApiError('tokenizer_key_missing');
  const { alg, kid } = key;
  if (typeof alg !== 'string' || !ALGORITHMS.has(alg))
    throw new ApiError('tokenizer_key_algorithm', { params: { alg: typeof alg === 'string' ? alg : '' } });
  let imported: Promise<CryptoKey | Uint8Array> | undefined;
  return {
    algorithm: alg,
    id: typeof kid === 'string' ? kid : undefined,
    async material() {
      // Loaded with the first token: most servers make none.
      imported ??= import('jose').then(({ importJWK }) => importJWK(key as JWK, alg));
      try {
        return await imported;
      } catch (error) {
        throw new ApiError('tokenizer_key_unusable', { cause: error });
      }
    },
  };
}
