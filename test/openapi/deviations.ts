import type { Difference } from './shape-differences.ts';

/** Something that our document says otherwise than Ory's, on purpose. */
export interface Deviation {
  readonly place: RegExp;
  readonly keyword: RegExp;
  readonly reason: string;
}

/** Every deliberate deviation. One that no longer occurs has to go. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    place: /^genericError\.details$/,
    keyword: /^additionalProperties$/,
    reason:
      'An error tells its stable code, the place, the rule, what was expected and got; Ory’s document allows no member at all.',
  },
  {
    place: /^identityPatchResponse\.error(\.\w+)?$/,
    keyword: /^(type|required|present)$/,
    reason: 'Ory’s document says nothing of the error of an item; ours says that it is the one of every other answer.',
  },
  {
    place: /^batchPatchIdentities \d+\.identities$/,
    keyword: /^present$/,
    reason: 'A batch of which everything failed tells what became of each item beside the error.',
  },
  {
    place: /^(patchIdentitiesBody|batchPatchIdentitiesResponse)\.identities\[\]$/,
    keyword: /^nullable$/,
    reason: 'An item that is null is answered by null in its place.',
  },
  {
    place: /^(identity\.state_changed_at|verifiableIdentityAddress\.verified_at|identityCredentialsLookupSecretCode\.used_at)$/,
    keyword: /^nullable$/,
    reason: 'A time that is not set can be null; Ory’s servers and ours take and send it, Ory’s document forgets it.',
  },
  {
    place: /^identityCredentials\.identifiers$/,
    keyword: /^nullable$/,
    reason: 'Null in the answer to a create where a credential has no identifiers, as Ory’s servers send it.',
  },
  {
    place: /^(toSession|(createBrowser|createNative|get|update)SettingsFlow) 403\.redirect_browser_to$/,
    keyword: /^present$/,
    reason: 'Where a browser signs in anew or shows another factor stands beside the error, too; Ory’s document forgets it.',
  },
  {
    place: /^errorGeneric\.CredentialsMissing$/,
    keyword: /^present$/,
    reason: 'Ory’s servers put it beside the error; Ory’s document forgets it.',
  },
  {
    place: /^successfulNative(Login|Registration)\.continue_with$/,
    keyword: /^nullable$/,
    reason: 'Null where there is nothing more to do, as Ory’s servers send it.',
  },
  {
    place: /^update\w+Flow 400$/,
    keyword: /^error$/,
    reason:
      'What no form can say (a body that cannot be read, a session that is there already) is an error, also from Ory’s servers.',
  },
  {
    place: /^update\w+Flow 410\.(expired_at|since|use_flow_id)$/,
    keyword: /^present$/,
    reason:
      'Since when the flow is over and which one to go on with stand beside the error; Ory’s document has the shape and does not use it.',
  },
  {
    place: /^errorBrowserLocationChangeRequired\.error(\.\w+)?$/,
    keyword: /^(required|present)$/,
    reason: 'The error of every other answer; Ory’s document puts a whole answer there, which its servers do not send.',
  },
  {
    place: /^(login|registration)Flow\.oauth2_login_(challenge|request)$/,
    keyword: /^present$/,
    reason: 'There is no OAuth 2.0 server to work with yet.',
  },
  {
    place: /^loginFlow\.test_context$/,
    keyword: /^present$/,
    reason: 'Flows that try out a provider belong to Ory’s own service.',
  },
  {
    place: /^continueWith or continueWithDeviceAuthnPinEntryUi$/,
    keyword: /^present$/,
    reason: 'Nothing is signed in with by a device key yet.',
  },
  {
    place:
      /^updateLoginFlowBody or updateLoginFlowWith(Oidc|Saml|Totp|WebAuthn|LookupSecret|Code|Passkey|IdentifierFirst)Method$/,
    keyword: /^present$/,
    reason: 'Methods of login that are not served yet.',
  },
  {
    place: /^updateRegistrationFlowBody or updateRegistrationFlowWith(Oidc|Saml|WebAuthn|Code|Passkey)Method$/,
    keyword: /^present$/,
    reason: 'Methods of registration that are not served yet.',
  },
  {
    place: /^updateSettingsFlowBody or updateSettingsFlowWith(Oidc|Saml|Totp|WebAuthn|Lookup|Passkey)Method$/,
    keyword: /^present$/,
    reason: 'Methods of the settings that are not served yet.',
  },
  {
    place: /^(createBrowserLogoutFlow|getFlowError) default$/,
    keyword: /^present$/,
    reason: 'Errors of other statuses, as with every other operation.',
  },
  {
    place: /^session\.(identity|devices|authentication_methods)$/,
    keyword: /^nullable$/,
    reason: 'Null where a list did not expand it, or where there is none, as Ory’s servers send it.',
  },
  {
    place: /^sessionDevice\.(ip_address|location|user_agent)$/,
    keyword: /^nullable$/,
    reason: 'Null where it is not known, as Ory’s servers send it.',
  },
  {
    place:
      /^identityCredentialsWebAuthn(Attestation|Authenticator)?\.\w+(\[\])?$|^identityWithCredentials(Passkey|WebAuthn)Config\.user_handle(\[\])?$/,
    keyword: /^(type|anyOf|present)$/,
    reason:
      'Bytes can also be sent in base64, in which include_credential shows them; Ory’s document knows the list of numbers only.',
  },
  {
    place:
      /^identityCredentialsWebAuthnAttestation\.public_key_algorithm$|^identityCredentialsWebAuthnAuthenticator\.sign_count$/,
    keyword: /^(format|minimum|maximum)$/,
    reason: 'The bounds are spelled out in place of the name of a machine type.',
  },
  {
    place: /^identityWithCredentials(Oidc|Saml)ConfigProvider$/,
    keyword: /^required$/,
    reason: 'The import of the entry, not the shape, refuses one without provider or subject, and says which one it is.',
  },
  {
    place: /^identityWithCredentials(Oidc|Saml)ConfigProvider\.organization$/,
    keyword: /^format$/,
    reason: 'A UUID of any version.',
  },
  {
    place: /^identityWithCredentialsOidcConfig\.config$/,
    keyword: /^present$/,
    reason: 'Older official clients send it; it is ignored.',
  },
  {
    place: /^(isAlive|isReady) default$/,
    keyword: /^present$/,
    reason: 'There is no other answer, and none in plain text.',
  },
  {
    place: /^message\.type$/,
    keyword: /^enum$/,
    reason: 'Ory’s servers send `sms`, and so do ours; Ory’s document says `phone`.',
  },
  {
    place: /^messageDispatch\.error$/,
    keyword: /^nullable$/,
    reason: 'Null where the attempt succeeded, as Ory’s servers send it.',
  },
  {
    place: /^listCourierMessages query page_size$/,
    keyword: /^(default|maximum)$/,
    reason: 'Ten messages unless told otherwise and 500 at most, as Ory’s servers do; Ory’s document says otherwise.',
  },
  {
    place: /^listIdentitySessions 404$/,
    keyword: /^present$/,
    reason: 'An identity that is unknown has no sessions: an empty list, also from Ory’s servers.',
  },
];

/** Whether a difference is a deliberate one. */
export function isDeliberate({ place, keyword }: Difference): boolean {
  return DEVIATIONS.some((deviation) => deviation.place.test(place) && deviation.keyword.test(keyword));
}
