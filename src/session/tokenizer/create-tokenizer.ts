import { absoluteUrl } from '../../document/absolute-url.ts';
import { createDocumentReader, type ReadFile } from '../../document/document-reader.ts';
import { ApiError } from '../../error/api-error.ts';
import type { Jsonnet } from '../../jsonnet/create-jsonnet.ts';
import type { Clock } from '../../lib/clock.ts';
import { createLoadingCache } from '../../lib/loading-cache.ts';
import type { Random } from '../../lib/random.ts';
import { type Claims, mapClaims } from './map-claims.ts';
import { type SigningKey, signingKeyOf } from './signing-key.ts';

/** How one kind of token is made; an entry of `session.whoami.tokenizer.templates`. */
export interface TokenizerTemplate {
  readonly ttlMs: number;
  readonly claimsMapperUrl: string | undefined;
  /** `file://` or `base64://` */
  readonly jwksUrl: string;
  readonly subjectSource: 'id' | 'external_id';
}

/** What a token says of a session by itself. */
export interface TokenizedSession {
  readonly id: string;
  readonly identityId: string;
  readonly externalId: string | undefined;
}

/** Turns sessions into JSON Web Tokens. */
export interface Tokenizer {
  /**
   * @param template a name of `session.whoami.tokenizer.templates`
   * @param sessionJson the session as the client gets it; the claims mapper reads it
   * @returns a signed JWT in the compact form
   * @throws ApiError tokenizer_*
   * @throws Error when the key set or the mapper cannot be read
   */
  tokenize(template: string, session: TokenizedSession, sessionJson: string): Promise<string>;
}

export interface TokenizerOptions {
  readonly templates: ReadonlyMap<string, TokenizerTemplate>;
  /** `serve.public.base_url`, the issuer of tokens. */
  readonly issuer: string;
  readonly jsonnet: Jsonnet;
  readonly readFile: ReadFile;
  readonly clock: Clock;
  readonly random: Random;
  /** What relative file URLs count from; the working directory of the process when it is left out. */
  readonly cwd?: string;
}

const LIFETIME_MS = 60 * 60 * 1000;
const MOST = 100;

/** Private keys do not come over the network. */
function noHttp(): Promise<never> {
  return Promise.reject(new Error('a key set that signs is read from file:// or base64:// only'));
}

export function createTokenizer(options: TokenizerOptions): Tokenizer {
  const { templates, issuer, jsonnet, readFile, clock, random, cwd = '' } = options;
  const read = createDocumentReader(readFile, noHttp);
  const load = async (url: string) => signingKeyOf(await read(absoluteUrl(url, cwd)));
  const keys = createLoadingCache<SigningKey>({ load, clock, lifetimeMs: LIFETIME_MS, capacity: MOST });

  function subjectOf({ subjectSource }: TokenizerTemplate, { identityId, externalId }: TokenizedSession): string {
    if (subjectSource === 'id') return identityId;
    if (externalId === undefined || externalId === '') throw new ApiError('tokenizer_external_id_missing');
    return externalId;
  }

  function baseClaims(template: TokenizerTemplate, session: TokenizedSession): Claims {
    const sub = subjectOf(template, session);
    const now = Math.floor(clock.micros() / 1_000_000);
    const exp = Math.floor((clock.micros() / 1000 + template.ttlMs) / 1000);
    return { jti: random.uuid(), iss: issuer, sub, sid: session.id, iat: now, nbf: now, exp };
  }

  async function sign(claims: Claims, key: SigningKey): Promise<string> {
    const material = await key.material();
    const header = { alg: key.algorithm, typ: 'JWT', ...(key.id !== undefined && { kid: key.id }) };
    // Loaded with the first token: most servers make none.
    const { CompactSign } = await import('jose');
    const payload = new TextEncoder().encode(JSON.stringify(claims));
    try {
      return await new CompactSign(payload).setProtectedHeader(header).sign(material);
    } catch (error) {
      throw new ApiError('tokenizer_signing_failed', { cause: error });
    }
  }

  return {
    async tokenize(name, session, sessionJson) {
      const template = templates.get(name);
      if (!template) throw new ApiError('tokenizer_template_unknown', { params: { template: name } });
      const { jwksUrl, claimsMapperUrl } = template;
      const key = await keys.get(jwksUrl);
      const base = baseClaims(template, session);
      const claims = claimsMapperUrl === undefined ? base : await mapClaims(jsonnet, claimsMapperUrl, base, sessionJson);
      return sign(claims, key);
    },
  };
}
