import { describe, expect, it } from 'vitest';
import { createPasswordPolicy, type PasswordPolicySettings } from './password-policy.ts';
import { RangeUnreadable } from './range-answer.ts';
import { RangeUnavailable } from './range-client.ts';

const STRICT: PasswordPolicySettings = {
  minLength: 8,
  maxLength: undefined,
  similarityCheck: true,
  maxBreaches: 0,
  ignoreNetworkErrors: true,
};
const GOOD = 'correct horse battery';
const ADA = 'ada@example.org';

/** A policy, and what it asked about leaks. */
function setUp(settings: Partial<PasswordPolicySettings> = {}, known: number | Error = 0) {
  const asked: string[] = [];
  const breaches = {
    async count(password: string) {
      asked.push(password);
      if (known instanceof Error) throw known;
      return known;
    },
  };
  return { policy: createPasswordPolicy({ settings: { ...STRICT, ...settings }, breaches }), asked };
}

describe('the password policy', () => {
  it('takes a good password, and one of digits only', async () => {
    const { policy, asked } = setUp();
    expect(await policy.check(GOOD, [ADA])).toBeUndefined();
    expect(await policy.check('8493702156', [ADA])).toBeUndefined();
    expect(asked).toEqual([GOOD, '8493702156']);
  });

  it('counts bytes', async () => {
    const { policy, asked } = setUp();
    expect(await policy.check('ab12', [ADA])).toEqual({ kind: 'too_short', min: 8, actual: 4 });
    expect(await policy.check('', [ADA])).toEqual({ kind: 'too_short', min: 8, actual: 0 });
    expect(await policy.check('äöü1', [ADA])).toEqual({ kind: 'too_short', min: 8, actual: 7 });
    expect(await policy.check('äöüß', [ADA])).toBeUndefined();
    expect(asked).toEqual(['äöüß']);
  });

  it('refuses what resembles any identifier, unless it need not look', async () => {
    const { policy, asked } = setUp();
    expect(await policy.check('Ada@Example.org', [ADA])).toEqual({ kind: 'too_similar' });
    expect(asked).toEqual([]);
    expect(await policy.check('Ada@Example.org', ['+491701234567', ADA])).toEqual({ kind: 'too_similar' });
    expect(await policy.check('Ada@Example.org', [''])).toBeUndefined();
    expect(await policy.check('Ada@Example.org', [])).toBeUndefined();
    expect(await setUp({ similarityCheck: false }).policy.check(ADA, [ADA])).toBeUndefined();
  });

  it('refuses what is in more leaks than allowed', async () => {
    expect(await setUp({}, 1).policy.check(GOOD, [ADA])).toEqual({ kind: 'breached', breaches: 1 });
    expect(await setUp({}, 1).policy.check(GOOD, [])).toEqual({ kind: 'breached', breaches: 1 });
    expect(await setUp({ maxBreaches: 5 }, 5).policy.check(GOOD, [ADA])).toBeUndefined();
    expect(await setUp({ maxBreaches: 5 }, 6).policy.check(GOOD, [ADA])).toEqual({ kind: 'breached', breaches: 6 });
  });

  it('looks at one identifier after the other: leaks come after the first of them', async () => {
    const { policy, asked } = setUp({}, 1);
    expect(await policy.check(ADA, ['+491701234567', ADA])).toEqual({ kind: 'breached', breaches: 1 });
    expect(asked).toEqual([ADA]);
  });

  it('asks about leaks once, however many identifiers there are', async () => {
    const { policy, asked } = setUp();
    await policy.check(GOOD, [ADA, '+491701234567', 'ada']);
    expect(asked).toEqual([GOOD]);
  });

  it('refuses what cannot be hashed last of all', async () => {
    const long = `${GOOD} `.repeat(4);
    expect(await setUp({ maxLength: 72 }).policy.check(long, [ADA])).toEqual({ kind: 'too_long', max: 72, actual: 88 });
    expect(await setUp({ maxLength: 72 }, 3).policy.check(long, [ADA])).toEqual({ kind: 'breached', breaches: 3 });
    expect(await setUp({ maxLength: 88 }).policy.check(long, [ADA])).toBeUndefined();
    expect(await setUp().policy.check('x'.repeat(10_240), [ADA])).toBeUndefined();
  });

  it('takes a password when leaks cannot be looked up, or does not, as configured', async () => {
    const down = new RangeUnavailable('ranges.example: fetch failed');
    expect(await setUp({}, down).policy.check(GOOD, [ADA])).toBeUndefined();
    const refused = setUp({ ignoreNetworkErrors: false }, down).policy.check(GOOD, [ADA]);
    await expect(refused).rejects.toMatchObject({ code: 'breaches_unavailable', status: 502, cause: down });
    // What does not need the leaks is still told.
    expect(await setUp({ ignoreNetworkErrors: false }, down).policy.check('short', [ADA])).toMatchObject({ kind: 'too_short' });
  });

  it('takes no password when the answer about leaks makes no sense', async () => {
    for (const ignoreNetworkErrors of [true, false]) {
      const { policy } = setUp({ ignoreNetworkErrors }, new RangeUnreadable('no number'));
      await expect(policy.check(GOOD, [ADA])).rejects.toMatchObject({ code: 'breaches_unavailable', status: 502 });
    }
  });

  it('does not hide a fault of its own', async () => {
    await expect(setUp({}, new TypeError('bug')).policy.check(GOOD, [ADA])).rejects.toThrow(TypeError);
  });

  it('asks nobody when leaks do not matter', async () => {
    const policy = createPasswordPolicy({ settings: STRICT, breaches: undefined });
    expect(await policy.check('password', [ADA])).toBeUndefined();
  });
});
