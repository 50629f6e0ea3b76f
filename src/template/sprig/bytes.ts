import { ValueFault } from '../template-error.ts';

/** Bytes of a text, as Go counts them; a character that is cut in two is left out. @throws ValueFault when they are out of range */
export function bytesOf(text: string, start: number, end: number): string {
  const bytes = Buffer.from(text);
  if (start < 0 || start > end || end > bytes.length) throw new ValueFault(`${start} to ${end} is out of range`);
  let first = start;
  let last = end;
  while (first < last && isInside(bytes[first])) first++;
  while (last > first && isInside(bytes[last])) last--;
  return bytes.toString('utf8', first, last);
}

function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
