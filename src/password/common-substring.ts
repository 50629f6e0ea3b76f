/** The length in bytes of UTF-8 of the longest text that both contain. Costs the product of both lengths. */
export function commonSubstringBytes(a: string, b: string): number {
  const other = [...b];
  let longest = 0;
  /** Bytes of the common run that ends at this character of `b` and the last one of `a`. */
  let before: number[] = [];
  for (const character of a) {
    const bytes = Buffer.byteLength(character);
    const next = other.map((one, index) => (one === character ? bytes + (index > 0 ? (before[index - 1] ?? 0) : 0) : 0));
    for (const run of next) longest = Math.max(longest, run);
    before = next;
  }
  return longest;
}
