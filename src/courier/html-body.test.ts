import { expect, test } from 'vitest';
import { createHtmlBody } from './html-body.ts';
import type { Templates } from './templates.ts';
import { memoryLog, messageRow } from './testing/message-row.ts';

function setUp(render: Templates['render'], timeoutMs?: number) {
  const log = memoryLog();
  return { log, html: createHtmlBody({ templates: { render }, log, ...(timeoutMs !== undefined && { timeoutMs }) }) };
}

test('the HTML of an e-mail; text messages have none, nor has a template without text', async () => {
  const { html } = setUp(async (type, part) => `${type} ${part}`);
  expect(await html(messageRow())).toBe('recovery_code_valid html');
  expect(await html(messageRow({ via: 'sms' }))).toBeUndefined();
  expect(await setUp(async () => '').html(messageRow())).toBeUndefined();
});

test.each([
  ['fails', () => Promise.reject(new Error('no such file')), 'no such file'],
  ['never comes', () => new Promise<string>(() => {}), 'timeout'],
])('a template that %s leaves the text alone, and a line in the log', async (_, render, problem) => {
  const { html, log } = setUp(render, 20);
  expect(await html(messageRow())).toBeUndefined();
  expect(log.lines).toMatchObject([['error', 'The HTML of an e-mail could not be rendered.', { message_id: messageRow().id }]]);
  expect(String((log.lines[0]?.[2] as { err?: unknown } | undefined)?.err)).toContain(problem);
});
