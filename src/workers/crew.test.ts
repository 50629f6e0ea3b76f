import { expect, test } from 'vitest';
import { createCrew, WorkersFailed } from './crew.ts';
import type { Order, Report } from './messages.ts';
import type { End, WorkerProcess } from './worker-process.ts';

const ADDRESSES = { publicUrl: 'http://127.0.0.1:1', adminUrl: 'http://127.0.0.1:2' };
const CRASH: End = { code: null, signal: 'SIGSEGV' };

interface FakeWorker extends WorkerProcess<string> {
  readonly orders: Order<string>[];
  isKilled: boolean;
  report(report: Report): void;
  end(end: End): void;
}

function fakeWorker(pid: number): FakeWorker {
  let onReport = (_: Report): void => {};
  let onEnd = (_: End): void => {};
  const worker: FakeWorker = {
    pid,
    orders: [],
    isKilled: false,
    tell: (order) => worker.orders.push(order),
    kill() {
      worker.isKilled = true;
    },
    onReport: (listener) => {
      onReport = listener;
    },
    onEnd: (listener) => {
      onEnd = listener;
    },
    report: (report) => onReport(report),
    end: (end) => onEnd(end),
  };
  return worker;
}

/** A crew of fakes; what is to happen later happens when the test says so. */
function crewOf(count: number) {
  const workers: FakeWorker[] = [];
  const waits: number[] = [];
  const errors: object[] = [];
  let due: (() => void) | undefined;
  let micros = 0;
  const crew = createCrew<string>({
    count,
    fork() {
      const worker = fakeWorker(workers.length + 1);
      workers.push(worker);
      return worker;
    },
    clock: { micros: () => micros },
    later(milliseconds, ending, work) {
      waits.push(milliseconds);
      due = () => {
        if (!ending.aborted) work();
      };
    },
  });
  const start = () => crew.start((first) => (first ? 'first' : 'other'), log);
  const log = { debug: () => {}, info: () => {}, error: (details: object) => errors.push(details) };
  return {
    crew,
    workers,
    waits,
    errors,
    newest: () => workers.at(-1) as FakeWorker,
    pass: (milliseconds: number) => {
      micros += milliseconds * 1000;
      due?.();
      due = undefined;
    },
    start,
    async run() {
      const started = start();
      for (const worker of workers) worker.report({ did: 'listen', ...ADDRESSES });
      return started;
    },
  };
}

test('has started when all listen; one is told to speak for all', async () => {
  const { workers, start } = crewOf(2);
  let isStarted = false;
  const starting = start().then((addresses) => {
    isStarted = true;
    return addresses;
  });
  workers[0]?.report({ did: 'listen', ...ADDRESSES });
  await Promise.resolve();
  expect(isStarted).toBe(false);
  workers[1]?.report({ did: 'listen', ...ADDRESSES });
  expect(await starting).toEqual(ADDRESSES);
  expect(workers.map(({ orders }) => orders)).toEqual([[{ do: 'start', task: 'first' }], [{ do: 'start', task: 'other' }]]);
});

test.each([
  ['what it said', { did: 'fail', why: 'The port is taken.' } as const, 'The port is taken.'],
  ['how it ended', undefined, 'A worker process ended with SIGSEGV before it listened.'],
])('a worker that does not come to listen ends the start: %s', async (_, report, message) => {
  const { workers, start } = crewOf(2);
  const starting = start();
  workers[0]?.report({ did: 'listen', ...ADDRESSES });
  if (report) workers[1]?.report(report);
  workers[1]?.end(CRASH);
  await expect(starting).rejects.toEqual(new WorkersFailed(message));
});

test('the dead are replaced: at once, then after pauses that grow to half a minute, and at once again after a long life', async () => {
  const crew = crewOf(1);
  await crew.run();
  for (let death = 0; death < 8; death++) {
    crew.newest().end(CRASH);
    crew.pass(1);
    crew.newest().report({ did: 'listen', ...ADDRESSES });
  }
  expect(crew.waits).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(crew.workers).toHaveLength(9);
  expect(crew.newest().orders).toEqual([{ do: 'start', task: 'other' }]);
  expect(crew.errors[0]).toEqual({ worker: 1, code: null, signal: 'SIGSEGV', again_in_ms: 0 });
  crew.pass(60_000);
  crew.newest().end(CRASH);
  expect(crew.waits.at(-1)).toBe(0);
});

test('is broken when no worker comes to listen any more, not while one does', async () => {
  const { crew, workers, pass, run, newest } = crewOf(2);
  await run();
  let why: string | undefined;
  crew.broken.then(({ message }) => {
    why = message;
  });
  const failOften = async (first: FakeWorker | undefined) => {
    first?.end(CRASH);
    for (let times = 0; times < 5; times++) {
      pass(30_000);
      newest().report({ did: 'fail', why: 'The database is gone.' });
      newest().end({ code: 1, signal: null });
    }
    await Promise.resolve();
  };
  await failOften(workers[0]);
  expect(why).toBeUndefined();
  pass(30_000);
  await failOften(workers[1]);
  expect(why).toBe('No worker process comes to listen any more. Of the last one: The database is gone.');
});

test('draining: nobody is replaced any more; it is over when all have ended', async () => {
  const { crew, workers, pass, run } = crewOf(2);
  await run();
  workers[0]?.end(CRASH);
  const drained = crew.drain(1000);
  pass(1);
  expect(workers).toHaveLength(2);
  expect(workers[1]?.orders.at(-1)).toEqual({ do: 'drain' });
  workers[1]?.end({ code: 0, signal: null });
  expect(await drained).toBe(true);
});

test('who has not finished in time is killed, and that is told', async () => {
  const { crew, workers, pass, run } = crewOf(2);
  await run();
  const drained = crew.drain(1000);
  workers[0]?.end({ code: 0, signal: null });
  pass(1000);
  expect(workers.map(({ isKilled }) => isKilled)).toEqual([false, true]);
  workers[1]?.end({ code: null, signal: 'SIGKILL' });
  expect(await drained).toBe(false);
});

test('another task is for all who are alive, and for those who come later; so is the word that there is none', async () => {
  const { crew, workers, pass, run, newest } = crewOf(2);
  await run();
  workers[0]?.end(CRASH);
  crew.renew((first) => (first ? 'newest first' : 'newest'));
  crew.refuse('It is broken.');
  expect(workers.map(({ orders }) => orders)).toEqual([
    [{ do: 'start', task: 'first' }],
    [
      { do: 'start', task: 'other' },
      { do: 'renew', task: 'newest' },
      { do: 'refuse', why: 'It is broken.' },
    ],
  ]);
  pass(1);
  expect(newest().orders).toEqual([{ do: 'start', task: 'newest' }]);
});
