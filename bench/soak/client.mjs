// One user's way to the server: a request at a time, an outcome for each.
import { HttpConnection } from '../lib/http-connection.mjs';
import { now } from '../lib/tally.mjs';

/** A connection stays with one process of the server; a new one may find another. */
const REQUESTS_PER_CONNECTION = 25;
const NO_ANSWER_MS = 60_000;
/** Sent so long before the server was asked to stop, a request must have arrived there. */
const ARRIVED_MS = 250;
/** After a failure: a server that is not there is not asked again at once. */
const PAUSE_AFTER_FAILURE_MS = 50;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const isFailure = (status) => status === 0 || status === 429 || status >= 500;

export class Client {
  #server;
  #windows;
  #record;
  #open = new Map();

  constructor({ server, windows, record }) {
    this.#server = server;
    this.#windows = windows;
    this.#record = record;
  }

  /** @param {'public' | 'admin'} listener */
  #exchange(listener, request) {
    return new Promise((done) => {
      const known = this.#open.get(listener);
      const open = known ?? { answer: undefined, used: 0, connection: undefined };
      open.connection ??= new HttpConnection(this.#server[listener], (answer) => open.answer(answer));
      this.#open.set(listener, open);
      const finish = (answer) => {
        clearTimeout(timer);
        if (++open.used % REQUESTS_PER_CONNECTION === 0) open.connection.close();
        done(answer);
      };
      const timer = setTimeout(() => {
        open.connection.close();
        finish({ status: 0, body: `no answer within ${NO_ANSWER_MS / 1000} s` });
      }, NO_ANSWER_MS);
      open.answer = finish;
      open.connection.send(request, true);
    });
  }

  /**
   * @param {string} what name of the operation
   * @param {number | number[]} expected statuses
   * @returns {Promise<{status: number, body?: object} | undefined>} undefined when it failed, so that nobody knows
   *   whether it was done
   */
  async ask(what, listener, request, expected) {
    const began = now();
    const { status, body } = await this.#exchange(listener, request);
    const ended = now();
    const where = this.#windows.overlap(began, ended) ? 'inside' : 'outside';
    const line = request.slice(0, request.indexOf(' HTTP/'));
    if ([expected].flat().includes(status)) {
      this.#record.answered(what, where, ended - began);
      return { status, body: body ? JSON.parse(body) : undefined };
    }
    const detail = `${line} ${String(body).slice(0, 300)}`;
    if (!isFailure(status)) this.#record.isWrong(`${what}: ${status} instead of ${expected}: ${detail}`);
    else
      this.#record.failed(
        what,
        where,
        status,
        `${new Date(began).toISOString()} ${Math.round(ended - began)} ms ${detail}`,
      );
    const stopping = this.#windows.stoppingSince;
    if (status === 0 && began < stopping - ARRIVED_MS && ended > stopping)
      this.#record.isWrong(`${what}: cut off by a server that was asked to stop: ${line}`);
    await sleep(PAUSE_AFTER_FAILURE_MS);
    return undefined;
  }

  close() {
    for (const { connection } of this.#open.values()) connection.close();
  }
}
