import { createSealedCookie } from '../cipher/sealed-cookie.ts';
import { createSignedCookie } from '../cipher/signed-cookie.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createSessionCookie } from '../session/session-cookie.ts';
import { createSessions, type Sessions } from '../session/sessions.ts';
import { createTokenExchange, type TokenExchange } from '../session/token-exchange.ts';
import type { Store } from '../store/store.ts';

/** How long a cookie is believed that goes with the browser: some browsers are never closed. */
const BROWSER_MS = 30 * 24 * 3_600_000;

export interface SessionPartsOptions {
  readonly config: Pick<Config, 'session' | 'secrets'>;
  readonly store: Pick<Store, 'sessions' | 'tokenExchanges'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Sessions and the exchange of codes for them, as configured. */
export function createSessionParts({ config: { session, secrets }, store, clock, random }: SessionPartsOptions): {
  readonly sessions: Sessions;
  readonly tokenExchange: TokenExchange;
} {
  const { lifespanMs, organizationLifespansMs } = session;
  const { name, persistent, ...attributes } = session.cookie;
  const maxAgeMs = persistent ? Math.max(lifespanMs, ...Object.values(organizationLifespansMs)) : BROWSER_MS;
  const codec = { name, secrets: secrets.cookie, clock, maxAgeMs };
  const sealed = createSealedCookie({ ...codec, random });
  const cookie = createSessionCookie({ sealed, signed: createSignedCookie(codec), attributes, persistent, clock });
  const settings = { lifespanMs, organizationLifespansMs };
  return {
    sessions: createSessions({ store: store.sessions, clock, random, cookie, settings }),
    tokenExchange: createTokenExchange({ store: store.tokenExchanges, clock, random }),
  };
}
