import type { Clock } from '../lib/clock.ts';
import { backOff } from './back-off.ts';
import { createGathering } from './gathering.ts';
import type { Addresses, Order } from './messages.ts';
import type { End, WorkerProcess } from './worker-process.ts';

export interface CrewOptions<T> {
  /** Workers, at least one. */
  readonly count: number;
  readonly fork: () => WorkerProcess<T>;
  readonly clock: Clock;
  /** Calls back after so many milliseconds, unless `ending` is told first. */
  readonly later: (milliseconds: number, ending: AbortSignal, work: () => void) => void;
}

/** Receives what is to be known of workers: that they listen, and that they died. */
export interface CrewLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** The worker processes of one server: how they start, are replaced when they die, and end. It knows nothing of their work. */
export interface Crew<T> {
  /**
   * Sets all of them to work.
   * @param taskOf what a worker is told; `first` is true once, for one of them
   * @returns where they listen, as soon as all of them do
   * @throws WorkersFailed when one of them cannot, or ends before
   */
  start(taskOf: (first: boolean) => T, log: CrewLog): Promise<Addresses>;
  /** Gives them another task; whoever takes the place of a dead one gets it, too. */
  renew(taskOf: (first: boolean) => T): void;
  /** Tells them why they do not get another one. */
  refuse(why: string): void;
  /** Resolves when all of them die again and again before they listen. */
  readonly broken: Promise<WorkersFailed>;
  /** Lets them finish what is under way. @returns whether all of them ended well within so many milliseconds */
  drain(milliseconds: number): Promise<boolean>;
  /** Ends them at once. */
  kill(): void;
}

/** The workers cannot serve. The message is for people. */
export class WorkersFailed extends Error {}

/** A place in the crew, and whoever is in it. */
interface Place<T> {
  worker: WorkerProcess<T>;
  isAlive: boolean;
  isListening: boolean;
  since: number;
  /** Deaths, and those of them before it listened, since a worker lived long here. */
  deaths: number;
  vainStarts: number;
  /** What a worker said that could not start. */
  why: string | undefined;
}

/** Who lived so long did not die of its start. */
const LONG_MICROS = 60_000_000;
/** So often each worker in turn may die before it listens, in a row, until it is of no use any more. */
const MOST_VAIN_STARTS = 5;

const named = ({ code, signal }: End) => (signal === null ? `code ${code}` : signal);

/** Forks the workers, which come up while there is something left to prepare; none of them works before `start`. */
export function createCrew<T>({ count, fork, clock, later }: CrewOptions<T>): Crew<T> {
  const ending = new AbortController();
  const started = Promise.withResolvers<Addresses>();
  const broken = Promise.withResolvers<WorkersFailed>();
  const gone = Promise.withResolvers<void>();
  // Nobody may be there to hear of it: while the start is prepared, or after it was called off.
  started.promise.catch(() => {});
  let allListened = false;
  let endedWell = true;
  let duty: { readonly taskOf: (first: boolean) => T; readonly log: CrewLog } | undefined;
  const gathering = createGathering<T>({
    workers: () => places.filter(({ isAlive, isListening }) => isAlive && isListening).map(({ worker }) => worker),
    later,
  });
  const places: readonly Place<T>[] = Array.from({ length: count }, () => watch(newPlace()));

  function newPlace(): Place<T> {
    return {
      worker: fork(),
      isAlive: true,
      isListening: false,
      since: clock.micros(),
      deaths: 0,
      vainStarts: 0,
      why: undefined,
    };
  }

  function watch(place: Place<T>): Place<T> {
    place.worker.onReport((report) => {
      if (report.did === 'ask' || report.did === 'measure') {
        gathering.take(place.worker, report);
        return;
      }
      if (report.did === 'fail') {
        place.why = report.why;
        return;
      }
      place.isListening = true;
      place.vainStarts = 0;
      duty?.log[allListened ? 'info' : 'debug']({ worker: place.worker.pid }, 'A worker process listens.');
      if (allListened || !places.every(({ isListening }) => isListening)) return;
      allListened = true;
      started.resolve({ publicUrl: report.publicUrl, adminUrl: report.adminUrl });
    });
    place.worker.onEnd((end) => bury(place, end));
    return place;
  }

  function bury(place: Place<T>, end: End): void {
    place.isAlive = false;
    if (ending.signal.aborted) {
      if (end.code !== 0) endedWell = false;
      if (!places.some(({ isAlive }) => isAlive)) gone.resolve();
    } else if (allListened) {
      replace(place, end);
    } else {
      started.reject(new WorkersFailed(place.why ?? `A worker process ended with ${named(end)} before it listened.`));
    }
  }

  function replace(place: Place<T>, end: End): void {
    if (place.isListening && clock.micros() - place.since >= LONG_MICROS) place.deaths = 0;
    if (!place.isListening) place.vainStarts++;
    const wait = backOff(place.deaths++);
    place.isListening = false;
    duty?.log.error(
      { worker: place.worker.pid, ...end, ...(place.why !== undefined && { reason: place.why }), again_in_ms: wait },
      'A worker process died; another one takes its place.',
    );
    if (places.every(({ vainStarts }) => vainStarts >= MOST_VAIN_STARTS)) {
      const last = place.why ?? `it ended with ${named(end)}`;
      broken.resolve(new WorkersFailed(`No worker process comes to listen any more. Of the last one: ${last}`));
      return;
    }
    later(wait, ending.signal, () => {
      Object.assign(place, { worker: fork(), isAlive: true, since: clock.micros(), why: undefined });
      watch(place);
      if (duty) place.worker.tell({ do: 'start', task: duty.taskOf(false) });
    });
  }

  function tellAll(order: Order<T>): void {
    for (const { worker, isAlive } of places) if (isAlive) worker.tell(order);
  }

  function kill(): void {
    ending.abort();
    for (const { worker, isAlive } of places) if (isAlive) worker.kill();
  }

  return {
    broken: broken.promise,
    start(taskOf, log) {
      duty = { taskOf, log };
      for (const [index, { worker }] of places.entries()) worker.tell({ do: 'start', task: taskOf(index === 0) });
      return started.promise;
    },
    renew(taskOf) {
      if (duty) duty = { ...duty, taskOf };
      tellAll({ do: 'renew', task: taskOf(false) });
    },
    refuse: (why) => tellAll({ do: 'refuse', why }),
    async drain(milliseconds) {
      ending.abort();
      tellAll({ do: 'drain' });
      if (!places.some(({ isAlive }) => isAlive)) gone.resolve();
      const inTime = new AbortController();
      later(milliseconds, inTime.signal, kill);
      await gone.promise;
      inTime.abort();
      return endedWell;
    },
    kill,
  };
}
