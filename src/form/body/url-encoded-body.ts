import { isUtf8 } from 'node:buffer';
import { FormProblem } from './form-problem.ts';

const BAD_ESCAPE = /%(?![\da-f]{2})/i;

function unescaped(text: string): string {
  // Several times as fast as `replaceAll` on a body that is nothing but these.
  const spaced = text.includes('+') ? text.split('+').join(' ') : text;
  if (!spaced.includes('%')) return spaced;
  const bad = BAD_ESCAPE.exec(spaced);
  if (bad) throw new FormProblem('escape', `invalid URL escape ${JSON.stringify(spaced.slice(bad.index, bad.index + 3))}`);
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new FormProblem('encoding', 'the fields are not valid UTF-8');
  }
}

/**
 * The pairs of an `application/x-www-form-urlencoded` body, in their order. Unlike `URLSearchParams`, nothing is guessed: what is
 * not percent-encoded UTF-8 is refused, in the words of Go's parser.
 * @throws FormProblem
 */
export function* urlEncodedPairs(body: Uint8Array): Generator<readonly [name: string, value: string]> {
  if (!isUtf8(body)) throw new FormProblem('encoding', 'the fields are not valid UTF-8');
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  let end = -1;
  while (end < text.length) {
    const start = end + 1;
    const next = text.indexOf('&', start);
    end = next < 0 ? text.length : next;
    if (end === start) continue;
    const pair = text.slice(start, end);
    if (pair.includes(';')) throw new FormProblem('separator', 'invalid semicolon separator in query');
    const equals = pair.indexOf('=');
    yield equals < 0 ? [unescaped(pair), ''] : [unescaped(pair.slice(0, equals)), unescaped(pair.slice(equals + 1))];
  }
}
