import { ApiError } from '../../error/api-error.ts';
import type { Jsonnet } from '../../jsonnet/create-jsonnet.ts';
import { JsonnetCancelled, JsonnetError } from '../../jsonnet/jsonnet-error.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** A mapper that cannot be read is the server's fault and keeps its error; one that fails is told. */
function asMapperFailure(error: unknown): unknown {
  const failed = error instanceof JsonnetCancelled || (error instanceof JsonnetError && error.place !== undefined);
  return failed ? new ApiError('tokenizer_mapper_failed', { cause: error }) : error;
}

/**
 * What the mapper makes of the claims: its own over those that there are. It cannot change the subject.
 * @param sessionJson the session as the client gets it
 * @throws ApiError tokenizer_mapper_failed, tokenizer_claims_missing
 */
export async function mapClaims(jsonnet: Jsonnet, url: string, base: Claims, sessionJson: string): Promise<Claims> {
  const text = await jsonnet
    .evaluate(url, { ext: { session: sessionJson, claims: JSON.stringify(base) } })
    .catch((error: unknown) => {
      throw asMapperFailure(error);
    });
  const result: unknown = JSON.parse(text);
  const claims = typeof result === 'object' && result !== null && 'claims' in result ? result.claims : undefined;
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) throw new ApiError('tokenizer_claims_missing');
  return { ...base, ...claims, sub: base.sub };
}
