import type { JsonText } from '../json/json-text.ts';
import type { BodyContext } from './body-context.ts';
import { builtInBody } from './built-in-body.ts';

/** Runs Jsonnet: calls the function that a snippet is with `ctx`. @throws Error whose message says what is wrong with it */
export type EvaluateJsonnet = (snippet: string, ctx: unknown) => Promise<JsonText>;

/**
 * Makes the body of a call to a service that delivers messages, as JSON.
 * @param url of the Jsonnet document; the built-in body unless given
 */
export type BodyTemplate = (url: string | undefined, ctx: BodyContext) => Promise<JsonText>;

export interface BodyTemplateOptions {
  /** Reads a text from a `file://`, `http://`, `https://` or `base64://` URL. */
  readonly readDocument: (url: string) => Promise<string>;
  readonly evaluate: EvaluateJsonnet;
}

/** Bodies by Jsonnet. A document is read once; one that cannot be read is asked for again with the next message. */
export function createBodyTemplate({ readDocument, evaluate }: BodyTemplateOptions): BodyTemplate {
  const snippets = new Map<string, Promise<string>>();

  function snippetAt(url: string): Promise<string> {
    const known = snippets.get(url);
    if (known) return known;
    const reading = readDocument(url);
    snippets.set(url, reading);
    reading.catch(() => snippets.delete(url));
    return reading;
  }

  return async (url, ctx) => (url === undefined ? builtInBody(ctx) : evaluate(await snippetAt(url), ctx));
}
