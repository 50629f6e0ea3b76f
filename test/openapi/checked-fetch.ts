import { type AnswerChecker, createAnswerChecker } from './answer-checker.ts';

/**
 * A `fetch` that checks every answer (status, content type, body) against an OpenAPI document: Ory's unless a checker of another
 * one is given. For clients and tests that talk to the server.
 * @throws ContractViolation from the returned function when an answer is not what the document says
 */
export function createCheckedFetch(checker: AnswerChecker = createAnswerChecker(), send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const asked = input instanceof Request ? input : undefined;
    const [method, url] = [init?.method ?? asked?.method ?? 'GET', asked?.url ?? String(input)];
    const response = await send(input, init);
    const text = await response.clone().text();
    const contentType = response.headers.get('content-type') ?? undefined;
    // An answer of this status has no body, whatever its headers say of one (RFC 9110, section 15.3.5); clients do not look for it.
    const isJson = response.status !== 204 && contentType?.startsWith('application/json');
    checker.check({
      method,
      url,
      status: response.status,
      contentType,
      body: isJson ? JSON.parse(text) : text,
    });
    return response;
  };
}
