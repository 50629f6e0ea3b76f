import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, NULL } from '../../src/json/json-text.ts';
import { type Timestamp, timestampOf } from '../../src/lib/clock.ts';
import type { Claim, MessageRow, NewMessage, Settlement } from '../../src/store/message-store.ts';
import type { Store } from '../../src/store/store.ts';
import { DIALECTS, type Place, random } from './databases.ts';
import { aMessage } from './samples.ts';

const at = (second: number): Timestamp => timestampOf(1_750_000_000_000_000 + second * 1_000_000);
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const queued = (message: NewMessage): MessageRow => ({
  ...message,
  status: 'queued',
  sendCount: 0,
  updatedAt: message.createdAt,
});
const claimAt = (second: number, changes: Partial<Claim> = {}): Claim => ({
  claimId: random.uuid(),
  at: at(second),
  leaseUntil: at(second + 60),
  limit: 10,
  via: ['email', 'sms'],
  ...changes,
});

describe.each(DIALECTS)('messages on %s', (_, make) => {
  let place: Place;
  let store: Store;
  let network: string;

  beforeAll(async () => {
    place = await make();
  });
  afterAll(() => place.remove());

  /** A network of its own for each test. */
  async function withStore(work: () => Promise<void>) {
    network = random.uuid();
    store = await place.open(network);
    try {
      await work();
    } finally {
      await store.close();
    }
  }
  /** Queues messages, one for each second. */
  async function add(...seconds: number[]): Promise<NewMessage[]> {
    const messages = seconds.map((second) => aMessage({ createdAt: at(second) }));
    for (const message of messages) await store.messages.add(message);
    return messages;
  }
  const one = async (): Promise<NewMessage> => {
    const [message] = await add(0);
    if (!message) throw new Error('no message was made');
    return message;
  };
  const settle = (messageId: string, { claimId }: Claim, more: Partial<Settlement> = {}) =>
    store.messages.settle({ messageId, claimId, at: at(30), outcome: { status: 'sent' }, ...more });

  test('what was queued is read back in every column', () =>
    withStore(async () => {
      const mail = aMessage();
      const text = aMessage({ via: 'sms', recipient: '+4915112345678', subject: '', requestHeaders: NULL });
      await store.messages.add(mail);
      await store.messages.add(text);
      expect(await store.messages.get(mail.id)).toEqual(queued(mail));
      expect(await store.messages.get(text.id)).toEqual(queued(text));
      expect(await store.messages.get(random.uuid())).toBeUndefined();
      expect(await store.messages.dispatchesOf(mail.id)).toEqual([]);
    }));

  test('a text that no database can hold is refused', () =>
    withStore(async () => {
      await expect(store.messages.add(aMessage({ body: 'a\0b' }))).rejects.toMatchObject({ code: 'text_unstorable' });
    }));

  test('claims take what waits longest, once, up to their limit', () =>
    withStore(async () => {
      const [third, first, second] = await add(3, 1, 2);
      const claim = claimAt(10, { limit: 2 });
      const taken = await store.messages.claim(claim);
      expect(taken).toEqual(
        [first, second].map((message) => ({ ...message, status: 'processing', sendCount: 1, updatedAt: claim.at })),
      );
      expect(idsOf(await store.messages.claim(claimAt(10)))).toEqual([third?.id]);
      expect(await store.messages.claim(claimAt(10))).toEqual([]);
      expect(await store.messages.countWaiting()).toBe(3);
    }));

  test('only messages of the ways that the worker serves', () =>
    withStore(async () => {
      const mail = await one();
      expect(await store.messages.claim(claimAt(1, { via: ['sms'] }))).toEqual([]);
      expect(await store.messages.claim(claimAt(1, { via: [] }))).toEqual([]);
      expect(idsOf(await store.messages.claim(claimAt(1, { via: ['email'] })))).toEqual([mail.id]);
    }));

  test('sent: no longer waits, and the attempt is kept', () =>
    withStore(async () => {
      const { id } = await one();
      const claim = claimAt(1);
      await store.messages.claim(claim);
      const dispatch = { id: random.uuid(), status: 'success', error: null } as const;
      expect(await settle(id, claim, { dispatch })).toBe(true);
      expect(await store.messages.get(id)).toMatchObject({ status: 'sent', sendCount: 1, updatedAt: at(30) });
      expect(await store.messages.dispatchesOf(id)).toEqual([{ ...dispatch, messageId: id, createdAt: at(30) }]);
      expect(await store.messages.countWaiting()).toBe(0);
      expect(await store.messages.claim(claimAt(1_000_000))).toEqual([]);
      expect(await settle(id, claim)).toBe(false);
    }));

  test('failed: waits until its time has come, then counts on; given up: never again', () =>
    withStore(async () => {
      const { id } = await one();
      const error = jsonOf({ code: 500, status: 'Internal Server Error', message: 'away' });
      const first = claimAt(1);
      await store.messages.claim(first);
      const failed = { id: random.uuid(), status: 'failed', error } as const;
      await settle(id, first, { at: at(2), outcome: { status: 'queued', nextTryAt: at(20) }, dispatch: failed });
      expect(await store.messages.get(id)).toMatchObject({ status: 'queued', sendCount: 1 });
      expect(await store.messages.claim(claimAt(19))).toEqual([]);
      const second = claimAt(20);
      expect(await store.messages.claim(second)).toMatchObject([{ id, sendCount: 2, status: 'processing' }]);
      const last = { ...failed, id: random.uuid() };
      expect(await settle(id, second, { at: at(21), outcome: { status: 'abandoned' }, dispatch: last })).toBe(true);
      expect(await store.messages.get(id)).toMatchObject({ status: 'abandoned', sendCount: 2 });
      expect((await store.messages.dispatchesOf(id)).map((dispatch) => dispatch.id)).toEqual([last.id, failed.id]);
      expect(await store.messages.claim(claimAt(1_000_000))).toEqual([]);
    }));

  test('a lease that is over: the message goes to the next worker, and the first one has no say any more', () =>
    withStore(async () => {
      const { id } = await one();
      const lost = claimAt(0, { leaseUntil: at(60) });
      await store.messages.claim(lost);
      expect(await store.messages.claim(claimAt(59))).toEqual([]);
      const next = claimAt(60);
      expect(await store.messages.claim(next)).toMatchObject([{ id, sendCount: 2 }]);
      const dispatch = { id: random.uuid(), status: 'success', error: null } as const;
      expect(await settle(id, lost, { dispatch })).toBe(false);
      expect(await store.messages.get(id)).toMatchObject({ status: 'processing', updatedAt: at(60) });
      expect(await store.messages.dispatchesOf(id)).toEqual([]);
      expect(await settle(id, next, { dispatch })).toBe(true);
    }));

  test('many workers at once: each message goes to one of them', () =>
    withStore(async () => {
      const messages = await add(...Array.from({ length: 60 }, (_n, second) => second));
      const workers = await Promise.all(Array.from({ length: 4 }, () => place.open(network)));
      const taken = await Promise.all(
        workers.map(async ({ messages: queue }) => {
          const own: string[] = [];
          for (let idle = 0; idle < 2; ) {
            const ids = idsOf(await queue.claim(claimAt(100, { limit: 3 })));
            idle = ids.length > 0 ? 0 : idle + 1;
            own.push(...ids);
          }
          return own;
        }),
      );
      await Promise.all(workers.map((worker) => worker.close()));
      // A worker may see nothing while others hold the last rows: what all of them took is what counts.
      expect(taken.flat().toSorted()).toEqual(idsOf(messages).toSorted());
    }));

  test('lists run from the newest to the oldest, then by id, page by page, with filters', () =>
    withStore(async () => {
      const messages = [1, 3, 2, 2, 2, 0].map((second, index) =>
        aMessage({ createdAt: at(second), recipient: index % 2 === 0 ? 'even@example.org' : 'odd@example.org' }),
      );
      for (const message of messages) await store.messages.add(message);
      const claim = claimAt(1, { limit: 2 });
      const sent = await store.messages.claim(claim);
      for (const { id } of sent) await settle(id, claim);
      const wanted = (some: readonly NewMessage[]) =>
        idsOf(
          some.toSorted((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1)),
        );
      async function pages(filter: { readonly status?: 'sent' | 'queued'; readonly recipient?: string }) {
        const ids: string[] = [];
        for (let after: MessageRow | undefined; ; ) {
          const page = await store.messages.list({ ...filter, limit: 2, ...(after && { after }) });
          ids.push(...idsOf(page));
          after = page.at(-1);
          if (!after) return ids;
        }
      }
      const isSent = ({ id }: NewMessage) => idsOf(sent).includes(id);
      expect(await pages({})).toEqual(wanted(messages));
      expect(await pages({ status: 'sent' })).toEqual(wanted(messages.filter(isSent)));
      const even = messages.filter(({ recipient }) => recipient === 'even@example.org');
      expect(await pages({ recipient: 'even@example.org' })).toEqual(wanted(even));
      const waiting = even.filter((message) => !isSent(message));
      expect(await pages({ recipient: 'even@example.org', status: 'queued' })).toEqual(wanted(waiting));
      expect(await pages({ recipient: 'nobody@example.org' })).toEqual([]);
    }));

  test('networks do not see each other', () =>
    withStore(async () => {
      const { id } = await one();
      const other = await place.open(random.uuid());
      expect(await other.messages.get(id)).toBeUndefined();
      expect(await other.messages.list({ limit: 10 })).toEqual([]);
      expect(await other.messages.claim(claimAt(10))).toEqual([]);
      expect(await other.messages.countWaiting()).toBe(0);
      await other.close();
    }));
});
