const PARTS = /^([a-z][a-z0-9+.-]*:)?(\/\/[^/?#\\]*)?(.*)$/is;

/**
 * An absolute URL. What the text leaves out, of scheme and host, is that of the base, also the host alone (`http:///path`); its path is
 * always one from the root. A URL without a path gets none, so that `https://app.example.org` stays as it was configured.
 * @param base an absolute URL
 * @throws TypeError for a text that is no URL
 */
export function absoluteUrl(text: string, base: string): string {
  const root = new URL('/', base);
  const [, scheme = '', host = '', rest = ''] = PARTS.exec(text) ?? [];
  const lacksHost = host === '//' && rest.startsWith('/') && !rest.startsWith('//');
  const { href, pathname } = new URL(lacksHost ? `${scheme}//${root.host}${rest}` : text, root);
  const hasPath = rest !== '' && !/^[?#]/.test(rest);
  if (hasPath || pathname !== '/') return href;
  const slash = href.indexOf('/', href.indexOf('//') + 2);
  return href.slice(0, slash) + href.slice(slash + 1);
}
