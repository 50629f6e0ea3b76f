import { createHmac } from 'node:crypto';

/** What is stored of a code or link token: HMAC-SHA-512/256 (RFC 2104, FIPS 180-4), 64 hexadecimal digits. */
export function secretHmac(secret: string, key: string): string {
  return createHmac('sha512-256', key).update(secret).digest('hex');
}
