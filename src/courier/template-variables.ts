import type { Timestamp } from '../lib/clock.ts';
import type { TemplateType } from './templates.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The OAuth2 request that a user signs in for. */
export interface OAuth2LoginRequest {
  readonly challenge: string;
  readonly client: {
    readonly clientId: string;
    readonly clientName: string;
    readonly clientUri: string;
    readonly logoUri: string;
    readonly metadata: unknown;
  };
}

/** Everything that messages tell of, in the words of this program. A message takes those of its template. */
export interface MessageFacts {
  /** The identity as the API shows it: no credentials, no `metadata_admin`. */
  readonly identity: JsonObject;
  /** Of the identity that is being registered. */
  readonly traits: JsonObject;
  /** URL that started the flow. */
  readonly requestUrl: string;
  /** As submitted to the flow. */
  readonly transientPayload: JsonObject;
  readonly expiresInMinutes: number;
  readonly recoveryUrl: string;
  readonly recoveryCode: string;
  readonly verificationUrl: string;
  readonly verificationCode: string;
  readonly loginCode: string;
  readonly registrationCode: string;
  readonly oauth2LoginRequest: OAuth2LoginRequest;
  readonly changedAt: Timestamp;
  readonly addedAt: Timestamp;
}

/** A variable of templates: the fact that it shows, its name in templates, and its names in `template_data`. */
export interface Variable<F extends keyof MessageFacts = keyof MessageFacts> {
  readonly from: F;
  readonly name: string;
  readonly keys: readonly string[];
  /** The fact in the form of `template_data`; as it is unless given. */
  toData?(fact: MessageFacts[F]): unknown;
  /** The form of templates, of what is in `template_data`; as it is unless given. */
  fromData?(data: unknown): unknown;
}

const variable = <F extends keyof MessageFacts>(
  from: F,
  name: string,
  keys: string | readonly string[],
  forms: Pick<Variable<F>, 'toData' | 'fromData'> = {},
): Variable<F> => ({ from, name, keys: typeof keys === 'string' ? [keys] : keys, ...forms });

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : '');

/** To the second, as messages show it. */
const toSecond = (time: Timestamp) => `${time.slice(0, 19)}Z`;

function oauth2Data({ challenge, client: { clientId, clientName, clientUri, logoUri, metadata } }: OAuth2LoginRequest) {
  const client = { client_id: clientId, client_name: clientName, client_uri: clientUri, logo_uri: logoUri, metadata };
  return { challenge, client };
}

function oauth2Variables(data: unknown) {
  if (data === undefined) return null;
  const { challenge, client } = data as ReturnType<typeof oauth2Data>;
  const { client_id: ClientID, client_name: ClientName, client_uri: ClientURI, logo_uri: LogoURI, metadata: Metadata } = client;
  return { Challenge: challenge, Client: { ClientID, ClientName, ClientURI, LogoURI, Metadata } };
}

const identity = variable('identity', 'Identity', 'identity');
const traits = variable('traits', 'Traits', 'traits');
/** The text message of a registration calls the traits so: there is no identity yet. */
const traitsAsIdentity = variable('traits', 'Identity', 'identity');
const requestUrl = variable('requestUrl', 'RequestURL', 'request_url');
const requestUrlDomain = variable('requestUrl', 'RequestURLDomain', 'request_url_domain', { toData: hostOf });
const transientPayload = variable('transientPayload', 'TransientPayload', 'transient_payload');
const expiresInMinutes = variable('expiresInMinutes', 'ExpiresInMinutes', 'expires_in_minutes', { toData: Math.floor });
const recoveryUrl = variable('recoveryUrl', 'RecoveryURL', 'recovery_url');
const recoveryCode = variable('recoveryCode', 'RecoveryCode', 'recovery_code');
/** Senders of text messages that were written for Ory Kratos read the code under the name of another one. */
const recoveryCodeOfSms = variable('recoveryCode', 'RecoveryCode', ['verification_code', 'recovery_code']);
const verificationUrl = variable('verificationUrl', 'VerificationURL', 'verification_url');
const verificationCode = variable('verificationCode', 'VerificationCode', 'verification_code');
const loginCode = variable('loginCode', 'LoginCode', 'login_code');
const registrationCode = variable('registrationCode', 'RegistrationCode', 'registration_code');
const oauth2LoginRequest = variable('oauth2LoginRequest', 'OAuth2LoginRequest', 'oauth2_login_request', {
  toData: oauth2Data,
  fromData: oauth2Variables,
});
const changedAt = variable('changedAt', 'ChangedAt', 'changed_at', { toData: toSecond });
const addedAt = variable('addedAt', 'AddedAt', 'added_at', { toData: toSecond });

const UNKNOWN_ADDRESS = { email: [requestUrl, transientPayload] } as const;
const FLOW = [identity, requestUrl, transientPayload, expiresInMinutes] as const;

/** The variables of each template besides `To`, by the way that the message travels. */
export const TEMPLATE_VARIABLES = {
  recovery_valid: { email: [recoveryUrl, ...FLOW] },
  recovery_invalid: UNKNOWN_ADDRESS,
  recovery_code_valid: { email: [recoveryCode, ...FLOW], sms: [recoveryCodeOfSms, requestUrlDomain, ...FLOW] },
  recovery_code_invalid: UNKNOWN_ADDRESS,
  verification_valid: { email: [verificationUrl, ...FLOW, oauth2LoginRequest] },
  verification_invalid: UNKNOWN_ADDRESS,
  verification_code_valid: {
    email: [verificationUrl, verificationCode, ...FLOW, oauth2LoginRequest],
    sms: [verificationCode, requestUrlDomain, ...FLOW, oauth2LoginRequest],
  },
  verification_code_invalid: UNKNOWN_ADDRESS,
  login_code_valid: {
    email: [loginCode, ...FLOW, oauth2LoginRequest],
    sms: [loginCode, requestUrlDomain, ...FLOW, oauth2LoginRequest],
  },
  registration_code_valid: {
    email: [registrationCode, traits, requestUrl, transientPayload, expiresInMinutes, oauth2LoginRequest],
    sms: [
      registrationCode,
      traitsAsIdentity,
      requestUrl,
      requestUrlDomain,
      transientPayload,
      expiresInMinutes,
      oauth2LoginRequest,
    ],
  },
  verifiable_address_changed: { email: [identity, changedAt, transientPayload], sms: [identity, changedAt, transientPayload] },
  authenticator_key_added: { email: [identity, addedAt, transientPayload], sms: [identity, addedAt, transientPayload] },
} as const satisfies Readonly<Record<TemplateType, { readonly email: readonly unknown[]; readonly sms?: readonly unknown[] }>>;

/** Templates that are told the headers of the request, which are kept with the message. */
export const CARRIES_REQUEST_HEADERS: ReadonlySet<TemplateType> = new Set([
  'recovery_code_valid',
  'login_code_valid',
  'registration_code_valid',
]);
