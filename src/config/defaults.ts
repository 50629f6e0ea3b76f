import type { TSchema } from '@sinclair/typebox';

/**
 * What the configuration is when nobody sets anything: every default that is not inside a list or a map, with the objects
 * that hold them.
 * @returns undefined when there is nothing to fill in
 */
export function defaultsOf(schema: TSchema): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  const entries = Object.entries((schema.properties ?? {}) as Record<string, TSchema>)
    .map(([name, child]) => [name, defaultsOf(child)] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
