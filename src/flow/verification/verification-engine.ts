import type { ChangeDependencies } from '../../identity/update.ts';
import type { FlowEngine } from '../engine.ts';

/** What verification stands on, besides what all flows do. */
export interface VerificationEngine extends FlowEngine {
  /** For marking addresses as verified. */
  readonly updates: ChangeDependencies;
}
