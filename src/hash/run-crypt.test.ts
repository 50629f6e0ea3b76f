import { describe, expect, it } from 'vitest';
import type { CryptAlgorithm } from './crypt-base64.ts';
import { type CryptJob, finishCrypt } from './crypt-job.ts';
import { cryptSteps } from './crypt-steps.ts';
import { cryptMemory, runCrypt } from './run-crypt.ts';
import { verifyPassword } from './testing/verify-password.ts';

const job = (algorithm: CryptAlgorithm, password: string, salt: string, rounds: number): CryptJob => ({
  algorithm,
  password: Buffer.from(password),
  salt: Buffer.from(salt),
  rounds,
});

describe('crypt(3)', () => {
  // Made with `openssl passwd -1`, `-5` and `-6`.
  it.each([
    ['md5', 'x', 'ab', 1000, 'e2KlfqG5YBMTjSz7XF.Eu1'],
    ['sha256', 'Hello world!', 'saltstring', 5000, '5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
    [
      'sha512',
      'Hello world!',
      'saltstring',
      10_000,
      'buk9gc9MDdd3Z11.ZzxK8sKnFNbxNdTnCf.XHjjiTHcgFuFgkKvBQPLIaUn4Ixl3TLN8ZgCk52MPgbWjATwhH0',
    ],
  ] as const)('of %s', async (algorithm, password, salt, rounds, digest) => {
    expect(await runCrypt(job(algorithm, password, salt, rounds))).toBe(digest);
  });

  it('pauses, so that few rounds never hold up the event loop for long', () => {
    const steps = cryptSteps(job('sha512', 'password', 'salt', 5000));
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).toBe(20);
  });

  it('moves many rounds to a thread, with the same result', async () => {
    const long = job('sha256', 'pässword', 'salt', 5001);
    expect(await runCrypt(long)).toBe(finishCrypt(cryptSteps(long)));
    expect(cryptMemory(5001)).toBeGreaterThan(cryptMemory(5000));
  });

  it('rejects when the thread fails, and does not hang', async () => {
    const broken = { ...job('sha256', 'x', 'y', 6000), algorithm: 'sha3-nothing' as CryptAlgorithm };
    await expect(runCrypt(broken)).rejects.toThrow();
  });

  it('takes 8 bytes of salt for MD5 and 16 for SHA', async () => {
    const md5 = await runCrypt(job('md5', 'x', '12345678', 1000));
    expect(await verifyPassword(`$md5-crypt$12345678more$${md5}`, 'x')).toBe(true);
    const sha = await runCrypt(job('sha256', 'x', '1234567890123456', 5000));
    expect(await verifyPassword(`$sha256-crypt$1234567890123456more$${sha}`, 'x')).toBe(true);
  });

  it('does not work on passwords of more than 512 bytes', async () => {
    for (const [length, matches] of [
      [512, true],
      [513, false],
    ] as const) {
      const password = 'a'.repeat(length);
      const digest = finishCrypt(cryptSteps(job('sha256', password, 'salt', 5000)));
      expect(await verifyPassword(`$sha256-crypt$salt$${digest}`, password)).toBe(matches);
    }
  });

  it('does not believe fewer than 1000 rounds', async () => {
    const digest = finishCrypt(cryptSteps(job('sha256', 'x', 'salt', 999)));
    expect(await verifyPassword(`$sha256-crypt$rounds=999$salt$${digest}`, 'x')).toBe(false);
  });
});
