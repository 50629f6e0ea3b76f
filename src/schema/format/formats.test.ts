import { describe, expect, it } from 'vitest';
import { Run } from '../run.ts';
import { formatNamed } from './formats.ts';

const verdict = (name: string, text: string) => formatNamed(name)?.accepts(text, new Run());

const CASES: Readonly<Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
  'date-time': {
    good: ['2024-02-29T23:59:59Z', '2023-01-01T00:00:00.123456+05:30'],
    bad: [
      '2023-02-29T00:00:00Z',
      '2023-01-01T23:59:60Z',
      '2023-01-01t00:00:00z',
      '2023-01-01 00:00:00Z',
      '2023-01-01T24:00:00Z',
      '2023-01-01T00:00:00',
    ],
  },
  date: { good: ['2000-02-29', '2023-12-31'], bad: ['1900-02-29', '2023-13-01', '2023-04-31', '2023-1-1', '2023-01-00'] },
  time: { good: ['00:00:00Z', '23:59:59.5-08:00'], bad: ['24:00:00Z', '12:00:00', '12:00Z'] },
  hostname: {
    good: ['example.com', 'a', `${'a'.repeat(63)}.b`],
    bad: ['', '-a', 'a-', 'a..b', `${'a'.repeat(64)}`, 'ä.com', 'a_b'],
  },
  email: {
    good: ['a@b.co', 'zoë@example.com', '"a b"@example.com', `${'a'.repeat(64)}@example.com`, 'a+b@EXAMPLE.com', 'a@localhost'],
    bad: [
      '',
      'a',
      'a@',
      '@b',
      'a@b@c',
      'a@-b.com',
      'a@b..c',
      'a b@c.de',
      'A <a@b.co>',
      `${'ä'.repeat(33)}@example.com`,
      'a@[127.0.0.1]',
      `a@${'b.'.repeat(130)}c`,
    ],
  },
  email_loose: { good: ['.a..b.@exämple.com', 'a@b'], bad: ['a@b@c', '@b', 'a@', 'ä@b.co', 'a b@c.de', `a@${'b'.repeat(320)}`] },
  tel: { good: ['+49 176 671 11 638'], bad: ['0176 671 11 638', '+1', 'x'] },
  ipv4: { good: ['127.0.0.1'], bad: ['256.0.0.1', '1.2.3', '::1'] },
  ipv6: { good: ['::1', '2001:db8::8:800:200c:417a'], bad: ['127.0.0.1', 'fe80::1%eth0', ':::'] },
  uri: {
    good: ['https://example.com/a?b#c', 'urn:isbn:1', 'mailto:a@b.co', 'http://[::1]:80/', 'https://exämple.com/ü'],
    bad: ['', '/a', 'example.com', 'http://a b/', 'http://a:x/', 'https://a/%zz', ':a'],
  },
  'uri-reference': { good: ['', '/a', '../a?b', '#c', 'https://a', './a:b'], bad: ['a\\b', '%', '1a:b'] },
  'uri-template': { good: ['https://a/{b}{?c,d}', ''], bad: ['{', 'a}', '{a{b}}', '{}', '{a b}'] },
  regex: { good: ['^a+$', '\\pL'], bad: ['(', '(?=a)', '\\1'] },
  'json-pointer': { good: ['', '/a~0~1/b', '/'], bad: ['a', '/~', '/~2'] },
  'relative-json-pointer': { good: ['0', '1/a', '2#'], bad: ['', '/a', '01', '-1'] },
  'no-validate': { good: ['', 'anything'], bad: [] },
};

describe('formats', () => {
  const cases = Object.entries(CASES).flatMap(([name, { good, bad }]) => [
    ...good.map((text) => [name, text, true] as const),
    ...bad.map((text) => [name, text, false] as const),
  ]);
  it.each(cases)('%s of %j is %s', (name, text, expected) => {
    expect(verdict(name, text)).toBe(expected);
  });

  it('do not look at texts of a megabyte', () => {
    expect(verdict('uri', `https://a/${'b'.repeat(1_000_000)}`)).toBe(false);
  });

  it('are unknown by other names', () => {
    expect(formatNamed('phone')).toBeUndefined();
  });
});
