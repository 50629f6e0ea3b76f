import type { KeywordContext } from '../rule.ts';

/** A keyword that is a whole number and not negative, such as `minLength`; undefined when it is absent. */
export function countAt({ schema, fault }: KeywordContext, keyword: string): number | undefined {
  const count = schema[keyword];
  if (count === undefined) return undefined;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0)
    throw fault('must be a whole number, 0 or more', keyword);
  return count;
}
