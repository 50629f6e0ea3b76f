/** The bytes of a hexadecimal text; undefined when it is empty or not one. */
export function bytesOfHex(text: string): Buffer | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = Buffer.from(text, 'hex');
  // Buffer stops at the first character that is not a digit.
  return bytes.length > 0 && bytes.length * 2 === text.length ? bytes : undefined;
}

/** The text that UTF-8 bytes say; undefined when they are not UTF-8. A byte order mark is part of the text. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
