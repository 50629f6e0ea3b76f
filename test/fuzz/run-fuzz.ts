import { createHttpClient, type HttpClient } from '../http/http-client.ts';
import { createDice, type Dice } from './dice.ts';
import { describeRequest, type WireRequest } from './fuzz-request.ts';
import { mutatedRequest, wireRequest } from './mutate-request.ts';
import type { Known } from './valid-requests.ts';
import { validRequest } from './valid-requests.ts';

/** More identities than these are not kept, so that lists stay cheap. */
const KEPT = 150;
/** Milliseconds that any answer may take. */
const PATIENCE = 5_000;
const WORKERS = 12;
const SHOWN_FAILURES = 10;

export interface FuzzOptions {
  readonly adminUrl: string;
  readonly publicUrl: string;
  readonly seed: number;
  readonly requests: number;
  readonly sessions: readonly { readonly id: string; readonly identityId: string }[];
}

export interface FuzzReport {
  /** What no server should do, with the requests that made it. */
  readonly failures: readonly string[];
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<number, number>>;
}

/** The ids of identities that the answer of a create or a batch tells. */
function createdIds(text: string): string[] {
  return [...text.matchAll(/"(?:identity|id)":"([0-9a-f-]{36})","(?:patch_id|credentials|schema_id|external_id)"/g)].map(
    ([, id]) => id ?? '',
  );
}

/** Throws spoilt requests at a server. Requests depend on `seed` and their number alone, but for the ids that the server gave out. */
export async function runFuzz({ adminUrl, publicUrl, seed, requests, sessions }: FuzzOptions): Promise<FuzzReport> {
  const admin = createHttpClient(adminUrl, { timeoutMs: PATIENCE, sockets: WORKERS });
  const open = createHttpClient(publicUrl, { timeoutMs: PATIENCE, sockets: WORKERS });
  const ids: string[] = [];
  const owners = new Set(sessions.map(({ identityId }) => identityId));
  const known: Known = {
    identityId: (dice) => (ids.length === 0 ? '00000000-0000-4000-8000-000000000000' : dice.pick(ids)),
    sessionId: (dice) => dice.pick(sessions).id,
    sessionOwner: (dice) => dice.pick(sessions).identityId,
  };
  const failures: string[] = [];
  const statuses: Record<number, number> = {};

  async function throwOne(number: number): Promise<void> {
    const dice = createDice(seed, number);
    const valid = validRequest(dice, known);
    const wire = dice.chance(0.15) ? wireRequest(valid) : mutatedRequest(valid, dice);
    const fault = await faultOf(wire, dice);
    if (fault !== undefined) failures.push(`FUZZ_SEED=${seed} #${number}: ${fault}\n  ${describeRequest(wire)}`);
  }

  async function faultOf(wire: WireRequest, dice: Dice): Promise<string | undefined> {
    const client: HttpClient = wire.path.startsWith('/schemas') || dice.chance(0.05) ? open : admin;
    try {
      const { status, text } = await client.send(wire.method, wire.path, {
        headers: wire.headers,
        ...(wire.body && { body: wire.body }),
      });
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status >= 500) return `${status} ${text}`;
      if (status === 200 || status === 201) ids.push(...createdIds(text).filter((id) => !ids.includes(id) && !owners.has(id)));
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  let next = 0;
  async function work(): Promise<void> {
    while (next < requests && failures.length < SHOWN_FAILURES) {
      await throwOne(next++);
      while (ids.length > KEPT) await admin.send('DELETE', `/admin/identities/${ids.shift()}`);
    }
  }
  try {
    await Promise.all(Array.from({ length: WORKERS }, work));
  } finally {
    admin.close();
    open.close();
  }
  return { failures, statuses };
}
