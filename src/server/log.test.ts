import { expect, test } from 'vitest';
import { createLog, type LogOptions } from './log.ts';

function logOf(options: Partial<LogOptions>) {
  const written: string[] = [];
  return { log: createLog({ level: 'info', format: 'json', write: (line) => written.push(line), ...options }), written };
}

const failed = () => Object.assign(new Error('No mail for jane@mail.example.'), { detail: 'Key (jane) exists.' });

test('errors are told without personal data, with their stack', () => {
  const { log, written } = logOf({});
  log.error({ err: failed(), token: 'abc' }, 'It broke.');
  const line = JSON.parse(written.join('')) as { err: { message: string; stack: string; detail: string }; token: string };
  const redacted = '[redacted, see log.leak_sensitive_values]';
  expect(line).toMatchObject({ level: 'error', msg: 'It broke.', token: redacted, err: { type: 'Error', detail: redacted } });
  expect(line.err.message).toBe(`No mail for ${redacted}.`);
  expect(line.err.stack).toMatch(/log\.test\.ts/);
  expect(written.join('')).not.toMatch(/jane|abc/);
});

test('everything is told where that is configured, and in the form that is', () => {
  const { log, written } = logOf({ leakSensitiveValues: true, format: 'text', pid: 7 });
  log.warn({ err: failed(), token: 'abc' }, 'It broke.');
  expect(written.join('')).toMatch(/^\S+Z WARN {2}It broke\. pid=7 token=abc\nError: No mail for jane@mail\.example\.\n {4}at /);
});

test('what is gathered stands before what comes later, and below the level nothing is said', () => {
  const { log, written } = logOf({ format: 'text', pid: 7 });
  log.gathered?.({ a: 1 }, 'first');
  log.debug({}, 'never');
  expect(written).toEqual([]);
  log.info({}, 'second');
  log.gathered?.({}, 'third');
  log.flush?.();
  expect(written.map((line) => line.replace(/^\S+Z /, ''))).toEqual([
    'INFO  first pid=7 a=1\n',
    'INFO  second pid=7\n',
    'INFO  third pid=7\n',
  ]);
});
