import { expect, test } from 'vitest';
import { parseMailServer } from './mail-server.ts';

const PLAIN = { secure: false, requireTls: true, verifyCertificate: true };

test.each([
  ['smtp://mail.example.org', { ...PLAIN, host: 'mail.example.org', port: 587, serverName: 'mail.example.org' }],
  ['smtps://mail.example.org/', { ...PLAIN, host: 'mail.example.org', port: 465, secure: true, requireTls: false }],
  ['smtp://u%40x:p%3A%2F%20w@h:25/', { port: 25, credentials: { user: 'u@x', password: 'p:/ w' } }],
  ['smtp://[::1]:2525/?disable_starttls=true', { host: '::1', port: 2525, requireTls: false }],
  ['smtp://h/?disable_starttls=yes&skip_ssl_verify=1', { requireTls: true, verifyCertificate: false }],
  ['smtps://h:1/?server_name=mx.example.org', { host: 'h', serverName: 'mx.example.org' }],
])('%s', (uri, wanted) => {
  expect(parseMailServer(uri)).toMatchObject(wanted);
});

test.each(['', 'mail.example.org', 'smtp://', 'http://h/', 'smtp://h:port/', 'smtp://u:%zz@h'])('%j is none', (uri) => {
  expect(parseMailServer(uri)).toBeUndefined();
});
