import { getDomain } from 'tldts';

const WILD = /^([a-z][a-z0-9+.-]*:\/\/)\*\.([^*/:]+)(:\d+)?\/?$/;

/** Subdomains of one registrable domain, and not of a suffix under which anybody can have one. */
const isBounded = (pattern: string) => {
  const [, , domain] = WILD.exec(pattern) ?? [];
  return domain !== undefined && getDomain(domain, { allowPrivateDomains: true }) !== null;
};

/** What a wildcard can stand for: names of hosts. */
const NAMES = /^[a-z0-9.-]+$/i;

/**
 * Makes the question whether scripts of an origin may call.
 * @param patterns `*`, or absolute URLs with at most one `*`; none for all origins
 * @param unbounded wildcards count too that would allow other people's domains (`https://*.com`)
 */
export function createAllowedOrigins(patterns: readonly string[], unbounded: boolean): (origin: string) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase());
  if (lower.length === 0 || lower.includes('*')) return () => true;
  const exact = new Set(lower.filter((pattern) => !pattern.includes('*')));
  const wild = lower
    .filter((pattern) => pattern.includes('*') && (unbounded || isBounded(pattern)))
    .map((pattern) => pattern.split('*') as [string, string]);
  return (origin) =>
    exact.has(origin) ||
    wild.some(
      ([start, end]) =>
        origin.startsWith(start) && origin.endsWith(end) && NAMES.test(origin.slice(start.length, origin.length - end.length)),
    );
}
