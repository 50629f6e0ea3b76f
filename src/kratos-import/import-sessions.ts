import type { Timestamp } from '../lib/clock.ts';
import type { NewSession } from '../store/session-store.ts';
import type { Store } from '../store/store.ts';
import { convertSession, isUsable, type SessionDbRow } from './convert-session.ts';
import { presentIds } from './import-identities.ts';
import { ValueFault } from './kratos-values.ts';
import type { Notes } from './notes.ts';
import { belongingTo, type Network, pagesOf } from './read-table.ts';
import { SESSION_DEVICES, SESSIONS } from './tables.ts';
import { newTally, type OnFailure, type Progress, type Tally } from './tally.ts';

export interface SessionsImport {
  readonly network: Network;
  readonly store: Pick<Store, 'sessions' | 'identities'>;
  readonly notes: Notes;
  readonly batch: number;
  readonly dryRun: boolean;
  /** Only sessions that can be used then. */
  readonly at: Timestamp;
  readonly progress: Progress;
  readonly onFailure: OnFailure;
}

export interface SessionsTally extends Tally {
  /** Some of those that are there now. */
  readonly sample: readonly Pick<NewSession, 'id' | 'tokenHash'>[];
}

const SAMPLE = 100;
/** Expired long enough, whatever the zone of the text is. */
const DAY_MS = 86_400_000;

/** Leaves most of what is over to the database; in a form that SQLite, where truth and times are texts, understands as well. */
const livingAt = (at: Timestamp) => ({
  text: "lower(CAST(active AS TEXT)) IN ('1', 't', 'true') AND substr(CAST(expires_at AS TEXT), 1, 10) >= $2",
  params: [new Date(Date.parse(at) - DAY_MS).toISOString().slice(0, 10)],
});

/** Takes over the sessions that can be used, with their devices. Tokens and cookies stay valid. */
export async function importSessions(options: SessionsImport): Promise<SessionsTally> {
  const { network, store, notes, batch, dryRun, at, progress, onFailure } = options;
  const tally = newTally();
  const sample: NewSession[] = [];

  /** Those of a page that can be taken over. */
  async function convertPage(page: readonly SessionDbRow[]): Promise<NewSession[]> {
    const ids = page.map(({ id }) => id);
    const devices = await belongingTo(network, SESSION_DEVICES, 'session_id', ids);
    return page.flatMap((row) => {
      try {
        if (!isUsable(row, at)) return [];
        const session = convertSession(row, devices.get(row.id) ?? []);
        if (session) return [session];
        notes.add('session_without_token', row.id);
      } catch (error) {
        if (!(error instanceof ValueFault)) throw error;
        tally.failed += 1;
        onFailure('session', row.id, error.message);
      }
      return [];
    });
  }

  /** @returns whether each of them is stored now, or would be */
  async function storeAll(sessions: readonly NewSession[]): Promise<readonly boolean[]> {
    if (!dryRun) return store.sessions.createMany(sessions);
    const found = await Promise.all(sessions.map(({ id }) => store.sessions.get(id)));
    return found.map((session) => session === undefined);
  }

  async function settle(session: NewSession, isNew: boolean): Promise<void> {
    const isThere = isNew || (await store.sessions.get(session.id)) !== undefined;
    tally[isNew ? 'taken' : isThere ? 'present' : 'failed'] += 1;
    if (!isThere) onFailure('session', session.id, 'its token is that of another session');
    else if (sample.length < SAMPLE) sample.push(session);
  }

  async function takePage(page: readonly SessionDbRow[]): Promise<void> {
    const sessions = await convertPage(page);
    const owners = dryRun
      ? undefined
      : await presentIds(store.identities, [...new Set(sessions.map(({ identityId }) => identityId))]);
    const owned = sessions.filter(({ id, identityId }) => {
      if (owners === undefined || owners.has(identityId)) return true;
      notes.add('session_without_identity', id);
      return false;
    });
    const stored = await storeAll(owned);
    await Promise.all(owned.map((session, index) => settle(session, stored[index] === true)));
  }

  let done = 0;
  for await (const page of pagesOf(network, SESSIONS, { limit: batch, where: livingAt(at) })) {
    await takePage(page);
    done += page.length;
    progress('sessions', done);
  }
  return { ...tally, sample };
}
