import { jsonOf } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { MessageRow } from '../../store/message-store.ts';

const AT = '2025-01-01T00:00:00.000000Z' as Timestamp;

/** A message that is being delivered. */
export const messageRow = (changes: Partial<MessageRow> = {}): MessageRow => ({
  id: '11111111-2222-4333-8444-555555555555',
  via: 'email',
  recipient: 'ada@example.org',
  subject: 'Use code 123456',
  body: 'Your code is 123456.\n',
  templateType: 'recovery_code_valid',
  templateData: jsonOf({ to: 'ada@example.org', recovery_code: '123456' }),
  requestHeaders: jsonOf({ 'User-Agent': ['curl/8'] }),
  status: 'processing',
  sendCount: 1,
  createdAt: AT,
  updatedAt: AT,
  ...changes,
});

/** A log that keeps its lines: level, message, details. */
export function memoryLog() {
  const lines: [level: string, message: string, details: object][] = [];
  const at = (level: string) => (details: object, message: string) => {
    lines.push([level, message, details]);
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
