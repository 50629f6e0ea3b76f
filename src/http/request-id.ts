import type { IncomingMessage } from 'node:http';

/** What may stand in a log and in the headers of further calls: no spaces, no control characters, not long. */
const SANE = /^[\x21-\x7e]{1,256}$/;

/** Names a request, so that lines of several logs can be put together. */
export type RequestIds = (request: IncomingMessage) => string;

/** What a log line calls a request by. */
export type RequestNames = (request: IncomingMessage) => { readonly request_id: string; readonly trace_id?: string };

/** On the request itself: a weak map of all of them costs as much as the line in which the id stands. */
const MADE = Symbol('made id');
type Named = IncomingMessage & { [MADE]?: string };

/**
 * The X-Request-ID that a request came with, or one that is made for it when somebody asks first, and stays.
 * @param make makes one
 */
export function createRequestIds(make: () => string): RequestIds {
  return (request: Named) => {
    const sent = request.headers['x-request-id'];
    if (typeof sent === 'string' && SANE.test(sent)) return sent;
    request[MADE] ??= make();
    return request[MADE];
  };
}
