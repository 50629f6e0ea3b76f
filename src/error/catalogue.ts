import {
  BAD_REQUEST,
  FORBIDDEN,
  INTERNAL,
  MISCONFIGURED,
  NO_SUCH_ROW,
  NOT_FOUND,
  TAKEN,
  UNAUTHORIZED,
} from './default-messages.ts';
import type { ErrorKind } from './error-kind.ts';
import { FLOW_ERRORS } from './flow-errors.ts';

const kinds = {
  // --- the request itself
  request_malformed: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The request could not be read: {problem}',
    hint: 'Check the percent-encoding of the path, the headers and the length of the body.',
  },
  request_timeout: {
    status: 408,
    message: 'The request took too long to arrive',
    hint: 'Send the headers and the body without long pauses.',
  },
  headers_too_large: {
    status: 431,
    message: 'The headers of the request are too large',
    hint: 'Path, query and headers may have 256 KiB together.',
  },
  body_invalid: { status: 400, message: '{fault}', hint: 'Send one JSON object with the documented members.' },
  body_undecodable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to decode JSON payload: {fault}',
    hint: 'Send one JSON object with the documented members.',
  },
  body_empty: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.',
    hint: 'Send a JSON body.',
  },
  body_content_type: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'HTTP {method} Request used unknown HTTP Header "Content-Type: {type}", only [application/json] are supported.',
    hint: 'Send the header "Content-Type: application/json".',
  },
  body_too_large: {
    status: 400,
    message: 'http: request body too large',
    hint: 'A body may have 5 MiB at most; send large imports in several batches.',
  },
  body_too_large_to_decode: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to read HTTP POST body: http: request body too large',
    hint: 'A body may have 5 MiB at most; send large imports in several batches.',
  },
  body_json: {
    status: 400,
    message: '{fault}',
    reason: 'Invalid JSON body.',
    hint: 'Send one JSON object with the documented members.',
  },
  parameter_uuid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Invalid UUID value `{value}` for parameter `{name}`.',
    hint: 'Give one UUID per occurrence of the parameter; lists with commas are not taken.',
  },
  parameter_number: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'strconv.Atoi: parsing {value}: {problem}',
    hint: 'Give a whole number.',
  },
  parameter_include_credential: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Invalid value `{value}` for parameter `include_credential`.',
    hint: 'Give one of the credential types: password, oidc, saml, totp, lookup_secret, webauthn, passkey, code, deviceauthn.',
  },
  parameter_ids: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The number of ids to filter must not exceed 500.',
    hint: 'Ask for 500 ids at most, several times if need be.',
  },
  parameter_filters: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'You cannot combine multiple filters in this API',
    hint: 'Use one of ids, organization_id, credentials_identifier and preview_credentials_identifier_similar.',
  },
  page_token_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The page token is invalid, do not craft your own page tokens',
    hint: 'Follow the rel="next" link of the page before, or leave page_token out for the first page.',
  },
  page_legacy_limit: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'Legacy pagination is not supported for enumerating over 1000 items. Please switch to using page_token and page_size.',
    hint: 'Follow the rel="next" links of GET /admin/identities?page_size=250.',
  },
  parameter_active: { status: 400, message: 'could not parse parameter active', hint: 'Give true or false, or leave it out.' },
  parameter_paging: {
    status: 400,
    message: 'could not parse parameter page_size',
    hint: 'Give a whole number as page_size and the page_token of a link.',
  },
  parameter_expand: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Could not parse expand option: {value}',
    hint: 'Give identity or devices; repeat the parameter for both.',
  },
  path_uuid: {
    status: 400,
    message: 'uuid: incorrect UUID length {length} in string "{value}"',
    hint: 'Give the UUID of the resource in the path.',
  },

  // --- who may call
  key_missing: {
    status: 401,
    message: UNAUTHORIZED,
    reason: 'This server requires a key for its admin API and the request carries none.',
    hint: 'Send "Authorization: Bearer <key>"; make a key with `zelos keys create`.',
  },
  key_invalid: {
    status: 401,
    message: UNAUTHORIZED,
    reason: 'The key of this request is unknown, expired or revoked.',
    hint: 'Make a new key with `zelos keys create`.',
  },
  key_scope: {
    status: 403,
    message: FORBIDDEN,
    reason: 'The key "{name}" does not have the scope "{scope}" that this call needs.',
    hint: 'Make a key with that scope: `zelos keys create --scope {scope}`.',
  },

  // --- identities
  identity_unknown: { status: 404, message: NO_SUCH_ROW, hint: 'Check the id; GET /admin/identities lists what there is.' },
  identity_conflict: {
    status: 409,
    message: 'The resource could not be created due to a conflict',
    reason: 'This identity conflicts with another identity that already exists.',
    hint: 'Find the other one with GET /admin/identities?credentials_identifier=… or by its external id, and update it instead.',
  },
  identity_taken: {
    status: 409,
    message: TAKEN,
    hint: 'An identifier, address or external_id of this identity belongs to another one (or stands here twice).',
  },
  identity_busy: {
    status: 400,
    message: 'Unable to serialize access due to a concurrent update in another session',
    reason: 'This identity was changed by other requests again and again while this one tried to.',
    hint: 'Send the request again.',
  },
  state_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'identity state is not valid',
    hint: 'Use "active" or "inactive".',
  },
  state_patch_invalid: {
    status: 400,
    message: 'identity state is not valid',
    reason: "The supplied state ('{value}') was not valid. Valid states are ('active', 'inactive').",
    hint: 'Use "active" or "inactive".',
  },
  region_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'the provided region is not a valid Ory region',
    hint: 'Use one of eu-central, asia-northeast, us-east, us-west, eu, asia, us, global.',
  },
  region_operation: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'operation "{op}" is not supported on /region',
    hint: 'Use add or replace.',
  },
  region_type: { status: 400, message: BAD_REQUEST, reason: 'failed to unmarshal', hint: 'The region is a text.' },
  external_id_empty: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The external ID must not be empty.',
    hint: 'Give the external id in the path.',
  },
  value_too_long: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The value of {name} must have at most {limit} characters, but it has {length}.',
    hint: 'Shorten the value.',
  },
  text_unstorable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Identifiers, addresses and ids must not contain the character U+0000.',
    hint: 'Leave the character out.',
  },
  identifier_empty: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to create identity credentials with missing or empty identifier.',
    hint: 'A trait that the schema marks as identifier must not be an empty text; leave it out instead.',
  },

  // --- identity schemas
  schema_unknown: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to find JSON Schema ID: {id}',
    hint: 'Use one of the ids that GET /schemas lists.',
  },
  schema_not_found: {
    status: 404,
    message: NOT_FOUND,
    reason: 'Identity schema `{id}` could not be found.',
    hint: 'GET /schemas lists the schemas that there are.',
  },
  schema_of_identity_missing: {
    status: 500,
    id: 'invalid_configuration',
    message: MISCONFIGURED,
    reason: 'The JSON Schema "{id}" for this identity\'s traits could not be found.',
    hint: 'Add the schema to identity.schemas of the configuration again.',
  },
  traits_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: '{violations}',
    hint: 'Change the traits so that they fit the identity schema.',
  },
  traits_too_costly: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Checking these traits against the identity schema takes more steps than are allowed.',
    hint: 'Send fewer or less deeply nested values, or make the schema simpler.',
  },

  // --- credentials
  password_format: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The imported password does not match any known hash format.',
    hint: 'docs/password-hashes.md lists the formats; a clear-text password goes into "password".',
  },
  password_bounds: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'The imported password hash declares cost parameters that exceed the bounds enforced by Ory. Re-hash the password with a more conservative configuration before importing.',
    hint: 'docs/password-hashes.md lists the bounds.',
  },
  password_unparsable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The imported password hash could not be parsed.',
    hint: 'docs/password-hashes.md shows each format with an example.',
  },
  password_too_long: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'I[#/password] S[] the password does not fulfill the password policy because: The password must be at most 72 characters long, but got {length}.',
    hint: 'bcrypt takes 72 bytes at most; use hashers.algorithm: argon2 for longer passwords.',
  },
  breaches_unavailable: {
    status: 502,
    id: 'upstream_error',
    message: 'Leaked password server unavailable',
    reason: 'The password could not be looked up in leaks, and without that none is taken.',
    hint: 'Send the request again later; docs/password-policy.md tells how to use another server, or none.',
  },
  hashing_overloaded: {
    status: 429,
    message: 'Too many passwords are waiting to be hashed.',
    reason: 'The queue for password hashing is full.',
    hint: 'Send the request again after the time in the Retry-After header; import hashes instead of passwords for large numbers.',
  },
  provider_incomplete: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'credentials.{type}.config.providers[{index}] requires a non-empty provider and subject.',
    hint: 'Give both.',
  },
  passkey_handle: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'Passkey credential import requires a non-empty user_handle. It must match the WebAuthn user handle stored on the authenticator.',
    hint: 'Give user_handle as base64.',
  },
  passkey_handle_text: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Passkey credential import requires a user_handle whose bytes are UTF-8 text.',
    hint: 'The user handle is kept as the identifier of the credential, which is text.',
  },
  passkey_entries: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Passkey credential import requires at least one entry in credentials.passkey.config.credentials.',
    hint: 'Give the public key credentials of the authenticators.',
  },
  credential_import: {
    status: 400,
    message: BAD_REQUEST,
    reason: '{fault}',
    hint: 'Byte values are base64 texts or lists of numbers 0 to 255.',
  },
  credential_type_mismatch: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'credentials.{key}.type must equal "{key}", got "{type}"',
    hint: 'Keep type and key equal.',
  },
  credential_type_unknown: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'credentials.{key} is not a known credential type.',
    hint: 'The types are password, oidc, saml, totp, lookup_secret, webauthn, passkey, code, deviceauthn.',
  },
  credential_absent: {
    status: 404,
    message: NOT_FOUND,
    reason: 'You tried to remove a {type} but this user have no {type} set up.',
    hint: 'GET /admin/identities/{id} shows which credentials the identity has.',
  },
  credential_last: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'You cannot remove the last first factor credential.',
    hint: 'Add another way to sign in first, or delete the identity.',
  },
  credential_identifier_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'You must provide an identifier to delete this credential.',
    hint: 'Add ?identifier=provider:subject.',
  },
  credential_identifier_unknown: {
    status: 404,
    message: NOT_FOUND,
    reason: 'The identifier `{identifier}` was not found among {type} credentials.',
    hint: 'GET /admin/identities/{id} shows the identifiers of each credential.',
  },
  credential_not_deletable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Credentials type {type} cannot be deleted.',
    hint: 'A code credential follows the traits; a passkey is removed by its owner.',
  },

  // --- JSON Patch
  patch_undecodable: {
    status: 400,
    message: '{fault}',
    reason: 'failed to unmarshal JSON patch',
    hint: 'Send a JSON list of operations as RFC 6902 describes them.',
  },
  patch_inapplicable: {
    status: 400,
    message: '{fault}',
    reason: 'failed to apply JSON patch',
    hint: 'Nothing was changed. Check op, path and value of the operation.',
  },

  // --- batch
  batch_too_large: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The maximum number of identities per request that can be created or deleted at once is 1000.',
    hint: 'Send several batches.',
  },
  batch_item_invalid: { status: 400, message: BAD_REQUEST, reason: '{reason}' },
  batch_too_many_passwords: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The maximum number of identities per request that can be created with a plaintext password is 200.',
    hint: 'Send hashed_password instead of password, or smaller batches.',
  },

  // --- sessions
  session_missing: {
    status: 401,
    message: UNAUTHORIZED,
    reason: 'No valid session credentials found in the request.',
    hint: 'Sign in, then send the session cookie or the session token.',
  },
  session_cookie_missing: {
    status: 401,
    message: UNAUTHORIZED,
    reason: 'No valid session cookie found.',
    hint: 'Sign in, then send the session cookie or the session token.',
  },
  session_inactive: {
    status: 401,
    id: 'session_inactive',
    message: 'request does not have a valid authentication session',
    reason: 'No active session was found in this request.',
    hint: 'Sign in, then send the session cookie or the session token.',
  },
  session_aal2_required: {
    status: 403,
    ownDetails: true,
    id: 'session_aal2_required',
    message: 'Session does not fulfill the requested Authenticator Assurance Level',
    reason:
      'An active session was found but it does not fulfill the requested Authenticator Assurance Level. Please verify yourself with a second factor to resolve this issue.',
    hint: 'Send the browser to redirect_browser_to, or start a login flow with aal=aal2.',
  },
  identity_disabled: {
    status: 400,
    ownDetails: true,
    id: 'identity_disabled',
    message: 'identity is disabled',
    reason: 'This account was disabled.',
    hint: 'An administrator can set the state of the identity to active.',
  },
  session_is_current: {
    status: 400,
    message: 'cannot revoke current session',
    hint: 'Log out to end the session of the request.',
  },
  token_exchange_codes_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: '"init_code" and "return_to_code" query params must be set',
    hint: 'Give the code of the flow and the code that came back with return_to.',
  },
  token_exchange_unknown: {
    status: 404,
    message: NOT_FOUND,
    reason: 'no session yet for this "code"',
    hint: 'Start a new flow with return_session_token_exchange_code=true.',
  },

  // --- forged requests
  csrf_violation: {
    status: 403,
    ownDetails: true,
    id: 'security_csrf_violation',
    message: 'the request was rejected to protect you from Cross-Site-Request-Forgery',
    reason:
      'Please retry the flow and optionally clear your cookies. The request was rejected to protect you from Cross-Site-Request-Forgery (CSRF) which could cause account takeover, leaking personal information, and other serious security issues.',
  },
  session_unknown: { status: 404, message: NO_SUCH_ROW, hint: 'Check the id; GET /admin/sessions lists what there is.' },
  sessions_action: {
    status: 400,
    message: BAD_REQUEST,
    reason: "The 'action' field must be one of 'disable' or 'delete'.",
    hint: 'Set action to disable or delete.',
  },
  sessions_targets: {
    status: 400,
    message: BAD_REQUEST,
    reason: "Exactly one of 'identities' or 'sessions' must be a non-empty array.",
    hint: 'Give one of the two lists.',
  },
  sessions_target_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: "Could not parse '{field}' field: {fault}",
    hint: 'Give up to 500 UUIDs, or ["*"] in identities for all.',
  },

  // --- tokenised sessions
  tokenizer_template_unknown: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to find tokenizer template "{template}".',
    hint: 'Use a name of session.whoami.tokenizer.templates.',
  },
  tokenizer_keys_unreadable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'failed to parse JWK set',
    hint: 'jwks_url of the template must lead to a JSON Web Key Set (RFC 7517, section 5).',
  },
  tokenizer_key_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Could not find key a suitable key for tokenization in the JWKS url.',
    hint: 'Put a private key into the key set; the first one signs.',
  },
  tokenizer_key_algorithm: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The JSON Web Key must include a valid "alg" parameter but "{alg}" was given.',
    hint: 'Give the first key of the set an "alg" such as ES256, RS256 or EdDSA.',
  },
  tokenizer_key_unusable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to decode the given private key.',
    hint: 'The members of the first key of the set must fit its "kty" and "alg".',
  },
  tokenizer_signing_failed: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to sign JSON Web Token.',
    hint: 'The first key of the set must be a private one, RSA with 2048 bits at least.',
  },
  tokenizer_external_id_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: "The session's identity does not have an external ID set, but it is required for the subject claim.",
    hint: 'Set external_id of the identity, or subject_source of the template to id.',
  },
  tokenizer_mapper_failed: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to execute tokenizer JsonNet.',
    hint: 'The log says where the claims mapper of the template fails.',
  },
  tokenizer_claims_missing: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Expected tokenizer JsonNet to return a claims object but it did not.',
    hint: 'The claims mapper must return { claims: { … } }.',
  },

  // --- recovery by an administrator
  method_disabled: {
    status: 404,
    message: NOT_FOUND,
    reason:
      'This endpoint was disabled by system administrator. Please check your url or contact the system administrator to enable it.',
    hint: 'Enable selfservice.methods.{method}.enabled in the configuration.',
  },
  expires_in_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to parse "expires_in" as a duration string (e.g. "1h", "1m30s", "500ms"): {value}',
    hint: 'Write a duration with units, such as 12h or 1h30m.',
  },
  code_expires_in_past: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Value from "expires_in" must result to a future time: {value}',
    hint: 'Give a positive duration.',
  },
  link_expires_in_past: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Value from "expires_in" must be result to a future time: {value}',
    hint: 'Give a positive duration.',
  },
  flow_type_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Value from "flow_type" is not valid: "{value}"',
    hint: 'Use browser or api.',
  },
  return_to_forbidden: {
    status: 400,
    id: 'self_service_flow_return_to_forbidden',
    message: BAD_REQUEST,
    reason: 'Requested return_to URL "{url}" is not allowed.',
    hint: 'Add the URL to selfservice.allowed_return_urls of the configuration.',
  },
  return_to_unparsable: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to parse the return_to query parameter as an URL: {fault}',
    hint: 'Give an absolute URL or a path that starts with a slash.',
  },
  recovery_code_identity_unknown: {
    status: 404,
    message: NO_SUCH_ROW,
    reason: 'could not find identity',
    hint: 'Check identity_id.',
  },
  recovery_link_identity_unknown: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'The requested identity id does not exist.',
    hint: 'Check identity_id.',
  },

  ...FLOW_ERRORS,
  // --- submissions of self-service flows
  submission_content_type: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'HTTP {method} Request used unknown HTTP Header "Content-Type: {type}", only [multipart/form-data application/x-www-form-urlencoded application/json] are supported.',
    hint: 'Send JSON or a form, and the Content-Type that says which.',
  },
  submission_json: {
    status: 400,
    message: '{fault}',
    reason: 'Unable to decode form as JSON.',
    hint: 'Send one JSON object with the names of the nodes as members.',
  },
  submission_not_object: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Expected JSON sent in request body to be an object but got: {kind}',
    hint: 'Send one JSON object with the names of the nodes as members.',
  },
  submission_form: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Unable to decode HTTP {method} form body: {problem}',
    hint: 'Send the fields as UTF-8, percent-encoded or as multipart/form-data, without files.',
  },
  native_origin: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'The HTTP Request Header included the "Origin" key, indicating that this request was made as part of an AJAX request in a Browser. The flow however was initiated as an API request. To prevent potential misuse and mitigate several attack vectors including CSRF, the request has been blocked. Please consult the documentation.',
    hint: 'A browser uses the flow that GET /self-service/…/browser makes.',
  },
  native_cookie: {
    status: 400,
    message: BAD_REQUEST,
    reason:
      'The HTTP Request Header included the "Cookie" key, indicating that this request was made by a Browser. The flow however was initiated as an API request. To prevent potential misuse and mitigate several attack vectors including CSRF, the request has been blocked. Please consult the documentation.',
    hint: 'A browser uses the flow that GET /self-service/…/browser makes; a native client sends no cookies.',
  },
  // --- messages to users
  message_recipient_invalid: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'courier: email recipient is not a valid email address',
    hint: 'Give an e-mail address.',
  },
  message_unknown: {
    status: 404,
    message: NO_SUCH_ROW,
    hint: 'Check the id; GET /admin/courier/messages lists what there is.',
  },
  parameter_message_status: {
    status: 400,
    message: BAD_REQUEST,
    reason: 'Message status is not valid',
    hint: 'Give queued, processing, sent or abandoned, or leave status out.',
  },

  // --- the server
  unavailable: {
    status: 503,
    message: 'The service is temporarily unavailable',
    reason: 'The database cannot be reached.',
    hint: 'Send the request again after the time in the Retry-After header.',
  },
  overloaded: {
    status: 503,
    message: 'The service is temporarily unavailable',
    reason: 'More requests are under way than the server takes on at a time.',
    hint: 'Send the request again after the time in the Retry-After header; docs/overload.md tells what is bounded.',
  },
  database_overloaded: {
    status: 503,
    message: 'The service is temporarily unavailable',
    reason: 'Too much waits for the database.',
    hint: 'Send the request again after the time in the Retry-After header; docs/overload.md tells what is bounded.',
  },
  database_silent: {
    status: 503,
    message: 'The service is temporarily unavailable',
    reason: 'The database did not answer in time. Whether a change was made is not known.',
    hint: 'Look whether the change is there before the request is sent again, after the time in the Retry-After header.',
  },
  internal: { status: 500, message: INTERNAL },
} as const satisfies Record<string, ErrorKind>;

/** The stable code of an error. */
export type ErrorCode = keyof typeof kinds;

export const ERRORS: Readonly<Record<ErrorCode, ErrorKind>> = kinds;
