import type { Config } from '../config/config.ts';
import { createHooks } from '../hook/create-hooks.ts';
import type { Hooks } from '../hook/hook.ts';
import { createRequireVerifiedAddress } from '../hook/require-verified-address.ts';
import { createRevokeActiveSessions } from '../hook/revoke-active-sessions.ts';
import { sessionHook } from '../hook/session.ts';
import { createShowVerificationUi } from '../hook/show-verification-ui.ts';
import type { VerificationStarter } from '../hook/start-verification.ts';
import { createVerificationHook } from '../hook/verification.ts';
import type { Sessions } from '../session/sessions.ts';
import type { IdentityStore } from '../store/identity-store.ts';
import type { Log } from './log.ts';

export interface ConfiguredHooksOptions {
  readonly config: Config;
  readonly sessions: Sessions;
  readonly identities: IdentityStore;
  readonly verifications: VerificationStarter;
  readonly log: Log;
}

/** The hooks of all flows, as configured. Whoever builds a hook adds it here. */
export function createConfiguredHooks({ config, sessions, identities, verifications, log }: ConfiguredHooksOptions): Hooks {
  const { selfservice, featureFlags } = config;
  const everyAddress = featureFlags.legacyContinueWithVerificationUi;
  const verification = createVerificationHook({ verifications, identities, everyAddress });
  const showVerificationUi = createShowVerificationUi(verifications);
  const legacy = featureFlags.legacyRequireVerifiedLoginError;
  const requireVerifiedAddress = createRequireVerifiedAddress({ verifications, legacy });
  const revokeActiveSessions = createRevokeActiveSessions(sessions);
  return createHooks(selfservice.flows, {
    factories: {
      session: () => sessionHook,
      verification: () => verification,
      show_verification_ui: () => showVerificationUi,
      require_verified_address: () => requireVerifiedAddress,
      revoke_active_sessions: () => revokeActiveSessions,
    },
    verification: selfservice.flows.verification.enabled ? verification : undefined,
    log,
  });
}
