import { expect, test } from 'vitest';
import { aalOf, type Factor } from './aal.ts';

const factors = (text: string): Factor[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [method = '', aal = ''] = one.split(':');
      return { method, aal };
    });

test.each([
  ['', 'aal0'],
  ['password:aal1', 'aal1'],
  ['totp:aal2', 'aal1'],
  ['totp:aal2 lookup_secret:aal2', 'aal1'],
  ['password:aal1 totp:aal2', 'aal2'],
  ['totp:aal2 password:aal1', 'aal2'],
  ['password:aal1 password:aal1', 'aal1'],
  ['code_recovery:aal1', 'aal1'],
  ['oidc:aal2', 'aal2'],
  ['saml:aal2', 'aal2'],
  ['oidc:aal1', 'aal1'],
  ['password:aal2', 'aal1'],
  ['webauthn:aal2', 'aal1'],
  ['password:', 'aal1'],
  ['password:aal9 totp:aal2', 'aal1'],
])('%j is worth %s', (methods, aal) => {
  expect(aalOf(factors(methods))).toBe(aal);
});
