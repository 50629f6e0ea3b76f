import { type Clock, now as timeOf, wireTime } from '../../src/lib/clock.ts';
import { createSessionParts } from '../../src/server/create-session-parts.ts';
import type { Zelos } from '../../src/server/start-zelos.ts';
import type { AuthenticationMethod, StartedSession } from '../../src/session/session.ts';
import type { SessionRow } from '../../src/store/session-store.ts';
import type { Store } from '../../src/store/store.ts';
import { random } from '../storage/databases.ts';

const CLIENT = { ip: '203.0.113.7', userAgent: 'curl/8', location: '' };

/** Signs people in behind the back of a server, as its flows do. */
export function createSignIn(zelos: Pick<Zelos, 'loaded'>, store: Store, clock: Clock) {
  const { config } = zelos.loaded;
  const { sessions, tokenExchange } = createSessionParts({ config, store, clock, random });
  const factor = (method: string, aal: 'aal1' | 'aal2' = 'aal1'): AuthenticationMethod => ({
    method,
    aal,
    completed_at: wireTime(timeOf(clock)),
  });
  return {
    sessions,
    tokenExchange,
    factor,
    /** A session of an identity that is stored; `changes` go into its row. */
    async signIn(
      identityId: string,
      changes: Partial<SessionRow> = {},
      methods: readonly AuthenticationMethod[] = [factor('password')],
    ): Promise<StartedSession> {
      const identity = await store.identities.get(identityId);
      if (!identity) throw new Error(`there is no identity ${identityId}`);
      const { session, ...rest } = sessions.start(identity, methods, CLIENT);
      const started = { session: { ...session, ...changes }, ...rest };
      await sessions.save(started);
      return started;
    },
    /** The Cookie header of a browser with this session. */
    cookieOf: (started: Pick<StartedSession, 'session' | 'token'>) => sessions.cookie(started).split(';')[0] ?? '',
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
