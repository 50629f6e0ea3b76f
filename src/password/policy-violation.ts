/** Why a password is refused. Lengths are bytes of UTF-8. */
export type PolicyViolation =
  | { readonly kind: 'too_short'; readonly min: number; readonly actual: number }
  | { readonly kind: 'too_long'; readonly max: number; readonly actual: number }
  | { readonly kind: 'too_similar' }
  | { readonly kind: 'breached'; readonly breaches: number };
