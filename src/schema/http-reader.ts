import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createPrivateAddressTest } from './private-address.ts';

/** The largest document, in bytes. */
export const MAX_DOCUMENT = 1024 * 1024;
const TIMEOUT_MS = 30_000;
const RETRIES = 2;
const MAX_REDIRECTS = 10;

/** Reads what an HTTP server has under a URL. @throws Error whose message says why it cannot be read */
export type HttpReader = (url: string) => Promise<Uint8Array>;

export interface HttpReaderOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Refuses hosts with an address outside the public Internet, redirects included. */
  readonly disallowPrivateIps: boolean;
  /** What the request says it accepts; JSON when it is left out. */
  readonly accept?: string;
  /** Told before a server is asked again. */
  readonly onRetry: (url: string, problem: string) => void;
  /** Waits so many milliseconds between two attempts. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** The addresses of a host. */
  readonly addressesOf?: (host: string) => Promise<readonly string[]>;
}

/** A failure that the next attempt would meet again. */
class FinalError extends Error {}

async function addressesByDns(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_DOCUMENT) throw new FinalError('the document is larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** GET with redirects; 200 is the only answer that is taken. A server that fails is asked twice more. */
export function createHttpReader(options: HttpReaderOptions): HttpReader {
  const { fetch, disallowPrivateIps, accept = 'application/json', onRetry, wait = delay, addressesOf = addressesByDns } = options;
  const isPrivate = createPrivateAddressTest();

  async function assertPublic(url: URL): Promise<void> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(host) ? [host] : await addressesOf(host);
    if (addresses.some(isPrivate)) throw new FinalError(`${url.host} is a private address, which the configuration forbids`);
  }

  async function get(url: URL, signal: AbortSignal): Promise<Response> {
    let target = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (!/^https?:$/.test(target.protocol)) throw new FinalError(`the server redirects to ${target.protocol}`);
      if (disallowPrivateIps) await assertPublic(target);
      const response = await fetch(target, { redirect: 'manual', signal, headers: { accept } });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      target = new URL(location, target);
    }
    throw new FinalError('the server redirects too often');
  }

  async function attempt(url: URL): Promise<Uint8Array> {
    const response = await get(url, AbortSignal.timeout(TIMEOUT_MS));
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
        const problem = error instanceof Error ? error.message : String(error);
        if (error instanceof FinalError || retries >= RETRIES)
          throw new Error(`it could not be fetched: ${problem}`, { cause: error });
        onRetry(text, problem);
        await wait(250 * 2 ** retries);
      }
    }
  };
}
