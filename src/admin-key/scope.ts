/** What a key may be allowed to do. */
export const SCOPES = [
  'identities:read',
  'identities:write',
  'sessions:read',
  'sessions:write',
  'recovery:code',
  'recovery:link',
  'messages:read',
] as const;

const GROUPS = [...new Set(SCOPES.map((scope) => `${scope.split(':')[0]}:*`))];

/** Every scope that a key can be given: single ones, groups (`sessions:*`) and everything (`*`). */
export const GRANTABLE_SCOPES: readonly string[] = [...SCOPES, ...GROUPS, '*'];

/** Whether one of the granted scopes covers the scope that a call needs. */
export function covers(granted: readonly string[], needed: string): boolean {
  const group = `${needed.split(':')[0]}:*`;
  return granted.some((scope) => scope === '*' || scope === needed || scope === group);
}
