/**
 * The body of an answer, decompressed.
 * @returns undefined when it is longer than `maximum` bytes; the rest is not read then
 * @throws Error when the connection ends before the body does
 */
export async function boundedBody(response: Response, maximum: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maximum) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
