import { createHash } from 'node:crypto';
import { decodePadded } from './base64.ts';

/** Bytes of text that a template may grow to: it is hashed in one go, and a template can name the password many times. */
const LONGEST_TEXT = 1_048_576;

/** How salt and password are put together before they are hashed. */
export interface PasswordTemplate {
  /** Literal bytes, `{SALT}` and `{PASSWORD}` in their order, one character per byte. */
  readonly parts: readonly string[];
  readonly salt: Buffer;
}

/**
 * Reads the two segments `pf=<base64 of the template>` and `<base64 of the salt>`.
 * @returns undefined when either is malformed or the template is empty
 */
export function readTemplate(template: string, salt: string): PasswordTemplate | undefined {
  const bytes = template.startsWith('pf=') ? decodePadded(template.slice(3)) : undefined;
  const saltBytes = decodePadded(salt);
  if (!bytes?.length || !saltBytes) return undefined;
  // Templates may be any bytes; latin1 keeps them apart one by one. The capture keeps the placeholders among the parts.
  return { parts: bytes.toString('latin1').split(/(\{SALT\}|\{PASSWORD\})/), salt: saltBytes };
}

/**
 * The digest of the expanded template. What is put in is not expanded again.
 * @returns undefined when the expanded text would be longer than 1 MiB
 */
export function digestTemplate(algorithm: string, { parts, salt }: PasswordTemplate, password: Buffer): Buffer | undefined {
  const pieces = parts.map((part) => {
    if (part === '{SALT}') return salt;
    return part === '{PASSWORD}' ? password : Buffer.from(part, 'latin1');
  });
  if (pieces.reduce((sum, piece) => sum + piece.length, 0) > LONGEST_TEXT) return undefined;
  const digest = createHash(algorithm);
  for (const piece of pieces) digest.update(piece);
  return digest.digest();
}
