import type { SessionRow } from '../store/session-store.ts';

/** What of an authentication method decides. */
export interface Factor {
  readonly method?: string;
  readonly aal?: string;
}

/** A provider that reports a second factor has checked the first one, too. */
const isBoth = ({ method, aal }: Factor) => aal === 'aal2' && (method === 'oidc' || method === 'saml');

/** The assurance level that completed factors are worth (sessions contract 4.1). */
export function aalOf(methods: readonly Factor[]): SessionRow['aal'] {
  if (methods.length === 0) return 'aal0';
  if (methods.some(isBoth)) return 'aal2';
  const has = (level: string) => methods.some(({ aal }) => aal === level);
  return has('aal1') && has('aal2') ? 'aal2' : 'aal1';
}
