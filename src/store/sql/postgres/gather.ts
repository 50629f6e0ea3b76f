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

/** Gathers what is asked for in one turn of the event loop, and does it together: one journey to the database for all of it. */
export function createGather<Work, Result>(options: GatherOptions<Work, Result>): (work: Work) => Promise<Result> {
  const { most, alone, together } = options;
  let waiting: Waiting<Work, Result>[] = [];

  async function carryOut(group: readonly Waiting<Work, Result>[]): Promise<void> {
    try {
      const results = await together(group.map(({ work }) => work));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result | Promise<Result>);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  function flush() {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += most) {
      const group = all.slice(from, from + most);
      const [first] = group;
      if (first && group.length === 1) first.resolve(alone(first.work));
      else void carryOut(group);
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ work, resolve, reject });
    });
}
