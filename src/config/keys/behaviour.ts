import { choice, duration, flag, openSection, optional, section } from './kinds.ts';

/** `security` */
export const security = openSection('Further protection.', {
  account_enumeration: openSection('Whether strangers can find out who has an account.', {
    mitigate: flag('Answers alike whether an identifier exists or not.', false),
  }),
  disallow_ref_in_identity_schemas: flag('Refuses references of identity schemas to other documents, unless in base64.', false),
});

const legacy = { deprecated: true } as const;

/** `feature_flags` */
export const featureFlags = section('Newer and older behaviour.', {
  cacheable_sessions: flag('Tells with each whoami answer how long it may be cached.', false),
  cacheable_sessions_max_age: optional(duration('Longest time that answer may be cached.')),
  use_continue_with_transitions: flag('Ends a recovery with continue_with instead of a redirect.', false),
  choose_recovery_address: flag('Lets users choose among their addresses when recovering.', false),
  legacy_continue_with_verification_ui: flag('Always points to the verification page after registration.', false, legacy),
  legacy_require_verified_login_error: flag('Shows an unverified login as an error of the form.', false, legacy),
  faster_session_extend: flag('Answers 204 without a body when a session is extended.', false),
  password_profile_registration_node_group: choice('Does nothing.', ['password', 'default'], 'default'),
  legacy_oidc_registration_node_group: flag('Puts traits that a provider asks for into the group oidc.', false),
  legacy_allow_insecure_origins: flag('Honours a * that is not bound to one registrable domain.', false, legacy),
  refresh_login_choose_address: flag('Offers a button for each address when a login is refreshed by code.', false),
});
