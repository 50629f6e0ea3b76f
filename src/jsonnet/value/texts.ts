const WIDE = /[\ud800-\udfff]/;

/** The order of code points, which is also the order of the bytes in UTF-8. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (!WIDE.test(a) && !WIDE.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** How many code points a text has. */
export function lengthOf(text: string): number {
  if (!WIDE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The code points of a text, each as a text. */
export function pointsOf(text: string): readonly string[] {
  return [...text];
}

/** The code points from `start` up to and without `end`. */
export function cut(text: string, start: number, end: number): string {
  if (!WIDE.test(text)) return text.slice(start, end);
  let [unit, point] = [0, 0];
  const walk = (to: number) => {
    for (; point < to && unit < text.length; point++) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    return unit;
  };
  const from = walk(start);
  return text.slice(from, walk(end));
}

/** What it takes to find a place in a text, in steps. */
export function stepsThrough(text: string): number {
  return WIDE.test(text) ? text.length / 4 : text.length / 64;
}
