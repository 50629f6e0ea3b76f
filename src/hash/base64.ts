const stripBreaks = (text: string) => text.replace(/[\r\n]/g, '');

/**
 * Base64 in the standard alphabet (RFC 4648, section 4) with padding; the unused bits of the last character must be zero. Line
 * breaks are skipped.
 * @returns undefined for any other text
 */
export function decodePadded(text: string): Buffer | undefined {
  const stripped = stripBreaks(text);
  const bytes = Buffer.from(stripped, 'base64');
  // Buffer skips what it does not know; only the canonical text comes back the same.
  return bytes.toString('base64') === stripped ? bytes : undefined;
}

/** Like `decodePadded`, but padding is forbidden. */
export function decodeUnpadded(text: string): Buffer | undefined {
  const stripped = stripBreaks(text);
  const bytes = Buffer.from(stripped, 'base64');
  return encodeUnpadded(bytes) === stripped ? bytes : undefined;
}

/** Like `decodePadded`, but the unused bits of the last character may be anything. */
export function decodePaddedLoosely(text: string): Buffer | undefined {
  const stripped = stripBreaks(text);
  const wellFormed = stripped.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(stripped);
  return wellFormed ? Buffer.from(stripped, 'base64') : undefined;
}

/** Base64 in the standard alphabet without padding. */
export function encodeUnpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
