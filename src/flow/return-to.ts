import { getDomain } from 'tldts';
import { ApiError } from '../error/api-error.ts';
import { absoluteUrl } from './absolute-url.ts';

/** What the configuration allows as the place to go to after a flow. */
export interface ReturnToSettings {
  /** `selfservice.allowed_return_urls` */
  readonly allowed: readonly string[];
  /** Fills in what a relative URL leaves out. */
  readonly defaultUrl: string;
  /** Public base URL without a slash at the end; what is below its `/self-service` is always allowed. */
  readonly publicUrl: string;
  /** `feature_flags.legacy_allow_insecure_origins`: wildcards that are not bounded by a registrable domain count too. */
  readonly allowUnboundedWildcards: boolean;
}

interface AllowedUrl {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

const ABSOLUTE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i;

function parseAllowed(text: string, base: URL): AllowedUrl | undefined {
  const parts = ABSOLUTE.exec(text);
  if (!parts && !text.startsWith('/')) return undefined;
  const [, scheme = base.protocol.slice(0, -1), host = base.host, path = text] = parts ?? [];
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path: path || '/' };
}

/** Whether a wildcard stands for the subdomains of one registrable domain. */
const isBounded = (host: string) =>
  !host.includes('*') ||
  (host.startsWith('*.') && !host.slice(1).includes('*') && getDomain(host.slice(2).split(':')[0] ?? '') !== null);

const matchesHost = (allowed: string, host: string) =>
  allowed.startsWith('*') ? host.endsWith(allowed.slice(1)) : host === allowed;

/** The entries of an allow list that cannot be used: no URLs, or wildcards that would allow other people's domains. */
export function unusableReturnUrls({ allowed, defaultUrl, allowUnboundedWildcards }: ReturnToSettings): string[] {
  const base = new URL(defaultUrl);
  return allowed.filter((text) => {
    const url = parseAllowed(text, base);
    return !url || !(allowUnboundedWildcards || isBounded(url.host));
  });
}

function absolute(candidate: string, base: string): string {
  try {
    return absoluteUrl(candidate, base);
  } catch {
    throw new ApiError('return_to_unparsable', {
      params: { fault: JSON.stringify(candidate.slice(0, 200)) },
      details: { pointer: 'return_to', rule: 'format', expected: 'a URL', got: candidate.slice(0, 200) },
    });
  }
}

/** Checks `return_to` against the allow list; made once for a configuration. */
export function createReturnTo(settings: ReturnToSettings): { check(candidate: string): string } {
  const base = new URL(settings.defaultUrl);
  const unusable = new Set(unusableReturnUrls(settings));
  const allowed = [...settings.allowed.filter((text) => !unusable.has(text)), `${settings.publicUrl}/self-service`].flatMap(
    (text) => parseAllowed(text, base) ?? [],
  );
  return {
    /**
     * @returns the absolute URL
     * @throws ApiError `return_to_forbidden`, `return_to_unparsable`
     */
    check(candidate) {
      const target = absolute(candidate, settings.defaultUrl);
      const url = new URL(target);
      const scheme = url.protocol.slice(0, -1);
      const hasCredentials = url.username !== '' || url.password !== '';
      // Browsers read a backslash as a slash, other programs do not: neither may be led astray.
      const ambiguous = candidate.includes('\\');
      const fits = allowed.some(
        (entry) => entry.scheme === scheme && matchesHost(entry.host, url.host) && url.pathname.startsWith(entry.path),
      );
      if (fits && !hasCredentials && !ambiguous) return target;
      throw new ApiError('return_to_forbidden', {
        params: { url: candidate },
        // What is allowed instead is nobody's business who may ask this.
        details: { pointer: 'return_to', rule: 'allow list', got: candidate.slice(0, 200) },
      });
    },
  };
}
