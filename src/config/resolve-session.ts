import type { Config, CookieConfig, TokenizerTemplateConfig } from './config.ts';
import type { Values } from './keys/root.ts';
import { milliseconds } from './milliseconds.ts';

const isSecure = (secure: string | undefined, dev: boolean) => (secure === undefined ? !dev : secure === 'true');

/** `cookies` as the program reads it. */
export function cookiesOf({ path, domain, secure, same_site }: Values['cookies'], dev: boolean): CookieConfig {
  return { path, sameSite: same_site, secure: isSecure(secure, dev), ...(domain !== undefined && { domain }) };
}

const TOKEN_TTL = '1m';

function tokenizerTemplatesOf({ tokenizer }: Values['session']['whoami']): ReadonlyMap<string, TokenizerTemplateConfig> {
  const templates = Object.entries(tokenizer?.templates ?? {}).map(
    ([name, { ttl = TOKEN_TTL, claims_mapper_url, jwks_url, subject_source = 'id' }]) =>
      [
        name,
        { ttlMs: milliseconds(ttl), claimsMapperUrl: claims_mapper_url, jwksUrl: jwks_url, subjectSource: subject_source },
      ] as const,
  );
  return new Map(templates);
}

/** `session` as the program reads it. */
export function sessionOf({ session, cookies, selfservice }: Values, dev: boolean): Config['session'] {
  const {
    name,
    persistent,
    path = cookies.path,
    domain = cookies.domain,
    same_site = cookies.same_site,
    secure,
  } = session.cookie;
  const lifespanMs = milliseconds(session.lifespan);
  const extend = session.earliest_possible_extend;
  const organizations = selfservice.methods.b2b?.config?.organizations ?? [];
  return {
    lifespanMs,
    earliestPossibleExtendMs: extend === undefined ? lifespanMs : milliseconds(extend),
    organizationLifespansMs: Object.fromEntries(
      organizations.flatMap(({ id, session_lifespan }) =>
        id === undefined || session_lifespan === undefined ? [] : [[id.toLowerCase(), milliseconds(session_lifespan)]],
      ),
    ),
    requiredAal: session.whoami.required_aal,
    tokenizerTemplates: tokenizerTemplatesOf(session.whoami),
    // Whether it is secure does not follow `cookies.secure`: that is how the keys are documented.
    cookie: {
      name,
      persistent,
      path,
      sameSite: same_site,
      secure: isSecure(secure, dev),
      ...(domain !== undefined && { domain }),
    },
  };
}
