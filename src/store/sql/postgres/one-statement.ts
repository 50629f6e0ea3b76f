import type { SqlValue, Statement } from '../statement.ts';

const PARAMETER = /\$(\d+)/g;

/**
 * Makes one statement of several writes: none sees what another does, keys are checked at the end, and all of them are done or
 * none. Its one row tells how many rows each of them touched. The texts are few and fixed, and each combination is put together once.
 */
export function createOneStatement(): (statements: readonly Statement[]) => Statement {
  const known = new Map<string, string>();

  function textOf(statements: readonly Statement[]): string {
    let before = 0;
    const parts = statements.map(({ text, params }, index) => {
      const shifted = text.replace(PARAMETER, (_, number) => `$${Number(number) + before}`);
      before += params.length;
      return `w${index} AS (${shifted} RETURNING 1)`;
    });
    const counts = statements.map((_, index) => `(SELECT count(*) FROM w${index})`);
    return `WITH ${parts.join(', ')} SELECT ${counts.join(', ')}`;
  }

  return (statements) => {
    const key = statements.map(({ text }) => text).join('\n');
    const text = known.get(key) ?? textOf(statements);
    known.set(key, text);
    return { text, params: statements.flatMap(({ params }): readonly SqlValue[] => params) };
  };
}
