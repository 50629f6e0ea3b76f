import type { Config } from '../config/config.ts';
import type { Courier } from '../courier/courier.ts';
import type { AddressChanges } from '../hook/address-changes.ts';
import { createHooks } from '../hook/create-hooks.ts';
import type { Hooks } from '../hook/hook.ts';
import { createNotifyPreviousAddresses, type Recipients } from '../hook/notify-previous-addresses.ts';
import { createRequireVerifiedAddress } from '../hook/require-verified-address.ts';
import { createRevokeActiveSessions } from '../hook/revoke-active-sessions.ts';
import { sessionHook } from '../hook/session.ts';
import { createShowVerificationUi } from '../hook/show-verification-ui.ts';
import type { VerificationStarter } from '../hook/start-verification.ts';
import { createVerificationHook } from '../hook/verification.ts';
import { createVerifyNewAddress } from '../hook/verify-new-address.ts';
import type { Clock } from '../lib/clock.ts';
import type { Sessions } from '../session/sessions.ts';
import type { IdentityRow, IdentityStore } from '../store/identity-store.ts';
import type { Log } from './log.ts';

export interface ConfiguredHooksOptions {
  readonly config: Config;
  readonly sessions: Sessions;
  readonly identities: IdentityStore;
  readonly verifications: VerificationStarter & AddressChanges;
  readonly courier: Courier;
  readonly describe: (row: IdentityRow) => Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The hooks of all flows, as configured. Whoever builds a hook adds it here. */
export function createConfiguredHooks(options: ConfiguredHooksOptions): Hooks {
  const { config, sessions, identities, verifications, log } = options;
  const { selfservice, featureFlags } = config;
  const everyAddress = featureFlags.legacyContinueWithVerificationUi;
  const verification = createVerificationHook({ verifications, identities, everyAddress });
  const showVerificationUi = createShowVerificationUi(verifications);
  const legacy = featureFlags.legacyRequireVerifiedLoginError;
  const requireVerifiedAddress = createRequireVerifiedAddress({ verifications, legacy });
  const verifyNewAddress = createVerifyNewAddress(verifications);
  const recipientsOf = (settings: unknown) => (settings as { recipients?: Recipients } | undefined)?.recipients ?? 'removed';
  const revokeActiveSessions = createRevokeActiveSessions(sessions);
  return createHooks(selfservice.flows, {
    factories: {
      session: () => sessionHook,
      verification: () => verification,
      show_verification_ui: () => showVerificationUi,
      require_verified_address: () => requireVerifiedAddress,
      revoke_active_sessions: () => revokeActiveSessions,
      verify_new_address: () => verifyNewAddress,
      notify_previous_addresses: (settings) => createNotifyPreviousAddresses(recipientsOf(settings), options),
    },
    verification: selfservice.flows.verification.enabled ? verification : undefined,
    log,
  });
}
