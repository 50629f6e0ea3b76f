import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';

export interface SignedCookieOptions {
  /** Name of the cookie, which is signed with its value. */
  readonly name: string;
  /** `secrets.cookie`: all open. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  /** Older values do not open. */
  readonly maxAgeMs: number;
}

/** Cookies that the reference server made: they are read, never written. */
export interface SignedCookie {
  /** @returns the bytes, or undefined when the value was changed, is too old, or is of another secret or name */
  open(value: string): Buffer | undefined;
}

/** The reference writes none that are longer. */
const MAX_LENGTH = 4096;
const IV_LENGTH = 16;
/** Base64url with padding; it begins with the digits of a time. */
const VALUE = /^[MNO][A-Za-z0-9_-]+={0,2}$/;
/** Seconds since the epoch, what is encrypted as base64url; then the bytes of the signature, which may be any. */
const PARTS = /^(\d{1,15})\|([A-Za-z0-9_-]+={0,2})\|/;

/**
 * The form that Go programs know as securecookie: AES-256-CTR under the SHA-256 of the secret, and around it a HMAC-SHA-256 of name, time
 * and what is encrypted.
 */
export function createSignedCookie({ name, secrets, clock, maxAgeMs }: SignedCookieOptions): SignedCookie {
  const keys = secrets.map((secret) => ({ signing: secret, encryption: createHash('sha256').update(secret).digest() }));

  return {
    open(value) {
      if (value.length > MAX_LENGTH || !VALUE.test(value)) return undefined;
      const bytes = Buffer.from(value, 'base64url');
      const [head, seconds, sealed] = PARTS.exec(bytes.toString('latin1')) ?? [];
      if (head === undefined || seconds === undefined || sealed === undefined) return undefined;
      const signature = bytes.subarray(head.length);
      const key = keys.find(({ signing }) => {
        const expected = createHmac('sha256', signing).update(`${name}|${seconds}|${sealed}`).digest();
        return signature.length === expected.length && timingSafeEqual(signature, expected);
      });
      if (key === undefined || clock.micros() / 1000 - Number(seconds) * 1000 > maxAgeMs) return undefined;
      const cipher = Buffer.from(sealed, 'base64url');
      if (cipher.length <= IV_LENGTH) return undefined;
      const decipher = createDecipheriv('aes-256-ctr', key.encryption, cipher.subarray(0, IV_LENGTH));
      return Buffer.concat([decipher.update(cipher.subarray(IV_LENGTH)), decipher.final()]);
    },
  };
}
