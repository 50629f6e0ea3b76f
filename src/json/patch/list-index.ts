const INDEX = /^(?:0|-?[1-9]\d{0,8})$/;

/** The number that a segment of a path says, when it is one that can be an index; negative ones count from the end. */
export function indexIn(segment: string): number | undefined {
  return INDEX.test(segment) ? Number(segment) : undefined;
}

/**
 * The place of an element in a list.
 * @param length how many places there are
 * @returns undefined when the segment is no index or beyond either end
 */
export function placeIn(length: number, segment: string): number | undefined {
  const index = indexIn(segment);
  if (index === undefined) return undefined;
  const place = index < 0 ? index + length : index;
  return place >= 0 && place < length ? place : undefined;
}
