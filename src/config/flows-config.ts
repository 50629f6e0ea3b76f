/** A hook as the configuration names it, with its settings. */
export interface HookConfig {
  readonly hook: string;
  readonly config?: unknown;
}

/** What happens around a flow, and where browsers go afterwards. */
export interface AroundFlow {
  readonly before: readonly HookConfig[];
  readonly after: readonly HookConfig[];
  readonly afterMethod: Readonly<Record<string, readonly HookConfig[]>>;
  readonly returnUrl: string | undefined;
  readonly returnUrlOfMethod: Readonly<Record<string, string>>;
}

/** What every flow has: the page that shows it, and how long it can be finished. */
export interface FlowConfig {
  readonly uiUrl: string;
  readonly lifespanMs: number;
  readonly around: AroundFlow;
}

/** A flow that sends codes or links to addresses. */
export interface AddressFlowConfig extends FlowConfig {
  readonly enabled: boolean;
  readonly use: 'code' | 'link';
  readonly notifyUnknownRecipients: boolean;
}

/** What users do by themselves. */
export interface FlowsConfig {
  readonly errorUiUrl: string;
  readonly login: FlowConfig & { readonly style: 'unified' | 'identifier_first' };
  readonly registration: FlowConfig & {
    readonly enabled: boolean;
    readonly loginHints: boolean;
    /** Traits first, then how to sign in; otherwise everything at once. */
    readonly twoSteps: boolean;
  };
  readonly settings: FlowConfig & {
    readonly privilegedSessionMaxAgeMs: number;
    readonly requiredAal: 'aal1' | 'highest_available';
  };
  readonly recovery: AddressFlowConfig;
  readonly verification: AddressFlowConfig;
  readonly logout: { readonly returnUrl: string | undefined; readonly clearBrowserData: boolean };
}
