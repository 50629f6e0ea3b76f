import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf } from '../../src/json/json-text.ts';
import { now, timestampOf } from '../../src/lib/clock.ts';
import type { NewMessage } from '../../src/store/message-store.ts';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { clock, random } from '../storage/databases.ts';
import { aMessage } from '../storage/samples.ts';
import type { AdminClient } from './admin-client.ts';
import { nextPageToken } from './next-page-token.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

const HOUR = 3_600_000_000;
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe.each(EMPTY_DATABASES)('messages on %s', (_, make) => {
  let running: Running;

  beforeAll(async () => {
    running = await startOn(make);
  });
  afterAll(() => running.close());

  /** Messages that no worker is to take yet, the first the newest. */
  async function messagesTo(recipient: string, count: number): Promise<NewMessage[]> {
    const newest = clock.micros() + HOUR;
    const messages = Array.from({ length: count }, (_n, index) =>
      aMessage({ recipient, createdAt: timestampOf(newest - index * 1000) }),
    );
    for (const message of messages) await running.store.messages.add(message);
    return messages;
  }

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let client: AdminClient;

    beforeAll(() => {
      client = makeClient({ url: running.zelos.adminUrl });
    });

    test('listCourierMessages: newest first, page by page, by recipient and status', async () => {
      const recipient = newEmail();
      const messages = await messagesTo(recipient, 5);
      const seen: string[] = [];
      for (let pageToken: string | undefined; ; ) {
        const page = await client.call('listCourierMessages', {
          recipient,
          status: 'queued',
          pageSize: 2,
          ...(pageToken !== undefined && { pageToken }),
        });
        seen.push(...idsOf(page.data));
        pageToken = nextPageToken(page.header('link'));
        if (pageToken === undefined) break;
      }
      expect(seen).toEqual(idsOf(messages));
      expect((await client.call('listCourierMessages', { recipient, status: 'sent' })).data).toEqual([]);
      expect((await client.call('listCourierMessages', { recipient: newEmail() })).data).toEqual([]);
    });

    test('getCourierMessage tells the attempts', async () => {
      const message = aMessage({ via: 'sms', recipient: '+4915112345678', createdAt: now(clock) });
      // Taken at once by this test, so that the worker of the server does not have it.
      const claim = {
        claimId: random.uuid(),
        at: timestampOf(clock.micros() + HOUR),
        leaseUntil: timestampOf(clock.micros() + 2 * HOUR),
        limit: 1,
        via: ['sms'],
      } as const;
      await running.store.messages.add({ ...message, createdAt: claim.at });
      expect(idsOf(await running.store.messages.claim(claim))).toEqual([message.id]);
      const error = { code: 500, status: 'Internal Server Error', message: 'away' };
      await running.store.messages.settle({
        messageId: message.id,
        claimId: claim.claimId,
        at: claim.at,
        outcome: { status: 'abandoned' },
        dispatch: { id: random.uuid(), status: 'failed', error: jsonOf(error) },
      });
      const { data } = await client.call('getCourierMessage', { id: message.id });
      expect(data).toMatchObject({
        id: message.id,
        status: 'abandoned',
        type: 'sms',
        channel: 'sms',
        recipient: '+4915112345678',
        template_type: 'verification_code_valid',
        send_count: 1,
        dispatches: [{ message_id: message.id, status: 'failed', error }],
      });
      expect((await client.failure(client.call('getCourierMessage', { id: random.uuid() }))).status).toBe(404);
    });
  });
});
