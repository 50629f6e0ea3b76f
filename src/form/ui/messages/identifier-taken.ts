import type { Message } from '../message.ts';
import { error } from './make.ts';

/** How somebody may sign in who tried to register an identifier that is taken. */
export interface SignInHints {
  /** What was taken, shown to the user; empty for something unsaid. */
  readonly identifier: string;
  readonly credentialTypes: readonly string[] | null;
  readonly providers: readonly string[] | null;
}

const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['password', 'your password'],
  ['oidc', 'social sign in'],
  ['saml', 'social sign in'],
  ['webauthn', 'your passkey or a security key'],
  ['passkey', 'your passkey'],
]);

function spoken(types: readonly string[]): string {
  const known = types.map((type) => SPOKEN.get(type)).filter((text) => text !== undefined);
  const texts = [...new Set(known.length > 0 ? known : types)];
  const last = texts.pop() ?? '';
  return texts.length > 0 ? `${texts.join(', ')}, or ${last}` : last;
}

/** Every word begins with a capital; names with a brace are templates that nobody filled, and stay. */
function titleCase(name: string): string {
  if (/[{}]/.test(name)) return name;
  return name
    .toLowerCase()
    .replace(/\p{L}[\p{L}\p{M}\p{N}'’_]*/gu, (word) => word.replace(/^./u, (letter) => letter.toUpperCase()));
}

/** An identifier that another account has, with the ways into that account. */
export function identifierTakenWithHints({ identifier, credentialTypes, providers }: SignInHints): Message {
  let text = `You tried signing in with ${identifier || 'an email, phone, or username'} which is already in use by another account.`;
  if (credentialTypes && credentialTypes.length > 0) text += ` You can sign in using ${spoken(credentialTypes)}.`;
  if (providers && providers.length > 0) {
    const names = providers.map(titleCase).join(', ');
    text += ` You can sign in using one of the following social sign in providers: ${names}.`;
  }
  return error(4000028, text, {
    available_credential_types: credentialTypes,
    available_oidc_providers: providers,
    credential_identifier_hint: identifier,
  });
}
