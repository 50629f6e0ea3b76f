import { expect, test } from 'vitest';
import { urlName } from './url-name.ts';

test.each([
  ['https://user:geheim@host.example:8443/a/b?token=geheim#geheim', 'https://host.example:8443/a/b'],
  ['http://host.example', 'http://host.example/'],
  ['file:///etc/zelos/a?b#c', 'file:///etc/zelos/a?b#c'],
  ['file://a.json', 'file://a.json'],
  ['base64://Z2VoZWlt', 'base64://…'],
  ['ftp://user:geheim@host.example/a', 'ftp://host.example/a'],
  ['https://user:geheim@', 'the URL'],
])('%s is called %s', (url, name) => {
  expect(urlName(url)).toBe(name);
});
