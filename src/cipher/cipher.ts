/** Keeps secrets (the tokens of identity providers) as text. The stored text does not say how it was made. */
export interface Cipher {
  /** The stored text of a secret, in hexadecimal; the empty text stays empty. */
  encrypt(text: string): string;
  /** @returns the secret, or undefined when no key fits or the text is not what `encrypt` makes */
  decrypt(stored: string): string | undefined;
}
