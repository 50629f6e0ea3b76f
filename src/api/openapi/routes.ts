import { sendJson } from '../../http/json-answer.ts';
import type { Route } from '../../http/route.ts';

/** `GET /openapi.json`: what describes all the others. @param make makes the document, once it is asked for */
export function openApiRoute(make: () => object, prefix: '' | '/admin'): Route {
  let text: string | undefined;
  return {
    method: 'GET',
    path: `${prefix}/openapi.json`,
    handle: (_request, reply) => {
      text ??= JSON.stringify(make());
      return sendJson(reply, 200, text);
    },
  };
}
