import type { Exchange } from '../form/exchange.ts';
import type { SettingsFlow, VerificationFlow } from '../form/flow.ts';
import type { JsonText } from '../json/json-text.ts';
import type { Caller } from '../session/session.ts';

/** A change of traits with one new address among them. */
export interface AddressChange {
  readonly flow: SettingsFlow;
  readonly exchange: Exchange;
  readonly caller: Caller;
  /** The new address. */
  readonly address: { readonly via: string; readonly value: string };
  /** The traits as they are. */
  readonly from: JsonText;
  /** The traits as they shall be. */
  readonly to: JsonText;
}

/** Changes that wait for the proof that messages to the new address reach its owner. */
export interface AddressChanges {
  /** Whether messages of the configured method reach addresses of this kind (`via`). */
  reaches(via: string): boolean;
  /** Whether an address is verified, or to be, by somebody else. */
  isTaken(address: AddressChange['address'], identityId: string): Promise<boolean>;
  /**
   * Puts a change aside, in the place of an earlier one of the identity, and sends code or link to the new address.
   * @throws ApiError `verification_method_missing`, `session_inactive` when the session is gone
   */
  begin(change: AddressChange): Promise<VerificationFlow>;
  /** Stores the present state of the settings flow. */
  keep(flow: SettingsFlow): Promise<unknown>;
  /** The page that shows a verification flow. */
  pageOf(flowId: string): string;
  /** The page that shows the settings. */
  settingsPageOf(flowId: string): string;
}
