import { isUtf8 } from 'node:buffer';
import { JsonFault } from './fault.ts';

/**
 * The text of a body. JSON is exchanged as UTF-8 without a byte order mark (RFC 8259, section 8.1).
 * @throws JsonFault `encoding` for bytes that are no UTF-8, `bom` for a byte order mark
 */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new JsonFault({
      rule: 'bom',
      message: 'the JSON text starts with a byte order mark (the bytes EF BB BF); send it without',
      expected: 'UTF-8 without a byte order mark',
      got: 'a byte order mark',
    });
  }
  if (!isUtf8(bytes)) {
    throw new JsonFault({ rule: 'encoding', message: 'the JSON text is not valid UTF-8', expected: 'UTF-8', got: 'other bytes' });
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
