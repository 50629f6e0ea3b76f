import type { ApiError } from '../error/api-error.ts';
import type { Exchange } from '../form/exchange.ts';
import type { LoginFlow, RecoveryFlow, RegistrationFlow, SettingsFlow, VerificationFlow } from '../form/flow.ts';
import type { Message } from '../form/ui/message.ts';
import type { Identity } from '../identity/identity.ts';
import type { NewIdentity } from '../identity/new-identity.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { IdentitySchema } from '../schema/identity-schema.ts';
import type { AuthenticationMethod, Caller } from '../session/session.ts';
import type { FlowSecretRow } from '../store/flow-store.ts';
import type { IdentityRow, IdentityRowWithConfigs } from '../store/identity-store.ts';

/** The self-service methods, in the order in which they fill forms and are asked about submissions. */
export const METHOD_IDS = [
  'profile',
  'password',
  'oidc',
  'code',
  'link',
  'totp',
  'passkey',
  'webauthn',
  'lookup_secret',
  'identifier_first',
] as const;

export type MethodId = (typeof METHOD_IDS)[number];

export const isMethodId = (text: string): text is MethodId => (METHOD_IDS as readonly string[]).includes(text);

/**
 * A self-service method, with its part in each flow that it can take part in. Forms are filled by enabled methods only; submissions
 * are shown to all of them.
 */
export interface Method {
  readonly id: MethodId;
  /** `selfservice.methods.<id>.enabled` */
  readonly enabled: boolean;
  readonly login?: LoginPart;
  readonly registration?: RegistrationPart;
  readonly settings?: SettingsPart;
  readonly recovery?: RecoveryPart;
  readonly verification?: VerificationPart;
}

/** A factor that was shown just now; the engine adds the time. */
export type ShownFactor = Omit<AuthenticationMethod, 'completed_at'>;

/** The form has changed and is to be shown: the next step of the same flow. */
export interface NextForm {
  readonly kind: 'form';
}

/** Why a login form is shown (methods.md 0.9). */
export type LoginSituation =
  | 'first factor'
  | 'first factor refresh'
  | 'identifier first'
  | 'second factor'
  | 'second factor refresh';

export interface LoginFormContext {
  readonly exchange: Exchange;
  readonly situation: LoginSituation;
  /** The schema whose identities sign in here. */
  readonly schema: IdentitySchema;
  /** Who is signed in already. */
  readonly caller: Caller | undefined;
}

export interface LoginPart {
  /** Adds what the method asks for. */
  form(flow: LoginFlow, context: LoginFormContext): Promise<void> | void;
  /**
   * Takes a submission.
   * @returns undefined when it is not for this method
   * @throws FormFault, ApiError; the form may have been changed to go with the messages
   */
  submit(flow: LoginFlow, exchange: Exchange, caller: Caller | undefined): Promise<LoginOutcome | undefined>;
}

export type LoginOutcome =
  | NextForm
  | { readonly kind: 'authenticated'; readonly identity: IdentityRow; readonly factor: ShownFactor };

/** The two steps of `profile_first` registration, or everything at once. */
export type RegistrationScreen = 'whole' | 'profile' | 'credentials';

export interface RegistrationFormContext {
  readonly exchange: Exchange;
  readonly screen: RegistrationScreen;
  readonly schema: IdentitySchema;
}

export interface RegistrationPart {
  /** Adds what the method asks for on a screen, and takes away what it does not want there. */
  form(flow: RegistrationFlow, context: RegistrationFormContext): Promise<void> | void;
  /** @returns undefined when it is not for this method. @throws FormFault, ApiError */
  submit(flow: RegistrationFlow, exchange: Exchange, schema: IdentitySchema): Promise<RegistrationOutcome | undefined>;
}

export type RegistrationOutcome =
  | NextForm
  /** The traits are fine: on to another screen. */
  | { readonly kind: 'screen'; readonly screen: 'profile' | 'credentials' }
  | { readonly kind: 'registered'; readonly identity: NewIdentity; readonly factor: ShownFactor };

export interface SettingsFormContext {
  readonly exchange: Exchange;
  readonly identity: IdentityRowWithConfigs;
  readonly schema: IdentitySchema;
}

export interface SettingsSubmitContext {
  readonly caller: Caller;
  /** The schema of the caller. */
  readonly schema: IdentitySchema;
}

export interface SettingsPart {
  /** Adds what the method can change. */
  form(flow: SettingsFlow, context: SettingsFormContext): Promise<void> | void;
  /**
   * Takes a submission; messages of earlier ones are gone from the form by then.
   * @returns undefined when it is not for this method
   * @throws FormFault, ApiError; `session_refresh_required` sends the user to log in once more, as `privileged` of an outcome does
   */
  submit(flow: SettingsFlow, exchange: Exchange, context: SettingsSubmitContext): Promise<SettingsOutcome | undefined>;
}

export type SettingsOutcome =
  | NextForm
  | {
      readonly kind: 'change';
      /** The identity as it shall be; may be asked several times. */
      change(current: Identity, at: Timestamp): Promise<Identity> | Identity;
      /** Whether the change as such needs a fresh session; one of identifiers or addresses always does. */
      readonly privileged: boolean;
      /** A factor that was set up, and so shown. */
      readonly factor?: ShownFactor;
    };

/** The flow cannot go on; a new one takes its place and shows why. */
export interface Retry {
  readonly kind: 'retry';
  readonly message: Message;
  /** What JSON clients are told where they get errors instead of redirects. */
  readonly error?: ApiError;
  /** The new flow is one of a browser, whatever this one is. */
  readonly asBrowser?: true;
}

export interface RecoveryPart {
  form(flow: RecoveryFlow, exchange: Exchange): Promise<void> | void;
  /** @returns undefined when it is not for this method. @throws FormFault, ApiError */
  submit(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome | undefined>;
}

export type RecoveryOutcome =
  | NextForm
  | Retry
  | {
      readonly kind: 'recovered';
      readonly identityId: string;
      /** `code_recovery` or `link_recovery` */
      readonly method: string;
      /** Id of the recovery address that received the secret, which so is verified; none for what an administrator made. */
      readonly addressId: string | null;
      /** Whoever follows a link is a browser, whatever began the flow. */
      readonly asBrowser: boolean;
    };

export interface VerificationPart {
  /** The kinds of address (`via`) that its messages reach. */
  readonly ways: readonly string[];
  form(flow: VerificationFlow, exchange: Exchange): Promise<void> | void;
  /** @returns undefined when it is not for this method. @throws FormFault, ApiError */
  submit(flow: VerificationFlow, exchange: Exchange): Promise<VerificationOutcome | undefined>;
  /** Begins what a hook starts for an address: turns the form into the one that waits for code or link, and makes that. */
  draft(flow: VerificationFlow, exchange: Exchange, address: AddressToVerify): DraftedMessage;
}

/** A code or link on its way to an address. */
export interface DraftedMessage {
  /** What of it is stored together with its flow. */
  readonly secret: FlowSecretRow;
  /** Sends it, once that is stored. */
  send(): Promise<void>;
}

/** A verifiable address and whose it is. */
export interface AddressToVerify {
  readonly identity: IdentityRow;
  /** None of one that the identity is to have once it is verified. */
  readonly addressId: string | null;
  readonly via: string;
  readonly value: string;
}

export type VerificationOutcome =
  | NextForm
  | Retry
  /** A code of a link in a message: it is filled in, and the browser shown the form. */
  | { readonly kind: 'prefilled' }
  | { readonly kind: 'verified'; readonly identityId: string; readonly addressId: string | null };
