const SPECIAL = /[.+^${}()|[\]\\/-]/g;

/** What the wildcards stand for; neither `*` nor `?` goes beyond a dot or a slash. */
const WILDCARDS: Readonly<Record<string, string>> = { '**': '.*', '*': '[^./]*', '?': '[^./]' };

/**
 * Makes a test for URLs, query and fragment aside: `https://*.intern/a` holds for every direct subdomain, `https://intern/**` for
 * everything below.
 */
export function createUrlTest(patterns: readonly string[]): (url: URL) => boolean {
  const expressions = patterns.map((pattern) => {
    const parts = pattern.split(/(\*\*|\*|\?)/).map((part) => WILDCARDS[part] ?? part.replaceAll(SPECIAL, '\\$&'));
    return new RegExp(`^${parts.join('')}$`, 's');
  });
  return ({ protocol, host, pathname }) => expressions.some((expression) => expression.test(`${protocol}//${host}${pathname}`));
}
