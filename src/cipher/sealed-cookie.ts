import { hkdfSync } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { textOfUtf8 } from './byte-text.ts';
import { xchacha20Poly1305 as aead } from './xchacha20-poly1305.ts';

export interface SealedCookieOptions {
  /** Name of the cookie. What was sealed for another name does not open. */
  readonly name: string;
  /** `secrets.cookie`: the first one seals, all open. */
  readonly secrets: readonly string[];
  readonly random: Random;
  readonly clock: Clock;
  /** Older values do not open; absent: they do. */
  readonly maxAgeMs?: number;
}

/** Texts that only this server can write and read, as values of a cookie. */
export interface SealedCookie {
  readonly name: string;
  /** A value that is never the same twice. @throws RangeError when it would be longer than browsers keep */
  seal(text: string): string;
  /** @returns the text, or undefined when the value was changed, is too old, or is of another secret or name */
  open(value: string): string | undefined;
}

/** What browsers keep at least of a cookie (RFC 6265, section 6.1). */
const MAX_LENGTH = 4096;
const TIME_LENGTH = 6;
/** Values whose contents are remembered. */
const REMEMBERED = 10_000;
/** Base64url and a sign at the end by which the values of this API are told from empty ones. */
const VALUE = /^[A-Za-z0-9_-]+=$/;

/** A key for one cookie from a secret of any length (RFC 5869). */
const keyOf = (secret: string, name: string) => Buffer.from(hkdfSync('sha256', secret, '', `zelos cookie 1 ${name}`, 32));

/** The codec of one cookie: encrypted and authenticated, with the time at which it was sealed. @throws TypeError without a secret */
export function createSealedCookie({ name, secrets, random, clock, maxAgeMs }: SealedCookieOptions): SealedCookie {
  const keys = secrets.map((secret) => keyOf(secret, name));
  const [first] = keys;
  if (first === undefined) throw new TypeError('a sealed cookie needs at least one secret');
  /**
   * What opened before: a browser brings the same value with every request, and setting up a cipher costs as much as a quarter of
   * an answer. Nothing but the deciphering is spared; the oldest entry gives way.
   */
  const opened = new Map<string, { readonly sealedAt: number; readonly text: string }>();
  const milliseconds = () => Math.floor(clock.micros() / 1000);

  function decipher(value: string) {
    if (value.length > MAX_LENGTH || !VALUE.test(value)) return undefined;
    const sealed = Buffer.from(value.slice(0, -1), 'base64url');
    for (const key of keys) {
      const plain = aead.open(key, sealed);
      const text = plain && plain.length >= TIME_LENGTH ? textOfUtf8(plain.subarray(TIME_LENGTH)) : undefined;
      if (plain === undefined || text === undefined) continue;
      const content = { sealedAt: plain.readUIntBE(0, TIME_LENGTH), text };
      for (const oldest of opened.keys()) {
        if (opened.size < REMEMBERED) break;
        opened.delete(oldest);
      }
      opened.set(value, content);
      return content;
    }
    return undefined;
  }

  return {
    name,

    seal(text) {
      const time = Buffer.alloc(TIME_LENGTH);
      time.writeUIntBE(milliseconds(), 0, TIME_LENGTH);
      const plain = Buffer.concat([time, Buffer.from(text)]);
      const value = `${aead.seal(first, random.bytes(aead.nonceLength), plain).toString('base64url')}=`;
      if (value.length > MAX_LENGTH) throw new RangeError(`the cookie ${name} would have ${value.length} bytes`);
      return value;
    },

    open(value) {
      const content = opened.get(value) ?? decipher(value);
      if (content === undefined) return undefined;
      return maxAgeMs !== undefined && milliseconds() - content.sealedAt > maxAgeMs ? undefined : content.text;
    },
  };
}
