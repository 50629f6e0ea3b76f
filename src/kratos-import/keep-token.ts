import type { Cipher } from '../cipher/cipher.ts';

/** What becomes of a stored token of an identity provider. */
export interface KeptToken {
  readonly stored: string;
  readonly how: 'as it was' | 'sealed anew' | 'unreadable';
}

export type TokenKeeper = (stored: string) => KeptToken;

export interface TokenKeeperOptions {
  /** As `ciphers.algorithm` says. */
  readonly configured: Cipher;
  /** Ciphers that tell their own values from those of others: with keys and a tag. */
  readonly sealing: readonly Cipher[];
  /** Keeps texts in hexadecimal, so that nearly everything can be read with it. */
  readonly open: Cipher;
}

const PRINTABLE = /^[^\p{C}]+$/u;

/**
 * Keeps tokens readable: those that the configured cipher reads stay, those that another one made are enciphered anew. The stored
 * text does not say what made it, so ciphers that cannot be mistaken are asked first.
 */
export function createTokenKeeper({ configured, sealing, open }: TokenKeeperOptions): TokenKeeper {
  return (stored) => {
    if (stored === '') return { stored, how: 'as it was' };
    for (const cipher of sealing) {
      const text = cipher.decrypt(stored);
      if (text === undefined) continue;
      return cipher === configured ? { stored, how: 'as it was' } : { stored: configured.encrypt(text), how: 'sealed anew' };
    }
    const text = open.decrypt(stored);
    if (text === undefined || !PRINTABLE.test(text)) return { stored, how: 'unreadable' };
    return configured === open ? { stored, how: 'as it was' } : { stored: configured.encrypt(text), how: 'sealed anew' };
  };
}
