import { expect, test } from 'vitest';
import type { Channel } from './channel.ts';
import { type ChannelParts, chooseChannels } from './choose-channel.ts';
import { createLogChannel } from './log-channel.ts';
import { memoryLog, messageRow } from './testing/message-row.ts';

const channel = (): Channel => ({ deliver: async () => {} });
const parts = { smtp: channel(), http: channel(), sms: channel(), print: channel() };
const choose = (changes: Partial<ChannelParts>) => chooseChannels({ deliveryStrategy: 'smtp', ...parts, ...changes });
const refusal = (one: Channel) =>
  one.deliver(messageRow(), AbortSignal.timeout(1000)).then(
    () => 'delivered',
    (error: Error) => error.message,
  );

test.each([
  [{}, 'smtp', parts.smtp],
  [{ deliveryStrategy: 'http' }, 'http', parts.http],
  [{ smtp: undefined }, 'printed', parts.print],
] as const)('e-mail with %j leaves by %s', (changes, mail, wanted) => {
  const choice = choose(changes);
  expect([choice.mail, choice.via]).toEqual([mail, ['email', 'sms']]);
  expect(choice.channelFor('email')).toBe(wanted);
});

test('e-mail without a mail server and nowhere to print stays in the queue', async () => {
  const choice = choose({ smtp: undefined, print: undefined });
  expect([choice.mail, choice.via]).toEqual(['kept', ['sms']]);
  expect(await refusal(choice.channelFor('email'))).toContain('courier.smtp.connection_uri is not set');
});

test('text messages: the channel, else they are printed, else they fail', async () => {
  expect(choose({}).channelFor('sms')).toBe(parts.sms);
  expect(choose({ sms: undefined }).channelFor('sms')).toBe(parts.print);
  const none = choose({ sms: undefined, print: undefined }).channelFor('sms');
  expect(await refusal(none)).toBe('no courier channels configured for: sms');
});

test('a printed message can be read, and cannot take over the terminal', async () => {
  const log = memoryLog();
  const print = createLogChannel(log);
  await print.deliver(messageRow({ body: 'Your code:\n\n123456\u001b[2J\r\n' }), AbortSignal.timeout(1000));
  await print.deliver(messageRow({ via: 'sms', recipient: '+49', subject: '', body: '1' }), AbortSignal.timeout(1000));
  expect(log.lines.map(([level, message]) => [level, message])).toEqual([
    ['info', 'message for ada@example.org:\n  Use code 123456\n\n  Your code:\n  \n  123456[2J\n'],
    ['info', 'message for +49:\n  1\n'],
  ]);
});
