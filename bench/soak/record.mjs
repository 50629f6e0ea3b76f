// What the whole run has seen: operations, errors inside and outside of faults, what was wrong, latencies.
import { percentile } from '../lib/statistics.mjs';

const EXAMPLES = 20;
const EXAMPLES_OF_ONE_KIND = 2;

class Latencies {
  #values = new Uint32Array(1024);
  #count = 0;

  add(milliseconds) {
    if (this.#count === this.#values.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = milliseconds * 1000;
  }

  get summary() {
    const sorted = this.#values.slice(0, this.#count).sort();
    const at = (share) => percentile(sorted, share) / 1000;
    return { count: this.#count, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
  }
}

export class Record {
  #latencies = { inside: new Map(), outside: new Map() };
  acknowledged = {};
  errors = { inside: {}, outside: {} };
  wrong = { count: 0, examples: [] };
  examples = { inside: [], outside: [] };

  answered(what, where, milliseconds) {
    const kinds = this.#latencies[where];
    if (!kinds.has(what)) kinds.set(what, new Latencies());
    kinds.get(what).add(milliseconds);
  }

  /** A write that the server has acknowledged. */
  wrote(what) {
    this.acknowledged[what] = (this.acknowledged[what] ?? 0) + 1;
  }

  failed(what, where, status, detail) {
    const key = `${what} ${status}`;
    this.errors[where][key] = (this.errors[where][key] ?? 0) + 1;
    if (this.errors[where][key] > EXAMPLES_OF_ONE_KIND) return;
    this.examples[where].push(`${key}: ${detail}`);
    if (where === 'outside') console.error(`FAILED outside of faults: ${key}: ${detail}`);
  }

  /** Something that must not be, fault or not. */
  isWrong(text) {
    this.wrong.count++;
    if (this.wrong.examples.length < EXAMPLES) this.wrong.examples.push(text);
    console.error(`WRONG: ${text}`);
  }

  get latencies() {
    const summaries = (kinds) => Object.fromEntries([...kinds].sort().map(([what, { summary }]) => [what, summary]));
    return { inside: summaries(this.#latencies.inside), outside: summaries(this.#latencies.outside) };
  }
}
