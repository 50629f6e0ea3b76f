import { BAD_REQUEST, FORBIDDEN, INTERNAL, MISCONFIGURED, NO_SUCH_ROW, NOT_FOUND, UNAUTHORIZED } from './default-messages.ts';
import type { ErrorKind } from './error-kind.ts';

const GONE = 'The requested resource is no longer available because it has expired or is otherwise invalid.';

/** The errors of self-service flows; part of the catalogue. */
export const FLOW_ERRORS = {
  // --- which flow
  flow_id_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The flow query parameter is missing or malformed.',
    hint: 'Submit to the URL in ui.action of the flow.',
  },
  flow_unknown: { status: 404, message: NO_SUCH_ROW, hint: 'Start a new flow; old ones are removed after some time.' },
  flow_unknown_restart: {
    status: 404,
    message: NOT_FOUND,
    reason: 'The {flow} request could not be found. Please restart the flow.',
    hint: 'Start a new flow; old ones are removed after some time.',
  },
  /** On fetching; settings and verification flows have no id there. */
  flow_over: {
    status: 410,
    ownDetails: true,
    id: 'self_service_flow_expired',
    message: GONE,
    reason: 'The {flow} flow has expired. {advice}',
    hint: 'Start a new flow.',
  },
  flow_over_unnamed: { status: 410, ownDetails: true, message: GONE, reason: 'The {flow} flow has expired. {advice}' },
  /** On fetching, of native recovery flows. */
  flow_over_since: {
    status: 410,
    ownDetails: true,
    id: 'self_service_flow_expired',
    message: 'self-service flow expired',
    reason: 'The self-service flow expired {minutes} minutes ago, initialize a new one.',
    hint: 'Start a new flow.',
  },
  /** On submitting. */
  flow_expired: {
    status: 410,
    id: 'self_service_flow_expired',
    message: 'self-service flow expired',
    reason: 'The self-service flow expired {minutes} minutes ago, initialize a new one.',
    hint: 'Go on with the flow in use_flow_id.',
  },
  flow_replaced: {
    status: 410,
    id: 'self_service_flow_replaced',
    message: 'self-service flow replaced',
    reason: 'An error occured, please use the new flow.',
    hint: 'Go on with the flow in use_flow_id.',
  },
  flow_return_unparsable: {
    status: 500,
    message: BAD_REQUEST,
    reason: 'Unable to parse the original request URL: {fault}',
  },
  location_change_required: {
    status: 422,
    id: 'browser_location_change_required',
    message: 'browser location change required',
    reason: 'In order to complete this flow please redirect the browser to: {url}',
    hint: 'Open redirect_browser_to in the browser.',
  },
  identity_schema_unknown: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Requested identity schema "{schema}" does not exist.',
    hint: 'GET /schemas lists what there is.',
  },
  identity_schema_closed: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Requested identity schema "{schema}" is not enabled for self-service flows.',
    hint: 'Set selfservice_selectable of the schema in the configuration.',
  },

  // --- login
  login_challenge_empty: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'the login_challenge parameter is present but empty',
    hint: 'Leave it out, or give the challenge of the OAuth2 server.',
  },
  login_challenge_unusable: {
    status: 500,
    id: 'invalid_configuration',
    message: MISCONFIGURED,
    reason: 'refusing to parse login_challenge query parameter because oauth2_provider.url is invalid or unset',
    hint: 'This server does not sign users in for an OAuth2 server yet.',
  },
  aal_unparsable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to parse AuthenticationMethod Assurance Level (AAL): expected one of [aal1, aal2] but got {value}',
    hint: 'Use aal1 or aal2, or leave it out.',
  },
  session_aal1_required: {
    status: 401,
    id: 'session_aal1_required',
    message: 'aal2 and aal3 can only be requested if a session exists already',
    reason: 'You can not requested a higher AAL (AAL2/AAL3) without an active session.',
    hint: 'Sign in with a first factor first.',
  },
  login_with_session: {
    status: 400,
    id: 'session_already_available',
    message: 'you are already logged in',
    reason: 'A valid session was detected and thus login is not possible. Did you forget to set `?refresh=true`?',
    hint: 'Log out first, or add ?refresh=true to prove it once more.',
  },
  verified_address_required: {
    status: 400,
    ownDetails: true,
    id: 'session_verified_address_required',
    message: 'your email or phone address is not yet verified',
    reason:
      "Your account's email or phone address are not verified yet. Please check your email or phone inbox or re-request verification.",
    hint: 'Go on with the verification flow in continue_with, then sign in again.',
  },
  no_address_to_verify: {
    status: 500,
    id: 'invalid_configuration',
    message: MISCONFIGURED,
    reason:
      'A misconfiguration prevents login. Expected to find a verification address but this identity does not have one assigned.',
    hint: 'Mark a trait with verification.via in the identity schema, or take the hook require_verified_address out.',
  },
  migration_hook_off: {
    status: 500,
    id: 'invalid_configuration',
    message: MISCONFIGURED,
    reason: 'The password migration hook is not enabled but this identity needs it.',
    hint: 'Enable selfservice.methods.password.config.migrate_hook, or let the user recover the account.',
  },

  // --- registration
  registration_disabled: {
    status: 400,
    id: 'self_service_flow_disabled',
    message: 'registration flow disabled',
    reason: 'Registration is not allowed because it was disabled.',
    hint: 'Enable selfservice.flows.registration.enabled in the configuration.',
  },
  registration_with_session: {
    status: 400,
    id: 'session_already_available',
    message: 'you are already logged in',
    reason: 'A valid session was detected and thus registration is not possible.',
    hint: 'Log out first.',
  },

  // --- settings
  session_needed: {
    status: 401,
    id: 'session_inactive',
    message: 'request does not have a valid authentication session',
    reason: 'This endpoint can only be accessed with a valid session. Please log in and try again.',
    hint: 'Sign in, then send the session cookie or the session token.',
  },
  settings_session_missing: {
    status: 401,
    message: UNAUTHORIZED,
    reason: 'A valid Ory Session Cookie or Ory Session Token is missing.',
    hint: 'Sign in, then send the session cookie or the session token.',
  },
  session_refresh_required: {
    status: 403,
    id: 'session_refresh_required',
    message: FORBIDDEN,
    reason: 'The login session is too old and thus not allowed to update these fields. Please re-authenticate.',
    hint: 'Send the browser to redirect_browser_to, or complete a login flow with refresh=true; then send the change again.',
  },
  settings_of_another: {
    status: 403,
    id: 'security_identity_mismatch',
    message: FORBIDDEN,
    reason: 'The request was made for another identity and has been blocked for security reasons.',
    hint: 'Start a settings flow of your own.',
  },
  settings_by_another: {
    status: 403,
    id: 'security_identity_mismatch',
    message: FORBIDDEN,
    reason: 'The request was initiated by someone else and has been blocked for security reasons. Please go back and try again.',
    hint: 'Start a settings flow of your own.',
  },
  nothing_changed: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Did not receive any value changes.',
    hint: 'Send the traits as they shall be, all of them.',
  },
  profile_changed_meanwhile: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The profile was changed by another request at the same time. Please check it and save it again.',
    hint: 'Read the traits again, make the change on top of them, then send all of them.',
  },
  continuity_missing: {
    status: 400,
    message: 'no resumable session found',
    reason:
      "The browser does not contain the necessary cookie to resume the session. This is a security violation and was blocked. Please clear your browser's cookies and cache and try again!",
    hint: 'Start the flow again.',
  },
  continuity_of_another: {
    status: 403,
    message: FORBIDDEN,
    reason: 'The flow has been blocked for security reasons because it was initiated by another person..',
    hint: 'Start the flow again.',
  },

  // --- recovery and verification
  recovery_disabled: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Recovery is not allowed because it was disabled.',
    hint: 'Enable selfservice.flows.recovery.enabled in the configuration.',
  },
  recovery_method_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'You attempted recovery using {method}, which is not enabled or does not exist. An administrator needs to enable this recovery method.',
    hint: 'Enable selfservice.methods.{method}.enabled, or choose another method in selfservice.flows.recovery.use.',
  },
  recovery_with_session: {
    status: 400,
    id: 'session_already_available',
    message: BAD_REQUEST,
    reason: 'A valid session was detected and thus recovery is not possible.',
    hint: 'Log out first.',
  },
  /** What a new flow says to people, for programs. */
  recovery_started_anew: {
    status: 400,
    message: BAD_REQUEST,
    reason: '{reason}',
    hint: 'Go on with the flow in continue_with.',
  },
  verification_disabled: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Verification is not allowed because it was disabled.',
    hint: 'Enable selfservice.flows.verification.enabled in the configuration.',
  },
  verification_method_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The active verification strategy {method} is not enabled. Please enable it in the configuration.',
    hint: 'Enable selfservice.methods.{method}.enabled, or choose another method in selfservice.flows.verification.use.',
  },
  code_used: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The code was already used. Please request another code.',
    hint: 'Go on with the flow in continue_with, and ask for a new code there.',
  },
  code_tried_too_often: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The request was submitted too often. Please request another code.',
    hint: 'Go on with the flow in continue_with, and ask for a new code there.',
  },
  selected_address_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The selected recovery address is not valid.',
    hint: 'Choose one of the addresses in the form.',
  },

  // --- logout
  logout_token_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Please include a token in the URL query.',
    hint: 'Use the logout_url of GET /self-service/logout/browser.',
  },
  logout_token_foreign: {
    status: 403,
    message: FORBIDDEN,
    reason: 'Unable to log out because the logout token in the URL query does not match the session cookie.',
    hint: 'Use the logout_url of GET /self-service/logout/browser.',
  },
  logout_session_unknown: {
    status: 403,
    message: FORBIDDEN,
    reason: 'The provided Ory Session Token could not be found, is invalid, or otherwise malformed.',
    hint: 'Send the session token of the session that shall end.',
  },

  // --- errors of flows
  stub: { status: 500, message: INTERNAL, reason: 'This is a stub error.' },
  flow_error_unknown: { status: 404, message: NO_SUCH_ROW, hint: 'Use the id that the error page was called with.' },
} as const satisfies Readonly<Record<string, ErrorKind>>;
