import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import { parkSubmission, restoreSubmission } from '../../form/parked-submission.ts';
import type { MethodId } from '../../method/method.ts';
import type { Caller } from '../../session/session.ts';
import type { SettingsEngine } from './settings-engine.ts';

const PREFIX = 'ory_kratos_settings_';
const LIFESPAN_MS = 15 * 60_000;
/** Characters of the longest submission that waits for a login; a longer one has to be sent again. */
const LONGEST = 128 * 1024;

const nameOf = (method: MethodId) => PREFIX + method;

interface Parked {
  readonly flow: string;
  readonly submission: string;
}

/** Keeps a submission until its user has logged in once more (flows.md 24). */
export async function parkSettings(
  flow: SettingsFlow,
  method: MethodId,
  exchange: Exchange,
  caller: Caller,
  { continuity }: SettingsEngine,
): Promise<void> {
  // Native apps send it again by themselves; that profiles are kept for them as well is what the reference does.
  if (flow.type === 'api' && method !== 'profile') return;
  const parked: Parked = { flow: flow.id, submission: parkSubmission(exchange.submission()) };
  const payload = JSON.stringify(parked);
  if (payload.length > LONGEST) return;
  await continuity.park(exchange, { name: nameOf(method), payload, identityId: caller.identity.id, lifespanMs: LIFESPAN_MS });
}

/** What was kept of a method; undefined when there is nothing, or it was of another flow or identity. */
async function takeUp(flow: SettingsFlow, name: string, exchange: Exchange, caller: Caller, { continuity }: SettingsEngine) {
  try {
    const parked = JSON.parse(await continuity.resume(exchange, name, caller.identity.id)) as Parked;
    return parked.flow === flow.id ? restoreSubmission(parked.submission) : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.code.startsWith('continuity_')) return undefined;
    throw error;
  }
}

/**
 * The request of a browser that comes back from logging in, as if it sent what it had sent before. Programs get their answer at
 * once, and send it again themselves.
 * @returns undefined when nothing was kept
 */
export async function resumedSettings(
  flow: SettingsFlow,
  exchange: Exchange,
  caller: Caller,
  engine: SettingsEngine,
): Promise<Exchange | undefined> {
  if (flow.type === 'api' || exchange.isJson) return undefined;
  for (const { id, settings } of engine.methods) {
    if (!settings || !engine.continuity.has(exchange, nameOf(id))) continue;
    const submission = await takeUp(flow, nameOf(id), exchange, caller, engine);
    if (submission) return { ...exchange, submission: () => submission };
  }
  return undefined;
}

/** Drops what was kept: of a method, or of all. */
export function discardParked(exchange: Exchange, { continuity }: SettingsEngine, method?: MethodId): Promise<void> {
  return continuity.discard(exchange, (name) => (method === undefined ? name.startsWith(PREFIX) : name === nameOf(method)));
}
