/** A function that does its work at most once in so many milliseconds; the other calls do nothing. */
export function seldom<A extends unknown[]>(milliseconds: number, work: (...given: A) => void): (...given: A) => void {
  let resting = false;
  return (...given) => {
    if (resting) return;
    resting = true;
    setTimeout(() => {
      resting = false;
    }, milliseconds).unref();
    work(...given);
  };
}
