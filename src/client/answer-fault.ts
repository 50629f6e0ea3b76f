import type { AdminAnswer } from './admin-client.ts';

/** The server refused; the message holds its words, a line each. */
export class AnswerFault extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

interface ErrorBody {
  readonly error?: {
    readonly message?: unknown;
    readonly reason?: unknown;
    readonly details?: { readonly hint?: unknown; readonly pointer?: unknown };
  };
}

function errorOf(body: string): ErrorBody['error'] {
  try {
    return (JSON.parse(body) as ErrorBody | null)?.error;
  } catch {
    return undefined;
  }
}

/** Why a request failed, in the words of the server: message, reason, and what to do. */
export function faultOf({ status, body }: AdminAnswer): AnswerFault {
  const { message, reason, details } = errorOf(body) ?? {};
  const lines = [message, reason, details?.hint].filter((line): line is string => typeof line === 'string' && line !== '');
  if (lines.length > 0) return new AnswerFault(lines.join('\n'), status);
  return new AnswerFault(`The server answered ${status}: ${body.slice(0, 500)}`, status);
}
