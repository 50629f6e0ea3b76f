import { RangeUnavailable, type ReadRange } from './range-client.ts';

export interface OutageOptions {
  readonly readRange: ReadRange;
  /** What happens meanwhile: passwords are taken unchecked, or none is. */
  readonly ignoreNetworkErrors: boolean;
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
}

const KEY = 'selfservice.methods.password.config.ignore_network_errors';
const TAKEN = `The server of leaked passwords does not answer: passwords are taken without a look into leaks (${KEY} is true).`;
const REFUSED = `The server of leaked passwords does not answer: nobody can choose a password (${KEY} is false).`;

/** Asks as before, and says in the log when the server is lost and when it is back: once each, not at every password. */
export function reportOutages({ readRange, ignoreNetworkErrors, log }: OutageOptions): ReadRange {
  let lost = false;
  return async (prefix) => {
    try {
      const range = await readRange(prefix);
      if (lost) log.info({}, 'The server of leaked passwords answers again.');
      lost = false;
      return range;
    } catch (error) {
      if (!lost && error instanceof RangeUnavailable) {
        lost = true;
        log.warn({ problem: error.message }, ignoreNetworkErrors ? TAKEN : REFUSED);
      }
      throw error;
    }
  };
}
