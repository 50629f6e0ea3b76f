import type { Answer } from '../form/answer.ts';
import type { ContinueWith } from '../form/continue-with.ts';
import type { Exchange } from '../form/exchange.ts';
import type { Flow, LoginFlow, RecoveryFlow, RegistrationFlow, SettingsFlow, VerificationFlow } from '../form/flow.ts';
import type { Identity } from '../identity/identity.ts';
import type { NewIdentity } from '../identity/new-identity.ts';
import type { Caller, StartedSession } from '../session/session.ts';
import type { FlowKind } from '../store/flow-store.ts';
import type { IdentityRow } from '../store/identity-store.ts';

/** What hooks after a flow may look at and add to. */
export interface HookEvent<F extends Flow> {
  readonly flow: F;
  readonly exchange: Exchange;
  /** As it is stored; a hook that changes it puts the new state here. */
  identity: IdentityRow;
  /** Grows: later hooks and the answer see what is added. */
  readonly continueWith: ContinueWith[];
  /** Where a browser goes at the end; a hook may send it elsewhere. */
  returnUrl: string;
}

export interface SessionEvent<F extends Flow> extends HookEvent<F> {
  /** In login and recovery not stored yet. */
  readonly started: StartedSession;
}

export interface SettingsEvent extends SessionEvent<SettingsFlow> {
  /** The identity before the change. */
  readonly before: Identity;
}

/** A change of settings that is about to be stored. */
export interface ProposedSettings {
  readonly flow: SettingsFlow;
  readonly exchange: Exchange;
  readonly caller: Caller;
  /** Whether the session may change what somebody could be locked out with. */
  readonly isFresh: boolean;
  /** As it is stored. */
  readonly current: Identity;
  /** As it shall be. */
  readonly proposed: Identity;
}

/**
 * What is configured to happen before or after a flow. A hook has the parts of the phases that it fits; where it has none it is
 * passed over. A hook may answer by itself, which ends the request, or throw FormFault or ApiError.
 */
export interface Hook {
  /** As the configuration names it. */
  readonly name: string;
  before?(flow: Flow, exchange: Exchange): Promise<void>;
  /** Before the session is stored: what is thrown or answered here keeps it from being. */
  afterLogin?(event: SessionEvent<LoginFlow>): Promise<Answer | undefined>;
  /** Before the identity is stored. @returns the identity as the hook wants it */
  beforeRegistered?(flow: RegistrationFlow, identity: NewIdentity, exchange: Exchange): Promise<NewIdentity>;
  afterRegistration?(event: SessionEvent<RegistrationFlow>): Promise<Answer | undefined>;
  /** Before the change is stored: what is thrown or answered here keeps it from being. Of the hooks of a method only. */
  beforeSettings?(change: ProposedSettings): Promise<Answer | undefined>;
  afterSettings?(event: SettingsEvent): Promise<Answer | undefined>;
  afterRecovery?(event: SessionEvent<RecoveryFlow>): Promise<Answer | undefined>;
  afterVerification?(event: HookEvent<VerificationFlow>): Promise<Answer | undefined>;
}

/** The hooks of one flow, as configured. */
export interface FlowHooks {
  /** Not configured, but part of the flow: they run first. */
  readonly always?: readonly Hook[];
  readonly before: readonly Hook[];
  /** `after.hooks` */
  readonly after: readonly Hook[];
  /** `after.<method>.hooks` */
  readonly afterMethod: Readonly<Record<string, readonly Hook[]>>;
}

export type Hooks = { readonly [kind in FlowKind]: FlowHooks };

/** The phases after a flow. */
export type AfterPhase = 'afterLogin' | 'afterRegistration' | 'afterSettings' | 'afterRecovery' | 'afterVerification';

/**
 * The hooks that run in a phase: those that are part of the flow, then those of the method, or the general ones where it has none
 * that fit; `session` comes last.
 */
export function hooksFor(hooks: FlowHooks, phase: AfterPhase, method: string | undefined): readonly Hook[] {
  const fitting = (list: readonly Hook[]) => list.filter((hook) => hook[phase] !== undefined);
  const own = fitting(hooks.afterMethod[method ?? ''] ?? []);
  const chosen = own.length > 0 ? own : fitting(hooks.after);
  const isLast = ({ name }: Hook) => name === 'session';
  return [...fitting(hooks.always ?? []), ...chosen.filter((hook) => !isLast(hook)), ...chosen.filter(isLast)];
}
