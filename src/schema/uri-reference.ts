/** A URI without its fragment, and the fragment (without #, percent-decoded). */
export function splitFragment(uri: string): { readonly document: string; readonly fragment: string } {
  const hash = uri.indexOf('#');
  if (hash < 0) return { document: uri, fragment: '' };
  return { document: uri.slice(0, hash), fragment: decoded(uri.slice(hash + 1)) };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * What a reference means in a document (RFC 3986, section 5). Bases and references that are no hierarchical URLs (`urn:…`,
 * `base64://…`) stay as they are written.
 * @returns undefined when the reference is relative and the base cannot carry it
 */
export function resolveReference(base: string, reference: string): string | undefined {
  const hash = reference.indexOf('#');
  const [path, fragment] = hash < 0 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash)];
  if (path === '') return splitFragment(base).document + fragment;
  if (path.startsWith('base64://') || path.startsWith('urn:')) return path + fragment;
  const url = URL.parse(path, base.startsWith('base64://') ? undefined : base);
  return url ? url.href + fragment : undefined;
}
