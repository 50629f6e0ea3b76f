import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** How much a listener takes on at a time. */
export interface AdmissionLimits {
  /** Requests that are worked on; a body that is still on its way is not counted, or slow clients could fill all places. */
  readonly maxUnderWay: number;
  /** Bytes that large bodies may fill together, from their announcement to the end of the work on them. */
  readonly maxBodyBytes: number;
  /** Bytes that answers may fill together which are ready and whose clients do not read them. */
  readonly maxUnreadBytes: number;
  /** Milliseconds that a client may leave an answer unread without taking a byte of it. */
  readonly stallMs: number;
}

/** Counts what a listener has taken on. */
export interface Admission {
  /** Whether the headers of a request find room: for its work, and for its body if that is large. A connection that pipelines too much ends. */
  hasRoom(request: IncomingMessage, response: ServerResponse): boolean;
  /** The work on a request begins, unless there is no room any more. @returns whether it does; `end` has to follow */
  begin(response: ServerResponse): boolean;
  /** The work is done, whether or not somebody still waits for the answer. */
  end(response: ServerResponse): void;
  /** Looks after an answer that was handed over: what a client does not read is counted, and its connection ends in time. */
  watch(response: ServerResponse): void;
  /** What there is now, for metrics. */
  load(): { readonly underWay: number; readonly bodyBytes: number; readonly unreadBytes: number };
}

interface LargeBody {
  readonly bytes: number;
  working: boolean;
}

/** Bodies up to here need no room of their own: forms, single identities. */
const LARGE_BODY = 16 * 1024;

/** So many requests of one connection may wait behind the one that is answered (RFC 9112, 9.3.2: the client may send them again). */
const MAX_PIPELINED = 16;

const PIPELINED = Symbol('pipelined');
type Counted = Duplex & { [PIPELINED]?: number };

/** @param longest bytes of the longest body, for those that do not tell their length */
export function createAdmission(limits: AdmissionLimits, longest: number): Admission {
  const { maxUnderWay, maxBodyBytes, maxUnreadBytes, stallMs } = limits;
  const bodies = new Map<ServerResponse, LargeBody>();
  let underWay = 0;
  let bodyBytes = 0;
  let unreadBytes = 0;

  function release(response: ServerResponse, body: LargeBody) {
    if (bodies.delete(response)) bodyBytes -= body.bytes;
  }

  function reserveBody({ headers }: IncomingMessage, response: ServerResponse): boolean {
    const bytes = headers['transfer-encoding'] === undefined ? Number(headers['content-length']) : longest;
    // One that is longer than allowed is refused before it is read.
    if (!(bytes > LARGE_BODY) || bytes > longest) return true;
    // The largest one has room when there is nothing else.
    if (bodyBytes > 0 && bodyBytes + bytes > maxBodyBytes) return false;
    const body = { bytes, working: false };
    bodies.set(response, body);
    bodyBytes += bytes;
    response.once('close', () => {
      if (!body.working) release(response, body);
    });
    return true;
  }

  function countPipelined(socket: Counted, response: ServerResponse): void {
    const waiting = (socket[PIPELINED] ?? 0) + 1;
    socket[PIPELINED] = waiting;
    response.once('close', () => {
      socket[PIPELINED] = (socket[PIPELINED] ?? 0) - 1;
    });
    if (waiting > MAX_PIPELINED) socket.destroy();
  }

  return {
    hasRoom(request, response) {
      // An answer has no socket as long as another one of its connection comes first.
      if (response.socket === null) countPipelined(request.socket, response);
      if (underWay >= maxUnderWay || request.socket.destroyed) return false;
      return request.method === 'GET' || reserveBody(request, response);
    },

    begin(response) {
      if (underWay >= maxUnderWay) return false;
      underWay++;
      const body = bodies.size > 0 ? bodies.get(response) : undefined;
      if (body) body.working = true;
      return true;
    },

    end(response) {
      underWay--;
      const body = bodies.size > 0 ? bodies.get(response) : undefined;
      if (body) release(response, body);
    },

    watch(response) {
      const bytes = response.writableLength;
      const { socket } = response.req;
      if (bytes === 0 || socket.destroyed) return;
      if (unreadBytes > 0 && unreadBytes + bytes > maxUnreadBytes) {
        socket.destroy();
        return;
      }
      unreadBytes += bytes;
      response.once('close', () => {
        unreadBytes -= bytes;
      });
      // It counts from the last byte that was taken, and ends the connection; the next request sets it back.
      if (response.socket === null) response.once('socket', () => socket.setTimeout(stallMs));
      else socket.setTimeout(stallMs);
    },

    load: () => ({ underWay, bodyBytes, unreadBytes }),
  };
}
