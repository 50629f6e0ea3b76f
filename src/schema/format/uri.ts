// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no URI may have.
const FORBIDDEN = /[\u0000-\u0020\u007f\\]|%(?![0-9A-Fa-f]{2})/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const FIRST_SEGMENT_WITH_COLON = /^[^/?#:]*:/;
const AUTHORITY =
  /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/(?:[^/?#@[\]]*@)?(?:\[[0-9A-Fa-f:.%A-Za-z~_-]+\]|[^/?#:@<>"[\]]*)(?::\d*)?(?=[/?#]|$)/;

const wellFormed = (text: string) =>
  !FORBIDDEN.test(text) && (!/^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\//.test(text) || AUTHORITY.test(text));

/** The formats `uri` and `iri`: an absolute URI (RFC 3986, section 3); letters beyond ASCII are let through (RFC 3987). */
export function isUri(text: string): boolean {
  return SCHEME.test(text) && wellFormed(text);
}

/** The formats `uri-reference` and `iri-reference`: an absolute URI or a relative one. */
export function isUriReference(text: string): boolean {
  return wellFormed(text) && (SCHEME.test(text) || !FIRST_SEGMENT_WITH_COLON.test(text));
}

/** The format `uri-template` (RFC 6570), as far as the braces go. */
export function isUriTemplate(text: string): boolean {
  let plain = '';
  let open = false;
  for (const part of text.split(/([{}])/)) {
    if (part === '{' || part === '}') {
      if (open === (part === '{')) return false;
      open = !open;
    } else if (!open) plain += part;
    else if (part === '' || /\s/.test(part)) return false;
  }
  return !open && wellFormed(plain);
}
