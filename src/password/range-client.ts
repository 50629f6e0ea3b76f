import { boundedBody } from '../outgoing/bounded-body.ts';
import { FinalError } from '../outgoing/final-error.ts';
import type { OutgoingGet } from '../outgoing/outgoing-get.ts';
import { problemOf } from '../outgoing/problem-of.ts';
import { type Range, readRangeAnswer } from './range-answer.ts';

/** The range server cannot be reached, does not answer in time, or answers with a failure. */
export class RangeUnavailable extends Error {}

export interface RangeClientOptions {
  /** Ends with a slash; see `config/range-server-url`. */
  readonly server: URL;
  readonly get: OutgoingGet;
  /** Milliseconds until an attempt has to begin to answer. */
  readonly beginMs?: number | undefined;
  /** Milliseconds until the whole answer has to be there, a second attempt included. */
  readonly endMs?: number | undefined;
}

/**
 * What a range server knows under the first five digits of a SHA-1.
 * @throws RangeUnavailable, RangeUnreadable
 */
export type ReadRange = (prefix: string) => Promise<Range>;

/** A padded range has some 70 KiB; a server of one's own may know more. */
const MAX_ANSWER = 512 * 1024;

const HEADERS = {
  accept: 'text/plain',
  // Lines that mean nothing, so that the length of the answer does not tell the prefix to who listens.
  'add-padding': 'true',
  'user-agent': 'zelos',
};

/** Asks a server that speaks the range API of Pwned Passwords. Somebody waits for the answer: there is one more attempt, without a pause. */
export function createRangeClient({ server, get, beginMs = 1000, endMs = 3000 }: RangeClientOptions): ReadRange {
  async function begin(url: URL, end: AbortSignal): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new FinalError(`no answer within ${beginMs} ms`)), beginMs);
    try {
      return await get(url, { headers: HEADERS, signal: AbortSignal.any([late.signal, end]) });
    } finally {
      clearTimeout(timer);
    }
  }

  async function attempt(url: URL, end: AbortSignal): Promise<string> {
    const response = await begin(url, end);
    if (response.status !== 200) {
      await response.body?.cancel();
      const problem = `the server answered ${response.status}`;
      throw response.status >= 500 && response.status !== 501 ? new Error(problem) : new FinalError(problem);
    }
    const body = await boundedBody(response, MAX_ANSWER);
    if (!body) throw new FinalError(`the answer is larger than ${MAX_ANSWER / 1024} KiB`);
    return Buffer.from(body).toString('latin1');
  }

  return async (prefix) => {
    const url = new URL(`range/${prefix}`, server);
    const end = AbortSignal.timeout(endMs);
    const again = (error: unknown) => {
      if (error instanceof FinalError || end.aborted) throw error;
      return attempt(url, end);
    };
    const text = await attempt(url, end)
      .catch(again)
      .catch((error: unknown) => {
        throw new RangeUnavailable(`${server.host}: ${problemOf(error)}`, { cause: error });
      });
    return readRangeAnswer(text);
  };
}
