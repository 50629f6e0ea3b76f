/** The largest value of a number of 32 bits, the width of cost parameters. */
export const UINT32 = 0xffff_ffff;

/** The largest value of a number of 8 bits. */
export const UINT8 = 0xff;

/**
 * Reads decimal digits.
 * @returns undefined when there are none, or something else, or the number is above `maximum` (at most 2^53 - 1)
 */
export function readUnsigned(digits: string | undefined, maximum: number): number | undefined {
  if (digits === undefined || !/^\d+$/.test(digits)) return undefined;
  const value = Number(digits);
  return value <= maximum ? value : undefined;
}
