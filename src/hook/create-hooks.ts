import type { FlowsConfig, HookConfig } from '../config/flows-config.ts';
import type { FlowKind } from '../store/flow-store.ts';
import type { FlowHooks, Hook, Hooks } from './hook.ts';

export interface HooksOptions {
  /** What makes a hook from its settings, by the name that the configuration uses. */
  readonly factories: Readonly<Record<string, (config: unknown) => Hook>>;
  /** Runs after every registration and every change of settings, before what is configured; none while verification is disabled. */
  readonly verification: Hook | undefined;
  readonly log: { warn(details: object, message: string): void };
}

/** The hooks of all flows, as configured (flows.md 25.1 and 25.2). Names that stand for nothing are passed over, and told once. */
export function createHooks(flows: FlowsConfig, { factories, verification, log }: HooksOptions): Hooks {
  const unknown = new Set<string>();

  const resolve = (list: readonly HookConfig[]): Hook[] =>
    list.flatMap(({ hook, config }) => {
      const create = Object.hasOwn(factories, hook) ? factories[hook] : undefined;
      if (!create) unknown.add(hook);
      return create?.(config) ?? [];
    });

  function hooksOf(kind: FlowKind, always: readonly Hook[] = []): FlowHooks {
    const { before, after, afterMethod } = flows[kind].around;
    return {
      always,
      before: resolve(before),
      after: resolve(after),
      afterMethod: Object.fromEntries(Object.entries(afterMethod).map(([method, list]) => [method, resolve(list)])),
    };
  }

  const implicit = verification ? [verification] : [];
  const hooks: Hooks = {
    login: hooksOf('login'),
    registration: hooksOf('registration', implicit),
    settings: hooksOf('settings', implicit),
    recovery: hooksOf('recovery'),
    verification: hooksOf('verification'),
  };
  if (unknown.size > 0) {
    log.warn({ hooks: [...unknown].sort() }, 'Hooks of the configuration are passed over: they do not exist, or not yet.');
  }
  return hooks;
}
