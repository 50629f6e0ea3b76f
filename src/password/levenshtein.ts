/** The characters that have to be put in, taken out or exchanged to make one text of the other (Levenshtein). Costs the product of both lengths. */
export function levenshtein(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let before = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, character] of from.entries()) {
    const next = [row + 1];
    for (const [column, other] of to.entries()) {
      const exchanged = (before[column] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(exchanged, (before[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    before = next;
  }
  return before[to.length] ?? 0;
}
