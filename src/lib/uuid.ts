const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LENIENT = /^(?:urn:uuid:(.+)|\{(.+)\}|(.+))$/;
const HEX = /^[0-9a-f]{32}$/;

export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/**
 * Reads a UUID in any of the spellings that the API takes: canonical, 32 hexadecimal digits, in braces, with `urn:uuid:`,
 * in any letter case.
 * @returns the canonical lower-case form, or undefined
 */
export function parseUuid(text: string): string | undefined {
  if (CANONICAL.test(text)) return text;
  if (text.length > 45) return undefined;
  const parts = LENIENT.exec(text.toLowerCase());
  const body = parts?.[1] ?? parts?.[2] ?? parts?.[3];
  if (body === undefined) return undefined;
  if (CANONICAL.test(body)) return body;
  if (!HEX.test(body)) return undefined;
  return `${body.slice(0, 8)}-${body.slice(8, 12)}-${body.slice(12, 16)}-${body.slice(16, 20)}-${body.slice(20)}`;
}
