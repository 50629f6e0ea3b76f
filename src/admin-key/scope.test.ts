import { expect, test } from 'vitest';
import { covers, GRANTABLE_SCOPES, SCOPES } from './scope.ts';

test('what can be granted: every single scope, every group, everything', () => {
  expect(GRANTABLE_SCOPES).toEqual([...SCOPES, 'identities:*', 'sessions:*', 'recovery:*', 'messages:*', '*']);
});

test.each([
  [['*'], SCOPES],
  [['identities:*'], ['identities:read', 'identities:write']],
  [
    ['recovery:link', 'sessions:*'],
    ['sessions:read', 'sessions:write', 'recovery:link'],
  ],
  [['identities:read'], ['identities:read']],
  [[], []],
  [['identities', 'identities:', 'ident*', ''], []],
])('%j covers no more and no less', (granted, covered) => {
  expect(SCOPES.filter((scope) => covers(granted, scope))).toEqual(covered);
});
