import { ApiError } from '../error/api-error.ts';
import { type Answer, redirectTo } from '../form/answer.ts';
import type { Exchange } from '../form/exchange.ts';
import type { Flow } from '../form/flow.ts';
import { asApiError, errorObject } from '../http/error-answer.ts';
import { jsonOf } from '../json/json-text.ts';
import { type Clock, now } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { FlowErrorStore } from '../store/flow-error-store.ts';

/** Receives what no client may read. */
export interface FlowLog {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** Answers to what cannot be said on a form. */
export interface HardErrors {
  /** Programs get the error, people are sent to the error page (flows.md 11 and 21). */
  answer(error: unknown, exchange: Exchange, flow?: Pick<Flow, 'type'> & Partial<Pick<Flow, 'id'>>): Promise<Answer>;
}

export interface HardErrorsOptions {
  readonly store: FlowErrorStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: FlowLog;
  /** URL of the page that shows an error. */
  readonly errorUrl: (errorId: string) => string;
}

export function createHardErrors({ store, clock, random, log, errorUrl }: HardErrorsOptions): HardErrors {
  return {
    async answer(thrown, exchange, flow) {
      const error = asApiError(thrown);
      if (!(thrown instanceof ApiError) || error.status >= 500) {
        log.error(
          { err: error.cause ?? error, flow: flow?.id, url: exchange.url.split('?', 1)[0] },
          error.reason ?? error.message,
        );
      }
      if (flow?.type === 'api' || exchange.isJson) return { kind: 'error', error };
      const id = random.uuid();
      const at = now(clock);
      try {
        await store.create({ id, error: jsonOf(errorObject(error)), createdAt: at, updatedAt: at });
      } catch (cause) {
        log.error({ err: cause }, 'An error for the error page could not be stored.');
        return { kind: 'error', error };
      }
      return redirectTo(errorUrl(id));
    },
  };
}
