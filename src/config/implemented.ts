import { dotted, type Path } from './merge.ts';

/**
 * The keys whose feature exists. `*` stands for any one name or index, `**` for everything below. Whoever builds a feature adds
 * its keys here, which ends the warnings about them.
 */
const IMPLEMENTED = [
  'dsn',
  'dev',
  'version',
  'revision',
  'sqa-opt-out',
  'serve.*.host',
  'serve.*.port',
  'serve.*.base_url',
  'serve.*.socket.*',
  'serve.public.tls.**',
  'serve.admin.tls.**',
  'serve.*.request_log.disable_for_health',
  'serve.public.cors.**',
  'log.**',
  'tracing.provider',
  'tracing.service_name',
  'tracing.deployment_environment',
  'tracing.providers.otlp.**',
  'identity.**',
  'hashers.**',
  'ciphers.**',
  'secrets.**',
  'session.lifespan',
  'session.earliest_possible_extend',
  'session.whoami.required_aal',
  'session.cookie.**',
  'session.whoami.tokenizer.**',
  'selfservice.default_browser_return_url',
  'selfservice.allowed_return_urls',
  'selfservice.flows.error.ui_url',
  'selfservice.flows.login.ui_url',
  'selfservice.flows.login.lifespan',
  'selfservice.flows.login.after.default_browser_return_url',
  'selfservice.flows.login.after.*.default_browser_return_url',
  'selfservice.flows.registration.enabled',
  'selfservice.flows.registration.login_hints',
  'selfservice.flows.registration.ui_url',
  'selfservice.flows.registration.lifespan',
  'selfservice.flows.registration.style',
  'selfservice.flows.registration.enable_legacy_one_step',
  'selfservice.flows.registration.after.default_browser_return_url',
  'selfservice.flows.registration.after.*.default_browser_return_url',
  'selfservice.flows.logout.after.default_browser_return_url',
  'selfservice.flows.logout.clear_browser_data',
  'selfservice.flows.recovery.ui_url',
  'selfservice.flows.recovery.lifespan',
  'selfservice.flows.recovery.use',
  'selfservice.flows.recovery.enabled',
  'selfservice.flows.recovery.notify_unknown_recipients',
  'selfservice.flows.recovery.after.default_browser_return_url',
  'selfservice.flows.settings.ui_url',
  'selfservice.flows.settings.lifespan',
  'selfservice.flows.settings.privileged_session_max_age',
  'selfservice.flows.settings.required_aal',
  'selfservice.flows.settings.after.default_browser_return_url',
  'selfservice.flows.settings.after.*.default_browser_return_url',
  'selfservice.methods.profile.enabled',
  'selfservice.flows.verification.ui_url',
  'selfservice.flows.verification.lifespan',
  'selfservice.flows.verification.use',
  'selfservice.flows.verification.enabled',
  'selfservice.flows.verification.notify_unknown_recipients',
  'selfservice.flows.verification.after.default_browser_return_url',
  // Names of hooks that do not exist yet are told of one by one.
  'selfservice.flows.*.before.hooks',
  'selfservice.flows.*.after.hooks',
  'selfservice.flows.*.after.*.hooks',
  'selfservice.methods.code.enabled',
  'selfservice.methods.code.passwordless_enabled',
  'selfservice.methods.code.mfa_enabled',
  'selfservice.methods.code.config.lifespan',
  'selfservice.methods.code.config.max_submissions',
  'selfservice.methods.link.enabled',
  'selfservice.methods.link.config.lifespan',
  'selfservice.methods.password.enabled',
  'selfservice.methods.password.config.min_password_length',
  'selfservice.methods.password.config.identifier_similarity_check_enabled',
  'selfservice.methods.password.config.haveibeenpwned_enabled',
  'selfservice.methods.password.config.haveibeenpwned_host',
  'selfservice.methods.password.config.max_breaches',
  'selfservice.methods.password.config.ignore_network_errors',
  'selfservice.methods.b2b.config.organizations.*.id',
  'selfservice.methods.b2b.config.organizations.*.session_lifespan',
  'selfservice.methods.password.config.migrate_hook.enabled',
  'courier.template_override_path',
  'courier.templates.**',
  'feature_flags.faster_session_extend',
  'feature_flags.choose_recovery_address',
  'feature_flags.use_continue_with_transitions',
  'feature_flags.legacy_continue_with_verification_ui',
  'feature_flags.legacy_require_verified_login_error',
  'feature_flags.cacheable_sessions',
  'feature_flags.cacheable_sessions_max_age',
  'cookies.**',
  'security.disallow_ref_in_identity_schemas',
  'courier.delivery_strategy',
  'courier.message_retries',
  'courier.worker.**',
  'courier.smtp.**',
  'courier.http.**',
  'courier.channels.**',
  'watch-courier',
  'clients.http.**',
  'clients.smtp.**',
  'clients.web_hook.**',
  'database.cleanup.batch_size',
  'database.cleanup.sleep.**',
  'zelos.**',
] as const;

/** Keys that change nothing in the reference server either. */
const WITHOUT_EFFECT = [
  'feature_flags.password_profile_registration_node_group',
  'expose-metrics-port',
  'database.cleanup.older_than',
  'selfservice.methods.link.config.base_url',
  'selfservice.methods.webauthn.config.rp.icon',
  'selfservice.methods.b2b.**',
  'organizations.**',
  'enterprise.**',
  'preview.**',
] as const;

/** Keys that nobody misses: flags that the reference server happens to take as keys. */
const SILENT = ['help', 'config', 'config.**'] as const;

/** How far a key is honoured. */
export type Support = 'implemented' | 'no_effect' | 'not_implemented';

/** How far the key at a path is honoured. */
export function supportOf(path: Path): Support {
  const key = dotted(path);
  if ([...IMPLEMENTED, ...SILENT].some((pattern) => covers(pattern, key))) return 'implemented';
  return WITHOUT_EFFECT.some((pattern) => covers(pattern, key)) ? 'no_effect' : 'not_implemented';
}

function covers(pattern: string, key: string): boolean {
  if (pattern.endsWith('.**')) return key === pattern.slice(0, -3) || key.startsWith(pattern.slice(0, -2));
  const wanted = pattern.split('.');
  const parts = key.split('.');
  return wanted.length === parts.length && wanted.every((name, index) => name === '*' || name === parts[index]);
}
