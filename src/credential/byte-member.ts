import { Type } from '@sinclair/typebox';
import type { ImportFault } from './import-fault.ts';

/** Bytes in a request: base64 (RFC 4648, 4) with padding, or a list of numbers 0 to 255. */
export const ByteMember = Type.Union([Type.String(), Type.Array(Type.Integer())], {
  description: 'Standard base64 with padding, or a list of numbers from 0 to 255.',
});

const EXPECTED = 'base64 with padding or a list of numbers from 0 to 255';
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const isByte = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;

/**
 * The stored form of a byte member: base64 with padding, null when there is none.
 * @throws ApiError that `fault` makes
 */
export function storedBytes(value: unknown, path: string, fault: ImportFault): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) {
    if (!value.every(isByte)) throw fault(path, EXPECTED);
    return Buffer.from(value).toString('base64');
  }
  if (typeof value !== 'string') throw fault(path, EXPECTED);
  // MIME writers wrap their lines; the reference skips these two characters as well.
  const text = value.replace(/[\r\n]/g, '');
  if (text.length % 4 !== 0 || !BASE64.test(text)) throw fault(path, EXPECTED);
  return Buffer.from(text, 'base64').toString('base64');
}
