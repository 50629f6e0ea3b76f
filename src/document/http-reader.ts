import { setTimeout as delay } from 'node:timers/promises';
import { boundedBody } from '../outgoing/bounded-body.ts';
import { FinalError } from '../outgoing/final-error.ts';
import { createOutgoingGet, type OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import { problemOf } from '../outgoing/problem-of.ts';
import { urlName } from './url-name.ts';

/** The largest document, in bytes. */
export const MAX_DOCUMENT = 1024 * 1024;
const TIMEOUT_MS = 30_000;
const RETRIES = 2;

/** Reads what an HTTP server has under a URL. @throws Error whose message says why it cannot be read */
export type HttpReader = (url: string) => Promise<Uint8Array>;

export interface HttpReaderOptions extends OutgoingGetOptions {
  /** The media types that are asked for; JSON when it is left out. */
  readonly accept?: string;
  /** Told before a server is asked again; the name of the URL tells no secrets, see `urlName`. */
  readonly onRetry: (name: string, problem: string) => void;
  /** Waits so many milliseconds between two attempts. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const body = await boundedBody(response, MAX_DOCUMENT);
  if (!body) throw new FinalError('the document is larger than 1 MiB');
  return body;
}

/** GET with redirects; 200 is the only answer that is taken. A server that fails is asked twice more. */
export function createHttpReader(options: HttpReaderOptions): HttpReader {
  const { accept = 'application/json', onRetry, wait = delay } = options;
  const get = createOutgoingGet(options);

  async function attempt(url: URL): Promise<Uint8Array> {
    const response = await get(url, { headers: { accept }, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 200) return bodyOf(response);
    await response.body?.cancel();
    const problem = `the server answered ${response.status}`;
    throw response.status >= 500 ? new Error(problem) : new FinalError(problem);
  }

  return async (text) => {
    const url = new URL(text);
    for (let retries = 0; ; retries++) {
      try {
        return await attempt(url);
      } catch (error) {
        const problem = problemOf(error);
        if (error instanceof FinalError || retries >= RETRIES)
          throw new Error(`it could not be fetched: ${problem}`, { cause: error });
        onRetry(urlName(text), problem);
        await wait(250 * 2 ** retries);
      }
    }
  };
}
