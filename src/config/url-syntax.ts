/**
 * Whether a text can be read as a URL, and with which scheme: the rules of RFC 3986 as far as the reference server checks them
 * (escapes, ports and forbidden characters), which are looser than those of `new URL`.
 * @returns the scheme in lower case, `''` for a relative reference, undefined when the text is no URL
 */
export function schemeOf(text: string): string | undefined {
  const withoutFragment = cutAt(text, '#');
  if (/\p{Cc}/u.test(text) || BAD_ESCAPE.test(text.slice(withoutFragment.length))) return undefined;
  if (text.startsWith(':')) return undefined;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(withoutFragment)?.[1] ?? '';
  const rest = cutAt(scheme === '' ? withoutFragment : withoutFragment.slice(scheme.length + 1), '?');
  if (!rest.startsWith('/')) {
    if (scheme !== '') return scheme.toLowerCase();
    return cutAt(rest, '/').includes(':') || BAD_ESCAPE.test(rest) ? undefined : '';
  }
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const authority = cutAt(rest.slice(2), '/');
    if (!isAuthority(authority) || BAD_ESCAPE.test(rest.slice(2 + authority.length))) return undefined;
    return scheme.toLowerCase();
  }
  return BAD_ESCAPE.test(rest) ? undefined : scheme.toLowerCase();
}

/** A URL with a scheme. */
export function isUri(text: string): boolean {
  return Boolean(schemeOf(text));
}

/** A URL with or without a scheme; no backslashes. */
export function isUriReference(text: string): boolean {
  return !text.includes('\\') && schemeOf(text) !== undefined;
}

/** A URL with scheme and path or host, or a path that starts with a slash. */
export function isUrlOrPath(text: string): boolean {
  const scheme = schemeOf(text);
  if (scheme === undefined || text.includes('\\')) return false;
  return scheme === '' ? text.startsWith('/') : text.startsWith('/', scheme.length + 1);
}

const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

function cutAt(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  if (at >= 0 && !/^(?:[A-Za-z0-9\-._~:!$&'()*+,;=@]|%[0-9A-Fa-f]{2})*$/.test(authority.slice(0, at))) return false;
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) return /^\[[^\]\s]*\](:\d*)?$/.test(host);
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) return false;
  return !/[ \\^`{|}]/.test(host) && !BAD_ESCAPE.test(host);
}
