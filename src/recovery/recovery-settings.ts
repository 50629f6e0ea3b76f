/** What the configuration says about recovery by an administrator. Base URLs stand without a slash at the end. */
export interface RecoverySettings {
  readonly publicUrl: string;
  /** `selfservice.flows.recovery.ui_url` */
  readonly uiUrl: string;
  /** `feature_flags.choose_recovery_address` */
  readonly chooseAddress: boolean;
  readonly codeLifespanMs: number;
  readonly linkLifespanMs: number;
  /** Keys of the HMAC of codes and tokens; the first one makes, all of them check. */
  readonly secrets: readonly string[];
}
