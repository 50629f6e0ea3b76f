const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Looks at the beginning of a stream without taking it away; a byte order mark is dropped.
 * @param wanted how many bytes to look at, as far as there are so many
 */
export async function peek(
  chunks: AsyncIterable<Buffer>,
  wanted: number,
): Promise<{ readonly head: Buffer; readonly chunks: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const taken: Buffer[] = [];
  let bytes = 0;
  while (bytes < wanted) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    bytes += next.value.length;
  }
  const all = Buffer.concat(taken);
  const head = all.subarray(0, 3).equals(MARK) ? all.subarray(3) : all;
  async function* rest() {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: head.subarray(0, wanted), chunks: rest() };
}
