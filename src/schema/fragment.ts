import { escapeSegment } from '../json/pointer.ts';

const PLAIN = /^[A-Za-z0-9_.~$&+=:@-]*$/;
/** What may stand in a path segment of a URI although `encodeURIComponent` escapes it, and the other way round. */
const KEPT = /%(?:24|26|2B|3A|3D|40)/g;
const NOT_KEPT = /[!'()*]/g;

/** A member name as a segment of a JSON pointer in a URI fragment (RFC 6901, section 6). */
function fragmentSegment(name: string | number): string {
  if (typeof name === 'number') return String(name);
  const segment = escapeSegment(name);
  if (PLAIN.test(segment)) return segment;
  return encodeURIComponent(segment.toWellFormed())
    .replace(KEPT, decodeURIComponent)
    .replace(NOT_KEPT, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A place in a document, deeper by these names. */
export function fragmentBelow(fragment: string, ...names: readonly (string | number)[]): string {
  return names.reduce((pointer: string, name) => `${pointer}/${fragmentSegment(name)}`, fragment);
}
