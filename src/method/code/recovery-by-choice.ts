import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import type { IdentityStore } from '../../store/identity-store.ts';
import type { FlowSecrets } from '../flow-secrets.ts';
import { viaOf } from '../message-facts.ts';
import type { RecoveryOutcome } from '../method.ts';
import type { RecoveryPost } from '../recovery/recovery-post.ts';
import { requiredFields, submitted } from '../submitted.ts';
import { addressHash } from './address-hash.ts';
import { showAddressForm, showChoiceForm, showChosenCodeForm, showConfirmForm } from './recovery-nodes.ts';
import { redeemRecoveryCode } from './redeem-recovery-code.ts';

/** Where a recovery begins in which the address of the account can be chosen. */
export const FIRST_CHOICE_STATE = 'recovery_awaiting_address';

const STATES = new Set([
  FIRST_CHOICE_STATE,
  'recovery_awaiting_address_choice',
  'recovery_confirming_address',
  'recovery_awaiting_code',
]);

/** Whether a flow is one in which the address is chosen, and not over. */
export const isByChoice = ({ state }: RecoveryFlow): boolean => STATES.has(state);

export interface ChoiceDependencies {
  readonly identities: Pick<IdentityStore, 'getByAddress'>;
  readonly secrets: FlowSecrets;
  readonly post: RecoveryPost;
}

/** So many addresses are shown at most. */
const MOST_ADDRESSES = 10;

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The steps of a recovery in which one of the addresses of the account is chosen (methods.md 2.8). */
export function createRecoveryByChoice({ identities, secrets, post }: ChoiceDependencies) {
  /** All addresses of the account that has this one; the address alone where nobody has it. */
  async function addressesBeside(address: string): Promise<readonly string[]> {
    const owner = await identities.getByAddress('recovery', viaOf(address), normaliseIdentifier(address));
    if (!owner) return [address];
    const stored = JSON.parse(owner.identity.recoveryAddresses) as { readonly value: string }[];
    return stored
      .map(({ value }) => value)
      .sort(inOrder)
      .slice(0, MOST_ADDRESSES);
  }

  async function send(flow: RecoveryFlow, exchange: Exchange, typed: string, address: string): Promise<RecoveryOutcome> {
    await post.sendCode(flow, exchange, viaOf(address), address);
    flow.state = 'recovery_awaiting_code';
    showChosenCodeForm(flow, exchange, typed, address);
    return { kind: 'form' };
  }

  function choose(flow: RecoveryFlow, exchange: Exchange, typed: string, addresses: readonly string[]): RecoveryOutcome {
    flow.state = 'recovery_awaiting_address_choice';
    showChoiceForm(flow, exchange, typed, addresses);
    return { kind: 'form' };
  }

  async function goBack(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    const typed = submitted(exchange, 'recovery_address');
    const isLate = flow.state === 'recovery_confirming_address' || flow.state === 'recovery_awaiting_code';
    const addresses = isLate && typed !== undefined ? await addressesBeside(typed) : [];
    if (typed !== undefined && addresses.length > 1) return choose(flow, exchange, typed, addresses);
    flow.state = FIRST_CHOICE_STATE;
    showAddressForm(flow, exchange);
    return { kind: 'form' };
  }

  async function take(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    const { recovery_address: typed } = requiredFields(exchange, 'recovery_address');
    const addresses = await addressesBeside(typed);
    if (addresses.length === 1 && addresses[0] === typed) return send(flow, exchange, typed, typed);
    return choose(flow, exchange, typed, addresses);
  }

  async function select(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    const fields = requiredFields(exchange, 'recovery_select_address', 'recovery_address');
    const { recovery_select_address: hash, recovery_address: typed } = fields;
    // Whoever typed it knows it already.
    if (addressHash(typed) === hash) return send(flow, exchange, typed, typed);
    const chosen = (await addressesBeside(typed)).find((address) => addressHash(address) === hash);
    if (chosen === undefined) throw new ApiError('selected_address_invalid');
    flow.state = 'recovery_confirming_address';
    showConfirmForm(flow, exchange, typed, chosen);
    return { kind: 'form' };
  }

  async function confirm(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    const { recovery_confirm_address: address } = requiredFields(exchange, 'recovery_confirm_address');
    return send(flow, exchange, submitted(exchange, 'recovery_address') ?? address, address);
  }

  return async function step(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    if (await exchange.caller()) throw new ApiError('recovery_with_session');
    if (submitted(exchange, 'screen') === 'previous') return goBack(flow, exchange);
    const code = submitted(exchange, 'code');
    switch (flow.state) {
      case 'recovery_awaiting_code':
        return code === undefined ? confirm(flow, exchange) : redeemRecoveryCode(flow, code, secrets);
      case 'recovery_awaiting_address_choice':
        return select(flow, exchange);
      case 'recovery_confirming_address':
        return confirm(flow, exchange);
      default:
        return take(flow, exchange);
    }
  };
}
