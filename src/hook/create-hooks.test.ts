import { describe, expect, test } from 'vitest';
import type { AroundFlow, FlowsConfig } from '../config/flows-config.ts';
import { createHooks } from './create-hooks.ts';
import { type AfterPhase, type Hook, hooksFor } from './hook.ts';

const nothing = async () => undefined;
const everywhere = (name: string): Hook => ({
  name,
  afterLogin: nothing,
  afterRegistration: nothing,
  afterSettings: nothing,
  afterRecovery: nothing,
  afterVerification: nothing,
});
const verification: Hook = { name: 'verification', afterLogin: nothing, afterRegistration: nothing, afterSettings: nothing };
const factories = {
  session: (): Hook => ({ name: 'session', afterRegistration: nothing }),
  a: () => everywhere('a'),
  b: () => everywhere('b'),
  only_login: (): Hook => ({ name: 'only_login', afterLogin: nothing }),
  configured: (config: unknown) => everywhere(`configured with ${JSON.stringify(config)}`),
};

const list = (...names: string[]) => names.map((hook) => ({ hook }));

/** Every flow has the same around it. */
function hooksWith(around: Partial<AroundFlow>, { implicit = false } = {}) {
  const warnings: unknown[] = [];
  const one = {
    uiUrl: '',
    lifespanMs: 0,
    around: { before: [], after: [], afterMethod: {}, returnUrl: undefined, returnUrlOfMethod: {}, ...around },
  };
  const flows = { login: one, registration: one, settings: one, recovery: one, verification: one } as unknown as FlowsConfig;
  const hooks = createHooks(flows, {
    factories,
    verification: implicit ? verification : undefined,
    log: { warn: (details) => void warnings.push(details) },
  });
  const names = (kind: keyof typeof hooks, phase: AfterPhase, method?: string) =>
    hooksFor(hooks[kind], phase, method).map(({ name }) => name);
  return { names, warnings };
}

describe('which hooks run (flows.md 25.2)', () => {
  test('those of the method, in their order, in place of the general ones', () => {
    const { names } = hooksWith({ after: list('a'), afterMethod: { password: list('b', 'a') } });
    expect(names('login', 'afterLogin', 'password')).toEqual(['b', 'a']);
    expect(names('login', 'afterLogin', 'code')).toEqual(['a']);
    expect(names('login', 'afterLogin')).toEqual(['a']);
    expect(names('verification', 'afterVerification', 'code')).toEqual(['a']);
  });

  test('the general ones where none of the method fits the phase', () => {
    const { names } = hooksWith({ after: list('a'), afterMethod: { password: list('only_login') } });
    expect(names('login', 'afterLogin', 'password')).toEqual(['only_login']);
    expect(names('registration', 'afterRegistration', 'password')).toEqual(['a']);
  });

  test('session comes last', () => {
    const { names } = hooksWith({ afterMethod: { password: list('session', 'a', 'b') } });
    expect(names('registration', 'afterRegistration', 'password')).toEqual(['a', 'b', 'session']);
    expect(names('login', 'afterLogin', 'password')).toEqual(['a', 'b']);
  });

  test('verification runs first after registration and settings, whatever is configured, and does not count as configured', () => {
    const { names } = hooksWith({ after: list('a'), afterMethod: { password: list('session', 'b') } }, { implicit: true });
    expect(names('registration', 'afterRegistration', 'password')).toEqual(['verification', 'b', 'session']);
    expect(names('registration', 'afterRegistration', 'code')).toEqual(['verification', 'a']);
    expect(names('settings', 'afterSettings', 'profile')).toEqual(['verification', 'a']);
    expect(names('login', 'afterLogin', 'password')).toEqual(['b']);
    expect(names('recovery', 'afterRecovery', 'code')).toEqual(['a']);
  });

  test('a hook gets its settings', () => {
    const { names } = hooksWith({ after: [{ hook: 'configured', config: { url: 'x' } }] });
    expect(names('login', 'afterLogin')).toEqual(['configured with {"url":"x"}']);
  });

  test('what does not exist is passed over, and told once', () => {
    const { names, warnings } = hooksWith({
      before: list('web_hook'),
      after: list('toString', 'a'),
      afterMethod: { oidc: list('web_hook') },
    });
    expect(names('login', 'afterLogin', 'oidc')).toEqual(['a']);
    expect(warnings).toEqual([{ hooks: ['toString', 'web_hook'] }]);
  });
});
