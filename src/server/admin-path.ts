/** On the admin listener every path may be written without `/admin`; one that gets the prefix loses its slash at the end. */
export function adminPath(path: string): string {
  if (path === '/admin' || path.startsWith('/admin/')) return path;
  return `/admin${path.length > 1 ? path.replace(/\/+$/, '') : ''}`;
}
