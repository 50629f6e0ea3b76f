import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { MessageRow, MessageStore, Via } from '../store/message-store.ts';
import { createAlarm } from './alarm.ts';
import type { Channel } from './channel.ts';
import type { CourierLog } from './courier-log.ts';
import { attemptDelivery } from './delivery-attempt.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** What a worker delivers, and by what. */
export interface Delivery {
  /** The ways that are served; messages of others stay in the queue. */
  readonly via: readonly Via[];
  readonly channelFor: (via: Via) => Channel;
  readonly settings: WorkerSettings;
}

export interface WorkerOptions extends Delivery {
  readonly store: MessageStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: CourierLog;
}

/** Delivers what is in the queue. Any number of workers, in any number of processes, may share one. */
export interface Worker {
  start(): void;
  /** Delivers like this from now on; what is under way is not touched. */
  use(delivery: Delivery): void;
  /** There is something new in the queue: look at once. */
  wake(): void;
  /** Takes nothing more; resolves when what is under way has been delivered and noted, or has failed. */
  stop(): Promise<void>;
}

/** How long a message belongs to the worker that took it, and how long one attempt may take: well below, to note what became of it. */
const LEASE_MS = 5 * 60_000;
const ATTEMPT_MS = 60_000;
/** However often the configuration wants it, the database is not asked without a pause. */
const MIN_PULL_WAIT_MS = 10;
const MAX_OUTAGE_PAUSE_MS = 30_000;

/** Makes a worker; it does nothing before `start`. */
export function createWorker({ store, clock, random, log, ...first }: WorkerOptions): Worker {
  let delivery: Delivery = first;
  const limit = () => Math.max(delivery.settings.pullCount, 1);
  const underWay = new Set<Promise<void>>();
  const alarm = createAlarm();
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  function begin(message: MessageRow, claimId: string, leaseUntil: number): void {
    const { channelFor, settings } = delivery;
    const options = { store, channelFor, settings, clock, random, log, stopping: stopping.signal };
    const attempt = attemptDelivery(message, { claimId, leaseUntil, attemptMs: ATTEMPT_MS }, options)
      .catch((err: unknown) => log.error({ err, message_id: message.id }, 'The delivery of a message broke down.'))
      .finally(() => {
        // Where every place was taken, one is free now.
        if (underWay.size >= limit()) alarm.ring();
        underWay.delete(attempt);
      });
    underWay.add(attempt);
  }

  /** Takes as many messages as there are places free, and begins to deliver them. @returns whether there may be more */
  async function takeSome(): Promise<boolean> {
    const free = limit() - underWay.size;
    if (free <= 0) return false;
    const claimId = random.uuid();
    const at = clock.micros();
    const leaseUntil = at + LEASE_MS * 1000;
    const claim = { claimId, at: timestampOf(at), leaseUntil: timestampOf(leaseUntil), limit: free, via: delivery.via };
    const messages = await store.claim(claim);
    for (const message of messages) begin(message, claimId, leaseUntil);
    return messages.length === free;
  }

  async function work(): Promise<void> {
    let outagePause = 0;
    while (!stopping.signal.aborted) {
      alarm.reset();
      const { pullWaitMs } = delivery.settings;
      try {
        const more = await takeSome();
        if (outagePause > 0) log.info({}, 'The queue of messages can be read again.');
        outagePause = 0;
        if (!more || underWay.size >= limit()) await alarm.within(Math.max(pullWaitMs, MIN_PULL_WAIT_MS));
      } catch (err) {
        if (outagePause === 0) log.error({ err }, 'The queue of messages cannot be read: nothing is delivered until it can.');
        outagePause = Math.min(Math.max(outagePause * 2, pullWaitMs, 100), MAX_OUTAGE_PAUSE_MS);
        await pause(outagePause, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    await Promise.all(underWay);
  }

  return {
    start() {
      running ??= work();
    },
    use(next) {
      delivery = next;
      alarm.ring();
    },
    wake: () => alarm.ring(),
    async stop() {
      stopping.abort();
      alarm.ring();
      await running;
    },
  };
}
