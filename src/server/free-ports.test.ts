import { expect, test } from 'vitest';
import { onFreePorts } from './free-ports.ts';

const taken = () => Object.assign(new Error('taken'), { code: 'EADDRINUSE' });

test('tells both listeners a port and a base URL of their own', async () => {
  const flags = await onFreePorts(async (given) => given);
  const [open, admin] = [flags['serve.public.port'], flags['serve.admin.port']];
  expect(open).not.toBe(admin);
  expect(flags).toEqual({
    'serve.public.host': '127.0.0.1',
    'serve.public.port': open,
    'serve.public.base_url': `http://127.0.0.1:${open}/`,
    'serve.admin.host': '127.0.0.1',
    'serve.admin.port': admin,
    'serve.admin.base_url': `http://127.0.0.1:${admin}/`,
  });
});

test('takes others when somebody was faster, five times in all', async () => {
  let attempts = 0;
  const startedAt = (which: number) => () => (++attempts < which ? Promise.reject(taken()) : Promise.resolve('started'));
  expect(await onFreePorts(startedAt(5))).toBe('started');
  attempts = 0;
  await expect(onFreePorts(startedAt(6))).rejects.toThrow('taken');
  expect(attempts).toBe(5);
});

test('does not try again what fails for another reason', async () => {
  let attempts = 0;
  const failing = onFreePorts(async () => {
    attempts++;
    throw new Error('no schema');
  });
  await expect(failing).rejects.toThrow('no schema');
  expect(attempts).toBe(1);
});
