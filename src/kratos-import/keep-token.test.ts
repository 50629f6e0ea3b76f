import { describe, expect, test } from 'vitest';
import { type CipherAlgorithm, createCipher } from '../cipher/create-cipher.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createTokenKeeper } from './keep-token.ts';

const random = createSystemRandom();
const SECRETS = ['a-cipher-secret-of-32-characters', 'the-older-secret-of-32-character'];
const of = (algorithm: CipherAlgorithm, secrets = SECRETS) => createCipher({ algorithm, secrets, random });

function keeperOf(algorithm: CipherAlgorithm) {
  const ciphers = { aes: of('aes'), 'xchacha20-poly1305': of('xchacha20-poly1305'), noop: of('noop') };
  const configured = ciphers[algorithm];
  const sealing = [ciphers.aes, ciphers['xchacha20-poly1305']];
  return { keep: createTokenKeeper({ configured, sealing, open: ciphers.noop }), configured };
}

const ALGORITHMS: readonly CipherAlgorithm[] = ['aes', 'xchacha20-poly1305', 'noop'];

describe.each(ALGORITHMS)('tokens of identity providers with the cipher %s', (algorithm) => {
  const { keep, configured } = keeperOf(algorithm);

  test.each(ALGORITHMS)('that %s made can be read afterwards', (maker) => {
    const stored = of(maker).encrypt('ya29.token');
    const kept = keep(stored);
    expect(kept.how).toBe(maker === algorithm ? 'as it was' : 'sealed anew');
    expect(configured.decrypt(kept.stored)).toBe('ya29.token');
    if (maker === algorithm) expect(kept.stored).toBe(stored);
  });

  test('of an older secret are read, of a lost one kept as they are', () => {
    const older = of('aes', [SECRETS[1] ?? '']).encrypt('old');
    expect(configured.decrypt(keep(older).stored)).toBe('old');
    const lost = of('aes', ['a-lost-cipher-secret-of-32-chars']).encrypt('gone');
    expect(keep(lost)).toEqual({ stored: lost, how: 'unreadable' });
    expect(keep('no hexadecimal')).toEqual({ stored: 'no hexadecimal', how: 'unreadable' });
    expect(keep('')).toEqual({ stored: '', how: 'as it was' });
  });
});
