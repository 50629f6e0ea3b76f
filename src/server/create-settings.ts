import { createSealedCookie } from '../cipher/sealed-cookie.ts';
import type { Config } from '../config/config.ts';
import { createContinuity } from '../flow/continuity.ts';
import { createContinuityCookie } from '../flow/continuity-cookie.ts';
import type { FlowEngine } from '../flow/engine.ts';
import type { BeginSettings } from '../flow/recovery/recovery-engine.ts';
import { addSettingsFlow, beginSettings } from '../flow/settings/begin-settings.ts';
import { fetchSettings } from '../flow/settings/fetch-settings.ts';
import type { SettingsEngine } from '../flow/settings/settings-engine.ts';
import { submitSettings } from '../flow/settings/submit-settings.ts';
import type { TakenMessage } from '../flow/taken-message.ts';
import type { FlowOperations } from '../form/operations.ts';
import type { UpdateDependencies } from '../identity/update.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { Store } from '../store/store.ts';

const CONTINUITY_COOKIE = 'ory_kratos_continuity';
/** Seconds; longer than anything that the cookie leads to is kept. */
const CONTINUITY_AGE = 3600;

export interface SettingsOptions {
  readonly config: Pick<Config, 'cookies' | 'secrets'>;
  readonly store: Pick<Store, 'continuities'>;
  /** What changes of identities stand on. */
  readonly updates: UpdateDependencies;
  readonly taken: TakenMessage;
  readonly clock: Clock;
  readonly random: Random;
}

/** Settings, as configured. */
export function createSettings(
  flowEngine: FlowEngine,
  { config: { cookies, secrets }, store, updates, taken, clock, random }: SettingsOptions,
): { readonly operations: FlowOperations; readonly begin: BeginSettings } {
  const sealed = createSealedCookie({
    name: CONTINUITY_COOKIE,
    secrets: secrets.cookie,
    random,
    clock,
    maxAgeMs: CONTINUITY_AGE * 1000,
  });
  // Lax whatever is configured: browsers come back from other sites with it.
  const attributes = { ...cookies, sameSite: 'Lax' } as const;
  const cookie = createContinuityCookie({ sealed, attributes, maxAge: CONTINUITY_AGE, clock });
  const continuity = createContinuity({ store: store.continuities, cookie, clock, random });
  const engine: SettingsEngine = { ...flowEngine, updates, taken, continuity };
  return {
    operations: {
      begin: (type, exchange) => beginSettings(type, exchange, engine),
      fetch: (exchange) => fetchSettings(exchange, engine),
      submit: (exchange) => submitSettings(exchange, engine),
    },
    begin: (exchange, identity, _session, beginning) => addSettingsFlow(exchange, identity, beginning, engine),
  };
}
