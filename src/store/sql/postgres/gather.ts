interface Waiting<Work, Result> {
  readonly work: Work;
  resolve(result: Result | Promise<Result>): void;
  reject(error: unknown): void;
}

export interface GatherOptions<Work, Result> {
  /** At most so many are done together. */
  readonly most: number;
  /** Does one that is alone in its turn. */
  readonly alone: (work: Work) => Promise<Result>;
  /** Does several at once: for each, in their order, a result, or what is still under way for it. When it throws, all have failed. */
  readonly together: (works: readonly Work[]) => Promise<readonly (Result | Promise<Result>)[]>;
}

/** What is under way is waited for so many milliseconds; it may be held up by somebody's lock. */
const PATIENCE_MS = 5;

/**
 * Gathers what is asked for in one turn of the event loop, and while the last of it is under way, and does it together: one journey to the
 * database for all of it. Who comes alone does not wait.
 */
export function createGather<Work, Result>(options: GatherOptions<Work, Result>): (work: Work) => Promise<Result> {
  const { most, alone, together } = options;
  let waiting: Waiting<Work, Result>[] = [];
  let underWay = 0;
  let patience: NodeJS.Timeout | undefined;

  async function carryOut(group: readonly Waiting<Work, Result>[]): Promise<void> {
    const [first] = group;
    try {
      if (first && group.length === 1) return first.resolve(await alone(first.work));
      const results = await together(group.map(({ work }) => work));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result | Promise<Result>);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  function start() {
    clearTimeout(patience);
    patience = undefined;
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += most) {
      underWay += 1;
      void carryOut(all.slice(from, from + most)).then(() => {
        underWay -= 1;
        if (underWay === 0 && waiting.length > 0) start();
      });
    }
  }

  function flush() {
    if (waiting.length === 0) return;
    if (underWay === 0) start();
    else patience ??= setTimeout(start, PATIENCE_MS);
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ work, resolve, reject });
    });
}
