import type { ContinueWith } from '../form/continue-with.ts';
import type { Flow } from '../form/flow.ts';

export type VerificationItem = Extract<ContinueWith, { readonly action: 'show_verification_ui' }>;

interface StartedVerification {
  readonly id: string;
  readonly address: string;
}

const KEY = 'verification';

/** Notes in a flow which verification came out of it, for the hook `show_verification_ui`; undefined: none did this time. */
export function rememberVerification({ context }: Flow, started: StartedVerification | undefined): void {
  if (started) context[KEY] = started;
  else delete context[KEY];
}

export function rememberedVerification({ context }: Flow): StartedVerification | undefined {
  return context[KEY] as StartedVerification | undefined;
}

/** Tells a client which verification flow goes on. @param url of its page; for browsers */
export function verificationItem({ id, address }: StartedVerification, url: string | undefined): VerificationItem {
  return {
    action: 'show_verification_ui',
    flow: { id, verifiable_address: address, ...(url !== undefined && { url }) },
  };
}
