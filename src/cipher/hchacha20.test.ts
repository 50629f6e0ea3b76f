import { expect, test } from 'vitest';
import { hchacha20 } from './hchacha20.ts';

test('derives the key of the example in draft-irtf-cfrg-xchacha-03, 2.2.1', () => {
  const key = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
  const nonce = Buffer.from('000000090000004a0000000031415927', 'hex');
  expect(hchacha20(key, nonce).toString('hex')).toBe('82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc');
});

test('refuses keys and nonces of another length', () => {
  expect(() => hchacha20(Buffer.alloc(31), Buffer.alloc(16))).toThrow(TypeError);
  expect(() => hchacha20(Buffer.alloc(32), Buffer.alloc(24))).toThrow(TypeError);
});
