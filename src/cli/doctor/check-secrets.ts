import type { Config } from '../../config/config.ts';
import { type Finding, findingsOf } from './finding.ts';

/** Words of examples, which everybody knows. */
const EXAMPLE =
  /change[-_ ]?(me|this|it)|please|insecure|not[-_ ]secure|example|default|secret[-_ ]?(key|value)?\d*$|password|1234567|abcdef/i;
/** A random text of 32 letters and digits has some twenty different ones, one in hexadecimal some fourteen. */
const LEAST_VARIETY = 8;
const ENOUGH = 32;

const { ok, warn, fail } = findingsOf('secrets');

/** What is wrong with a secret; undefined when nothing is. It is never shown. */
function problemOf(key: string, secret: string): Finding | undefined {
  const advice = `Make one with \`openssl rand -hex 16\`, put it first in ${key.replace(/\.\d+$/, '')}, and keep the old one behind it until nobody uses it.`;
  if (EXAMPLE.test(secret)) return fail(`${key} looks like an example: whoever knows it can sign in as anybody`, advice);
  if (new Set(secret).size < LEAST_VARIETY) return fail(`${key} has less than ${LEAST_VARIETY} different characters`, advice);
  if (secret.length < ENOUGH)
    return warn(`${key} has ${secret.length} characters; ${ENOUGH} are out of reach for guessing`, advice);
  return undefined;
}

/** Secrets that can be guessed, and stored tokens that nobody encrypts. */
export function checkSecrets({ secrets, ciphers }: Pick<Config, 'secrets' | 'ciphers'>): readonly Finding[] {
  const problems = new Map<string, Finding>();
  for (const name of ['default', 'cookie', 'pagination', 'cipher'] as const) {
    for (const [index, secret] of secrets[name].entries()) {
      // `secrets.default` stands in for lists that are not set: it is told of once.
      if (problems.has(secret)) continue;
      const problem = problemOf(`secrets.${name}.${index}`, secret);
      if (problem) problems.set(secret, problem);
    }
  }
  const plain =
    ciphers.algorithm === 'noop'
      ? [
          warn(
            'ciphers.algorithm is noop: tokens of social sign-in are stored readable',
            'Set ciphers.algorithm to xchacha20-poly1305, and secrets.cipher.',
          ),
        ]
      : [];
  return [...(problems.size === 0 ? [ok('none looks like an example or can be guessed')] : problems.values()), ...plain];
}
