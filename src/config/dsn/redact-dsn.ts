const SECRET_PARAMETER = /([?&][^=&]*(?:password|secret|token|key|auth)[^=&]*=)[^&#]*/gi;

/**
 * A URL or database URL without its password and without parameters that carry one: what messages and logs may show. Hides too
 * much rather than too little when the text is malformed.
 */
export function redactUrl(text: string): string {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  // A password may itself hold @, / and ? when somebody forgot to escape it: everything up to the last @ belongs to it.
  const at = rest.lastIndexOf('@');
  const colon = rest.indexOf(':');
  const shown = colon >= 0 && colon < at ? `${rest.slice(0, colon)}:***${rest.slice(at)}` : rest;
  return `${scheme}${shown.replace(SECRET_PARAMETER, '$1***')}`;
}

/** {@link redactUrl} for a database URL; also for spellings without a scheme. */
export const redactDsn = (dsn: string): string => redactUrl(dsn);
