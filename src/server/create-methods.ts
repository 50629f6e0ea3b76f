import type { Config } from '../config/config.ts';
import type { PasswordHashing } from '../hash/password-hashing.ts';
import type { UpdateDependencies } from '../identity/update.ts';
import type { Clock } from '../lib/clock.ts';
import type { Method, RecoveryPart, VerificationPart } from '../method/method.ts';
import { createPasswordLogin } from '../method/password/password-login.ts';
import { createPasswordRegistration } from '../method/password/password-registration.ts';
import { createPasswordSettings } from '../method/password/password-settings.ts';
import { createProfileRegistration } from '../method/profile/profile-registration.ts';
import { createProfileSettings } from '../method/profile/profile-settings.ts';
import type { OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import type { Store } from '../store/store.ts';
import { createConfiguredPolicy } from './create-configured-policy.ts';
import type { Log } from './log.ts';

export interface MethodsOptions {
  /** The part that each method has in recovery. */
  readonly recovery: { readonly code: RecoveryPart; readonly link: RecoveryPart };
  /** The same in verification. */
  readonly verification: { readonly code: VerificationPart; readonly link: VerificationPart };
  readonly config: Config;
  readonly store: Store;
  readonly hasher: PasswordHashing;
  readonly updates: UpdateDependencies;
  readonly outgoing: OutgoingGetOptions;
  readonly clock: Clock;
  readonly log: Log;
}

/** The self-service methods, as configured, in the order of `METHOD_IDS`. */
export function createMethods(options: MethodsOptions): readonly Method[] {
  const { config, store, hasher: hashing, updates, recovery, verification, outgoing, clock, log } = options;
  const { methods, flows } = config.selfservice;
  const policy = createConfiguredPolicy(methods.password.policy, { hasher: hashing, outgoing, clock, log });
  const password = { enabled: methods.password.enabled, identities: store.identities, updates, hashing, policy, log };
  const profile = { enabled: methods.profile.enabled, twoSteps: flows.registration.twoSteps };
  return [
    {
      id: 'profile',
      enabled: profile.enabled,
      registration: createProfileRegistration(profile),
      settings: createProfileSettings(profile),
    },
    {
      id: 'password',
      enabled: password.enabled,
      login: createPasswordLogin(password),
      registration: createPasswordRegistration(password),
      settings: createPasswordSettings(password),
    },
    { id: 'code', enabled: methods.code.enabled, recovery: recovery.code, verification: verification.code },
    { id: 'link', enabled: methods.link.enabled, recovery: recovery.link, verification: verification.link },
  ];
}
