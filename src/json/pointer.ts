const MALFORMED = /~(?![01])/;

/** A member name as a segment of a JSON pointer (RFC 6901, section 3). */
export function escapeSegment(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

/** The JSON pointer to what these member names and indices lead to; empty for the whole document. */
export function pointerOf(segments: Iterable<string | number>): string {
  let pointer = '';
  for (const segment of segments) pointer += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`;
  return pointer;
}

/**
 * The member names and indices of a JSON pointer, unescaped (RFC 6901, section 4).
 * @param limit reading stops after so many segments (the pointer may be as long as a body)
 * @returns undefined when the text is no pointer: it neither is empty nor starts with a slash, or has `~` before something else than 0 or 1
 */
export function parsePointer(pointer: string, limit = Number.POSITIVE_INFINITY): readonly string[] | undefined {
  if (pointer === '') return [];
  if (pointer.charCodeAt(0) !== 47 || MALFORMED.test(pointer)) return undefined;
  const segments = limit === Number.POSITIVE_INFINITY ? pointer.slice(1).split('/') : pointer.slice(1).split('/', limit);
  if (!pointer.includes('~')) return segments;
  // The order matters: "~01" is the name "~1".
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
