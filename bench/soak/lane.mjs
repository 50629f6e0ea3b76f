// One user: operation after operation on people whom nobody else touches, so what must be there is known.
import { Client } from './client.mjs';
import { createChecks } from './checks.mjs';
import { createOperations } from './operations.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const RETRY_MS = 500;

/** A random name, each as often as its weight says. */
function drawer(operations) {
  const weights = Object.entries(operations).map(([name, [weight]]) => [name, weight]);
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return () => {
    let left = Math.random() * sum;
    for (const [name, weight] of weights) if ((left -= weight) < 0) return name;
    return weights[0][0];
  };
}

/** @param {{server: object, windows: object, record: object}} run  @param {{people: number, pause: number}} options */
export function createLane(run, options) {
  const client = new Client(run);
  const checks = createChecks(client, run.record);
  const people = new Set();
  const doubts = [];
  const doubt = (question) => doubts.push(question);
  const operations = createOperations({ client, checks, record: run.record, people, doubt });
  const draw = drawer(operations);

  /** About as many people as wished: then somebody goes where somebody would come. */
  function next() {
    const name = draw();
    if (people.size < options.people / 4 && name === 'delete') return 'create';
    return people.size > options.people && ['create', 'batch', 'register'].includes(name) ? 'delete' : name;
  }

  /** Asks what became of the writes that had no answer; those that cannot be told yet stay. */
  async function settle() {
    for (const question of doubts.splice(0)) {
      if (!run.windows.quiet || !(await question())) doubts.push(question);
    }
  }

  return {
    people,
    checks,
    async run(isOver) {
      while (!isOver()) {
        if (doubts.length > 0 && run.windows.quiet) await settle();
        const [, operation] = operations[next()];
        await operation();
        if (options.pause > 0) await sleep(options.pause);
      }
    },
    /** Everything that was in doubt is known when it resolves. */
    async settleAll() {
      while (doubts.length > 0) {
        await settle();
        if (doubts.length > 0) await sleep(RETRY_MS);
      }
    },
    close: () => client.close(),
  };
}
