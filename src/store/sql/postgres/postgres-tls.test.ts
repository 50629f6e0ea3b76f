import { expect, test } from 'vitest';
import { postgresTls, type TlsMode } from './postgres-tls.ts';

test.each<[TlsMode, object | undefined, object | undefined]>([
  ['disable', undefined, undefined],
  ['allow', { required: false, verify: 'nothing' }, { required: false, verify: 'nothing' }],
  ['prefer', { required: false, verify: 'nothing' }, { required: false, verify: 'nothing' }],
  ['require', { required: true, verify: 'nothing' }, { required: true, verify: 'authority' }],
  ['verify-ca', { required: true, verify: 'authority' }, { required: true, verify: 'authority' }],
  ['verify-full', { required: true, verify: 'name' }, { required: true, verify: 'name' }],
])('%s, without and with an authority', (mode, without, withOne) => {
  const own = { certificate: 'mine', key: 'my key' };
  expect(postgresTls(mode, own)).toEqual(without && { ...own, ...without });
  expect(postgresTls(mode, { authorities: 'somebody' })).toEqual(withOne && { authorities: 'somebody', ...withOne });
});
