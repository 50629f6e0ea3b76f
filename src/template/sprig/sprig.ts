import type { Functions } from '../template-function.ts';
import { CONVERSIONS } from './conversions.ts';
import { DEFAULTS } from './defaults.ts';
import { DICTS } from './dicts.ts';
import { DIGESTS } from './digests.ts';
import { LISTS } from './lists.ts';
import { NUMBERS } from './numbers.ts';
import { PATHS } from './paths.ts';
import { REGEXES } from './regexes.ts';
import { TEXT_SHAPES } from './text-shapes.ts';
import { TEXTS } from './texts.ts';
import { TIMES } from './times.ts';
import { URLS } from './urls.ts';

/** The functions of Sprig v3 that only depend on their arguments, without those for certificates, encryption and version numbers. */
export const SPRIG: Functions = {
  ...TEXTS,
  ...TEXT_SHAPES,
  ...CONVERSIONS,
  ...DEFAULTS,
  ...LISTS,
  ...DICTS,
  ...NUMBERS,
  ...DIGESTS,
  ...REGEXES,
  ...URLS,
  ...PATHS,
  ...TIMES,
};
