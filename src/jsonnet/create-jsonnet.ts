import { absoluteUrl, fileUrl } from '../document/absolute-url.ts';
import { createDocumentReader, type ReadFile } from '../document/document-reader.ts';
import { createHttpReader, type HttpReaderOptions } from '../document/http-reader.ts';
import type { Clock } from '../lib/clock.ts';
import { createLoadingCache } from '../lib/loading-cache.ts';
import { createEvaluator, type JsonnetInputs, type Snippet } from './evaluator.ts';
import { JsonnetError } from './jsonnet-error.ts';

/** Evaluates Jsonnet. Imports are refused, evaluations are bounded. */
export interface Jsonnet {
  /**
   * Evaluates the snippet under a URL: `file://`, `http://`, `https://`, `base64://`, or the path of a file. What was read is kept
   * for an hour.
   * @returns JSON without white space, names of members in order
   * @throws JsonnetError, with a place unless the snippet cannot be read
   * @throws JsonnetCancelled
   */
  evaluate(url: string, inputs: JsonnetInputs): Promise<string>;
}

export interface JsonnetOptions extends Partial<Pick<HttpReaderOptions, 'disallowPrivateIps' | 'exceptions' | 'wait'>> {
  readonly fetch: HttpReaderOptions['fetch'];
  readonly readFile: ReadFile;
  readonly clock: Clock;
  /** What relative paths count from; the working directory of the process when it is left out. */
  readonly cwd?: string;
  /** Told when a server of snippets is asked again. */
  readonly log: { warn(fields: Readonly<Record<string, unknown>>, message: string): void };
}

const LIFETIME_MS = 60 * 60 * 1000;
const MOST = 200;
const READABLE = /^(?:file|https?|base64):\/\//;

/** Makes the evaluator that everything with a Jsonnet setting shares. */
export function createJsonnet(options: JsonnetOptions): Jsonnet {
  const { fetch, readFile, clock, cwd = '', disallowPrivateIps = false, exceptions, wait, log } = options;
  const readHttp = createHttpReader({
    fetch,
    disallowPrivateIps,
    exceptions,
    accept: '*/*',
    onRetry: (url, problem) => log.warn({ url, problem }, 'Jsonnet could not be fetched, trying again'),
    ...(wait && { wait }),
  });
  const read = createDocumentReader(readFile, readHttp);
  const compile = createEvaluator();

  async function load(url: string): Promise<Snippet> {
    const text = await read(READABLE.test(url) ? absoluteUrl(url, cwd) : fileUrl(url, cwd)).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      throw new JsonnetError(`the snippet cannot be read: ${problem}`, undefined, error);
    });
    return compile(text);
  }

  const snippets = createLoadingCache<Snippet>({ load, clock, lifetimeMs: LIFETIME_MS, capacity: MOST });

  return {
    async evaluate(url, inputs) {
      const snippet = await snippets.get(url);
      return snippet(inputs);
    },
  };
}
