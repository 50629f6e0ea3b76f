import type { AroundFlow, FlowsConfig, HookConfig } from './flows-config.ts';
import type { Values } from './keys/root.ts';
import { milliseconds } from './milliseconds.ts';

interface HookList {
  readonly hooks?: readonly HookConfig[] | undefined;
  readonly default_browser_return_url?: string | undefined;
}

/** `after` of a flow: the general list, its return URL, and a section for each method. */
type After = HookList & { readonly [method: string]: unknown };

function around(before: HookList | undefined, after: After | undefined): AroundFlow {
  const { hooks = [], default_browser_return_url, ...methods } = after ?? {};
  const sections = Object.entries(methods as Readonly<Record<string, HookList | undefined>>);
  return {
    before: before?.hooks ?? [],
    after: hooks,
    afterMethod: Object.fromEntries(sections.flatMap(([method, section]) => (section?.hooks ? [[method, section.hooks]] : []))),
    returnUrl: default_browser_return_url,
    returnUrlOfMethod: Object.fromEntries(
      sections.flatMap(([method, section]) =>
        section?.default_browser_return_url === undefined ? [] : [[method, section.default_browser_return_url]],
      ),
    ),
  };
}

interface AnyFlow {
  readonly ui_url: string;
  readonly lifespan: string;
  readonly before?: HookList | undefined;
  readonly after?: object | undefined;
}

const base = ({ ui_url, lifespan, before, after }: AnyFlow) => ({
  uiUrl: ui_url,
  lifespanMs: milliseconds(lifespan),
  around: around(before, after as After | undefined),
});

/** `selfservice.flows` as the program reads it. */
export function resolveFlows(flows: Values['selfservice']['flows']): FlowsConfig {
  const { error, login, registration, settings, recovery, verification, logout } = flows;
  const addressFlow = (flow: typeof recovery | typeof verification) => ({
    ...base(flow),
    enabled: flow.enabled,
    use: flow.use,
    notifyUnknownRecipients: flow.notify_unknown_recipients,
  });
  return {
    errorUiUrl: error.ui_url,
    login: { ...base(login), style: login.style },
    registration: {
      ...base(registration),
      enabled: registration.enabled,
      loginHints: registration.login_hints,
      twoSteps: registration.style === 'profile_first' && !registration.enable_legacy_one_step,
    },
    settings: {
      ...base(settings),
      privilegedSessionMaxAgeMs: milliseconds(settings.privileged_session_max_age),
      requiredAal: settings.required_aal,
    },
    recovery: addressFlow(recovery),
    verification: addressFlow(verification),
    logout: { returnUrl: logout.after?.default_browser_return_url, clearBrowserData: logout.clear_browser_data },
  };
}
