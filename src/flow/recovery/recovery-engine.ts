import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import type { Message } from '../../form/ui/message.ts';
import type { ChangeDependencies } from '../../identity/update.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import type { SessionRow } from '../../store/session-store.ts';
import type { FlowEngine } from '../engine.ts';

export interface SettingsBeginning {
  readonly type: SettingsFlow['type'];
  readonly requestUrl: string;
  /** What the form says when it is shown first. */
  readonly messages: readonly Message[];
}

/** Begins and stores a settings flow for somebody who just signed in, whatever second factor the session lacks. */
export type BeginSettings = (
  exchange: Exchange,
  identity: IdentityRow,
  session: SessionRow,
  beginning: SettingsBeginning,
) => Promise<SettingsFlow>;

/** What recovery stands on, besides what all flows do. */
export interface RecoveryEngine extends FlowEngine {
  /** `feature_flags.choose_recovery_address` */
  readonly chooseAddress: boolean;
  /** `feature_flags.use_continue_with_transitions` */
  readonly continueWithTransitions: boolean;
  /** For marking addresses as verified. */
  readonly updates: ChangeDependencies;
  /** A recovery ends in settings, where a new password can be set. */
  readonly beginSettings: BeginSettings;
}
