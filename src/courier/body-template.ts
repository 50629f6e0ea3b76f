import type { JsonText } from '../json/json-text.ts';
import type { Jsonnet } from '../jsonnet/create-jsonnet.ts';
import type { BodyContext } from './body-context.ts';
import { builtInBody } from './built-in-body.ts';

/**
 * Makes the body of a call to a service that delivers messages, as JSON.
 * @param url of the Jsonnet document, a function of `ctx`; the built-in body unless given
 * @throws JsonnetError, JsonnetCancelled
 */
export type BodyTemplate = (url: string | undefined, ctx: BodyContext) => Promise<JsonText>;

/** Bodies by Jsonnet. */
export function createBodyTemplate(jsonnet: Pick<Jsonnet, 'evaluate'>): BodyTemplate {
  return async (url, ctx) => {
    if (url === undefined) return builtInBody(ctx);
    return (await jsonnet.evaluate(url, { tla: { ctx: JSON.stringify(ctx) } })) as JsonText;
  };
}
