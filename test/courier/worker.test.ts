import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Channel } from '../../src/courier/channel.ts';
import { DeliveryFault } from '../../src/courier/delivery-fault.ts';
import { createSmtpChannel } from '../../src/courier/smtp-channel.ts';
import { type MailSink, startMailSink } from '../../src/courier/testing/mail-sink.ts';
import { memoryLog } from '../../src/courier/testing/message-row.ts';
import { createWorker, type Worker } from '../../src/courier/worker.ts';
import { ApiError } from '../../src/error/api-error.ts';
import { now, timestampOf } from '../../src/lib/clock.ts';
import type { MessageRow, MessageStore, NewMessage, Via } from '../../src/store/message-store.ts';
import type { Store } from '../../src/store/store.ts';
import { DATABASES, type Place, random, clock as realClock } from '../storage/databases.ts';
import { aMessage } from '../storage/samples.ts';
import { until } from './until.ts';

// Longer than several waits may take, one after the other.
vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000_000;
/** A worker that looks only when it is woken, as far as these tests are concerned. */
const SELDOM = 3_600_000;

/** A clock that tests can put forward. */
function createTestClock() {
  let ahead = 0;
  return {
    micros: () => realClock.micros() + ahead,
    forward: (micros: number) => {
      ahead += micros;
    },
  };
}

/** A channel that keeps what it delivered, after `before` had its say. */
function createTestChannel(before: (message: MessageRow) => Promise<void> | void = () => {}) {
  const delivered: string[] = [];
  const channel: Channel = {
    async deliver(message) {
      await before(message);
      delivered.push(message.id);
    },
  };
  return { delivered, channel };
}

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe.each(DATABASES)('the worker on %s', (_, make) => {
  let place: Place;
  beforeAll(async () => {
    place = await make();
  });
  afterAll(() => place.remove());

  interface Setting {
    readonly channel: Channel;
    readonly store?: MessageStore;
    readonly via?: readonly Via[];
    readonly pullCount?: number;
    readonly pullWaitMs?: number;
    readonly messageRetries?: number;
  }

  /** A network of its own for each test, with what a test makes on it. */
  async function withQueue(
    work: (tools: {
      readonly network: string;
      readonly store: Store;
      readonly clock: ReturnType<typeof createTestClock>;
      readonly log: ReturnType<typeof memoryLog>;
      start(setting: Setting): Worker;
      add(count?: number): Promise<string[]>;
      statusOf(id: string | undefined): Promise<string | undefined>;
    }) => Promise<void>,
  ) {
    const network = random.uuid();
    const store = await place.open(network);
    const clock = createTestClock();
    const log = memoryLog();
    const workers: Worker[] = [];
    try {
      await work({
        network,
        store,
        clock,
        log,
        start({ channel, store: queue = store.messages, via = ['email', 'sms'], ...settings }) {
          const worker = createWorker({
            store: queue,
            via,
            channelFor: () => channel,
            settings: { pullCount: 10, pullWaitMs: 10, messageRetries: 2, ...settings },
            clock,
            random,
            log,
          });
          workers.push(worker);
          worker.start();
          return worker;
        },
        async add(count = 1) {
          const messages: NewMessage[] = Array.from({ length: count }, () => aMessage({ createdAt: now(clock) }));
          for (const message of messages) await store.messages.add(message);
          return messages.map(({ id }) => id);
        },
        statusOf: async (id = '') => (await store.messages.get(id))?.status,
      });
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
      await store.close();
    }
  }

  test('a message that is queued by the same process leaves at once', () =>
    withQueue(async ({ start, add, statusOf, store }) => {
      const { channel, delivered } = createTestChannel();
      const worker = start({ channel, pullWaitMs: SELDOM });
      const [id] = await add();
      worker.wake();
      await until(async () => (await statusOf(id)) === 'sent');
      expect(delivered).toEqual([id]);
      expect(await store.messages.dispatchesOf(id ?? '')).toMatchObject([{ status: 'success', error: null }]);
    }));

  test('one that another process queued is found by looking', () =>
    withQueue(async ({ start, add, statusOf }) => {
      start({ channel: createTestChannel().channel });
      const [id] = await add();
      await until(async () => (await statusOf(id)) === 'sent');
    }));

  test('as many are under way as allowed, and each place that gets free is taken at once', () =>
    withQueue(async ({ start, add, store }) => {
      let [underWay, most] = [0, 0];
      const { channel, delivered } = createTestChannel(async () => {
        most = Math.max(most, ++underWay);
        await new Promise(setImmediate);
        underWay--;
      });
      const ids = await add(25);
      start({ channel, pullCount: 3, pullWaitMs: SELDOM });
      await until(async () => (await store.messages.countWaiting()) === 0);
      expect(most).toBe(3);
      expect(delivered.toSorted()).toEqual(ids.toSorted());
    }));

  test('a slow delivery does not hold up the others', () =>
    withQueue(async ({ start, add, statusOf }) => {
      const [slow] = await add();
      const gate = createGate();
      const { channel } = createTestChannel(({ id }) => (id === slow ? gate.opened : undefined));
      const worker = start({ channel, pullCount: 2, pullWaitMs: SELDOM });
      await until(async () => (await statusOf(slow)) === 'processing');
      const others = await add(5);
      worker.wake();
      for (const id of others) await until(async () => (await statusOf(id)) === 'sent');
      expect(await statusOf(slow)).toBe('processing');
      gate.open();
      await until(async () => (await statusOf(slow)) === 'sent');
    }));

  test('failures: longer and longer pauses, then given up; every attempt is kept', () =>
    withQueue(async ({ start, add, statusOf, store, clock }) => {
      const { channel } = createTestChannel(() => {
        throw new DeliveryFault('451 later', { reason: 'failed to send email via smtp' });
      });
      const worker = start({ channel, pullWaitMs: 60_000 });
      const [id = ''] = await add();
      for (const [attempt, minutes] of [1, 4, 0].entries()) {
        worker.wake();
        await until(async () => (await store.messages.dispatchesOf(id)).length === attempt + 1);
        if (minutes === 0) break;
        // A moment before its time it is left alone.
        clock.forward(minutes * MINUTE - (10 * MINUTE) / 60);
        const taken = await store.messages.claim({
          claimId: 'early',
          at: now(clock),
          leaseUntil: now(clock),
          limit: 1,
          via: ['email'],
        });
        expect(taken).toEqual([]);
        clock.forward((10 * MINUTE) / 60);
      }
      expect(await statusOf(id)).toBe('abandoned');
      expect(await store.messages.get(id)).toMatchObject({ sendCount: 3 });
      const errors = (await store.messages.dispatchesOf(id)).map(({ error }) => JSON.parse(error ?? 'null') as unknown);
      const error = {
        code: 500,
        status: 'Internal Server Error',
        reason: 'failed to send email via smtp',
        message: '451 later',
      };
      expect(errors).toEqual([error, error, error]);
    }));

  test('what cannot succeed is given up at once', () =>
    withQueue(async ({ start, add, statusOf, store }) => {
      const { channel } = createTestChannel(() => {
        throw new DeliveryFault('550 nobody', { permanent: true });
      });
      const [id = ''] = await add();
      start({ channel });
      await until(async () => (await statusOf(id)) === 'abandoned');
      expect(await store.messages.dispatchesOf(id)).toHaveLength(1);
    }));

  test('a worker that was killed after it took a message: the next one has it when the lease is over', () =>
    withQueue(async ({ start, add, statusOf, store, clock }) => {
      const [id = ''] = await add();
      const at = now(clock);
      const leaseUntil = timestampOf(clock.micros() + 5 * MINUTE);
      expect(await store.messages.claim({ claimId: 'killed', at, leaseUntil, limit: 1, via: ['email'] })).toHaveLength(1);
      const { channel, delivered } = createTestChannel();
      const worker = start({ channel, pullWaitMs: SELDOM });
      const [other = ''] = await add();
      worker.wake();
      await until(async () => (await statusOf(other)) === 'sent');
      expect(await statusOf(id)).toBe('processing');
      clock.forward(5 * MINUTE);
      worker.wake();
      await until(async () => (await statusOf(id)) === 'sent');
      expect(delivered).toEqual([other, id]);
      expect(await store.messages.get(id)).toMatchObject({ sendCount: 2 });
    }));

  test('a message that kills every worker is given up in the end', () =>
    withQueue(async ({ start, add, statusOf, store, clock, log }) => {
      const [id = ''] = await add();
      for (let attempt = 0; attempt < 3; attempt++) {
        const at = now(clock);
        await store.messages.claim({ claimId: `killed ${attempt}`, at, leaseUntil: at, limit: 1, via: ['email'] });
        clock.forward(1000);
      }
      const { channel, delivered } = createTestChannel();
      start({ channel });
      await until(async () => (await statusOf(id)) === 'abandoned');
      expect([delivered, await store.messages.dispatchesOf(id)]).toEqual([[], []]);
      expect(log.lines.map(([level, message]) => [level, message])).toEqual([
        ['warn', 'A message is given up: it has had all its attempts.'],
      ]);
    }));

  test('a worker that was away for longer than its lease has no say about the message any more', () =>
    withQueue(async ({ start, add, statusOf, store, clock, log }) => {
      const [id = ''] = await add();
      const gate = createGate();
      const { channel } = createTestChannel(() => gate.opened);
      const worker = start({ channel, pullWaitMs: SELDOM });
      await until(async () => (await statusOf(id)) === 'processing');
      clock.forward(6 * MINUTE);
      const at = now(clock);
      const leaseUntil = timestampOf(clock.micros() + MINUTE);
      expect(await store.messages.claim({ claimId: 'other', at, leaseUntil, limit: 1, via: ['email'] })).toHaveLength(1);
      gate.open();
      await worker.stop();
      expect(await statusOf(id)).toBe('processing');
      expect(await store.messages.dispatchesOf(id)).toEqual([]);
      expect(log.lines.map(([, message]) => message)).toEqual(['A message took so long that another worker has taken it over.']);
    }));

  test('stopping waits for what is under way, and takes nothing more', () =>
    withQueue(async ({ start, add, statusOf }) => {
      const [first] = await add();
      const gate = createGate();
      const { channel, delivered } = createTestChannel(() => gate.opened);
      const worker = start({ channel });
      await until(async () => (await statusOf(first)) === 'processing');
      let stopped = false;
      const stopping = worker.stop().then(() => {
        stopped = true;
      });
      const [second] = await add();
      worker.wake();
      expect([stopped, await statusOf(second)]).toEqual([false, 'queued']);
      gate.open();
      await stopping;
      expect(delivered).toEqual([first]);
      expect([await statusOf(first), await statusOf(second)]).toEqual(['sent', 'queued']);
    }));

  test('a database that is away: one line when it goes, one when it is back, one for what waits to be noted, and nothing is delivered twice', () =>
    withQueue(async ({ start, add, statusOf, store, log }) => {
      let [away, refused] = [false, 0];
      const refuse = () => {
        refused++;
        return Promise.reject(new ApiError('unavailable'));
      };
      const queue: MessageStore = {
        ...store.messages,
        claim: (claim) => (away ? refuse() : store.messages.claim(claim)),
        settle: (settlement) => (away ? refuse() : store.messages.settle(settlement)),
      };
      const [id] = await add();
      const { channel, delivered } = createTestChannel((message) => {
        if (message.id === id) away = true;
      });
      start({ channel, store: queue });
      // The queue cannot be read, nor can it be noted that the message was delivered.
      await until(() => refused >= 4);
      expect(await statusOf(id)).toBe('processing');
      away = false;
      const [next] = await add();
      await until(async () => (await statusOf(id)) === 'sent' && (await statusOf(next)) === 'sent');
      expect(delivered).toEqual([id, next]);
      const lines = log.lines.map(([level, message]) => [level, message]);
      const isNote = ([, message]: (typeof lines)[number]) =>
        message === 'What became of a message cannot be noted yet: trying again.';
      expect(lines.filter(isNote).map(([level]) => level)).toEqual(['warn']);
      expect(lines.filter((line) => !isNote(line))).toEqual([
        ['error', 'The queue of messages cannot be read: nothing is delivered until it can.'],
        ['info', 'The queue of messages can be read again.'],
      ]);
    }));

  test('ways that are not served stay in the queue', () =>
    withQueue(async ({ start, add, statusOf, store }) => {
      const [mail] = await add();
      const text = aMessage({ via: 'sms', recipient: '+49' });
      await store.messages.add(text);
      start({ channel: createTestChannel().channel, via: ['sms'] });
      await until(async () => (await statusOf(text.id)) === 'sent');
      expect(await statusOf(mail)).toBe('queued');
    }));

  describe('with a mail server', () => {
    let sink: MailSink | undefined;
    const smtp = (port: number, log = memoryLog()) =>
      createSmtpChannel({
        settings: {
          connectionUri: `smtp://127.0.0.1:${port}/?disable_starttls=true`,
          fromAddress: 'no-reply@example.org',
          headers: {},
          localName: 'localhost',
          clientCertPath: '',
          clientKeyPath: '',
          disallowPrivateIps: false,
        },
        html: async () => undefined,
        readFile: () => Promise.reject(new Error('no file')),
        log,
      });
    const subjects = () => sink?.mails.map(({ raw }) => /^Subject: (.*)$/im.exec(raw)?.[1]?.trim() ?? '').toSorted();
    async function addNumbered(store: Store, at: ReturnType<typeof createTestClock>, count: number): Promise<string[]> {
      const all = Array.from({ length: count }, (_n, i) => `number-${String(i).padStart(3, '0')}`);
      for (const subject of all) await store.messages.add(aMessage({ subject, createdAt: now(at) }));
      return all;
    }
    const allSent = async (store: Store, count: number) =>
      (await store.messages.list({ status: 'sent', limit: 1000 })).length === count;

    test('it is down for a while, then back: everything arrives, once', () =>
      withQueue(async ({ start, store, clock }) => {
        sink = await startMailSink();
        const { port } = sink;
        await sink.close();
        const all = await addNumbered(store, clock, 20);
        const worker = start({ channel: smtp(port), messageRetries: 5, pullWaitMs: 50 });
        const tried = async () => (await store.messages.list({ status: 'queued', limit: 100 })).every((row) => row.sendCount > 0);
        await until(tried);
        sink = await startMailSink({}, port);
        const late = await addNumbered(store, clock, 1);
        clock.forward(MINUTE);
        worker.wake();
        await until(() => allSent(store, 21));
        expect(subjects()).toEqual([...all, ...late].toSorted());
        await sink.close();
      }));

    test('several workers on one queue: each message arrives once', () =>
      withQueue(async ({ start, store, clock, network }) => {
        sink = await startMailSink();
        const all = await addNumbered(store, clock, 60);
        const others = await Promise.all([1, 2].map(() => place.open(network)));
        const channel = smtp(sink.port);
        const workers = [store, ...others].map(({ messages }) => start({ channel, store: messages, pullCount: 4 }));
        await until(() => allSent(store, 60));
        await Promise.all(workers.map((worker) => worker.stop()));
        expect(subjects()).toEqual(all);
        await Promise.all(others.map((other) => other.close()));
        await sink.close();
      }));
  });
});
