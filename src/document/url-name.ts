/**
 * What logs and errors call a URL of the configuration: without user, password and query, which may be secret, and without the contents of
 * a `base64://` URL. Paths of files stay as they are.
 */
export function urlName(url: string): string {
  if (url.startsWith('base64://')) return 'base64://…';
  if (url.startsWith('file://')) return url;
  if (!URL.canParse(url)) return 'the URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
