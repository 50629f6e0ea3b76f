import type { UpdateDependencies } from '../../identity/update.ts';
import type { Continuity } from '../continuity.ts';
import type { FlowEngine } from '../engine.ts';
import type { TakenMessage } from '../taken-message.ts';

/** What settings stand on, besides what all flows do. */
export interface SettingsEngine extends FlowEngine {
  readonly updates: UpdateDependencies;
  readonly continuity: Continuity;
  readonly taken: TakenMessage;
}
