import { setTimeout as pause } from 'node:timers/promises';
import { jsonOf } from '../json/json-text.ts';
import { type Clock, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { problemOf } from '../outgoing/problem-of.ts';
import type { MessageRow, MessageStore, Settlement, Via } from '../store/message-store.ts';
import type { Channel } from './channel.ts';
import type { CourierLog } from './courier-log.ts';
import { DeliveryFault } from './delivery-fault.ts';
import { retryPause } from './retry-pause.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** The right to deliver one message. */
export interface Lease {
  readonly claimId: string;
  /** Microseconds since the epoch. */
  readonly leaseUntil: number;
  readonly attemptMs: number;
}

export interface AttemptOptions {
  readonly store: MessageStore;
  readonly channelFor: (via: Via) => Channel;
  readonly settings: WorkerSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: CourierLog;
  /** Aborted when the worker is to end: a database that is away is not waited for then. */
  readonly stopping: AbortSignal;
}

const MAX_NOTE_PAUSE_MS = 5000;

/** The error document of a failed attempt, as administrators read it. */
const errorOf = (fault: unknown) =>
  jsonOf({
    code: 500,
    status: 'Internal Server Error',
    ...(fault instanceof DeliveryFault && fault.reason !== undefined && { reason: fault.reason }),
    message: problemOf(fault),
  });

type Result = Pick<Settlement, 'outcome' | 'dispatch'>;

/** Tries to deliver a message once, and notes what became of it. */
export async function attemptDelivery(message: MessageRow, lease: Lease, options: AttemptOptions): Promise<void> {
  const { channelFor, settings, clock, random, log } = options;
  const attempts = settings.messageRetries + 1;
  const about = { message_id: message.id, template_type: message.templateType, attempt: message.sendCount };

  async function result(): Promise<Result> {
    // The last one ended with the process that made it, or fewer are allowed by now; an attempt is counted when it begins.
    if (message.sendCount > attempts) {
      log.warn(about, 'A message is given up: it has had all its attempts.');
      return { outcome: { status: 'abandoned' } };
    }
    try {
      await channelFor(message.via).deliver(message, AbortSignal.timeout(lease.attemptMs));
      return { outcome: { status: 'sent' }, dispatch: { id: random.uuid(), status: 'success', error: null } };
    } catch (fault) {
      const dispatch = { id: random.uuid(), status: 'failed', error: errorOf(fault) } as const;
      const problem = problemOf(fault);
      if ((fault instanceof DeliveryFault && fault.permanent) || message.sendCount >= attempts) {
        log.warn({ ...about, problem }, 'A message could not be delivered and is given up.');
        return { outcome: { status: 'abandoned' }, dispatch };
      }
      const wait = retryPause(message.sendCount, settings.pullWaitMs);
      log.warn({ ...about, problem, again_in_ms: wait }, 'A message could not be delivered; it will be tried again.');
      return { outcome: { status: 'queued', nextTryAt: timestampOf(clock.micros() + wait * 1000) }, dispatch };
    }
  }

  await note(message, await result(), lease, options);
}

/** Notes a result, also when the database is away for a while: a message that was sent must not be sent again for that. */
async function note(
  { id: messageId }: MessageRow,
  result: Result,
  { claimId, leaseUntil }: Lease,
  { store, clock, log, stopping }: AttemptOptions,
): Promise<void> {
  let told = false;
  for (let wait = 100; ; wait = Math.min(wait * 2, MAX_NOTE_PAUSE_MS)) {
    try {
      const kept = await store.settle({ messageId, claimId, at: timestampOf(clock.micros()), ...result });
      if (!kept) log.warn({ message_id: messageId }, 'A message took so long that another worker has taken it over.');
      return;
    } catch (err) {
      if (stopping.aborted || clock.micros() >= leaseUntil) {
        log.error({ err, message_id: messageId }, 'What became of a message could not be noted: it may be delivered again.');
        return;
      }
      if (!told) log.warn({ err, message_id: messageId }, 'What became of a message cannot be noted yet: trying again.');
      told = true;
    }
    await pause(wait, undefined, { signal: stopping }).catch(() => {});
  }
}
