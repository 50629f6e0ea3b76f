const SCHEME = /^https?:\/\//i;

/** A host name or address, and a port if need be. */
const HOST = /^(\[[0-9a-f:.]+\]|[^/\s:@?#\\]+)(:\d+)?$/i;

/**
 * Where a range server is, from what the configuration says: a host, a host with a port (both over HTTPS), or a URL with `http://` or
 * `https://` and, if need be, a path.
 * @returns undefined when it is none of these; otherwise the URL, with a slash at the end
 */
export function rangeServerUrl(text: string): string | undefined {
  const given = SCHEME.test(text) ? text : HOST.test(text) ? `https://${text}` : '';
  const url = URL.parse(given);
  if (url === null) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}
