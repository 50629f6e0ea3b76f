import type { Key } from '../key-table.ts';
import { isSecret } from '../secrecy.ts';

/** What the text of a variable is taken for; `misread` tells when it does not fit its key. */
export interface Converted {
  readonly value: unknown;
  readonly misread?: { readonly expected: string; readonly taken: string };
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * Turns the text of an environment variable into the type of its key, as the reference server does: what cannot be read becomes
 * 0, false or null, which mostly breaks a rule of the key and is reported with the text then.
 */
export function convertText(text: string, key: Key): Converted {
  const misread = (value: unknown): Converted => ({
    value,
    misread: { expected: String(key.schema.expects ?? 'a value'), taken: JSON.stringify(value) },
  });
  switch (key.form) {
    case 'text':
      return { value: text };
    case 'boolean':
      return TRUE.has(text) ? { value: true } : FALSE.has(text) ? { value: false } : misread(false);
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? { value: Number(text) } : misread(0);
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? { value: Number(text) } : misread(0);
    case 'texts':
      return listOf(text, key, misread);
    case 'json': {
      const value = parseJson(text);
      return value === undefined || value === null ? misread(null) : { value };
    }
  }
}

function listOf(text: string, key: Key, misread: (value: unknown) => Converted): Converted {
  const json = parseJson(text);
  if (Array.isArray(json)) return { value: json };
  if (json !== undefined) return misread(null);
  if (text === '') return { value: [] };
  const parts = text.split(',');
  // Blanks around a comma are for the eye, but a secret is taken to the letter.
  return { value: isSecret(key.segments) ? parts : parts.map((part) => part.trim()) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
