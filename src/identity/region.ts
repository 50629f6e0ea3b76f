import { ApiError } from '../error/api-error.ts';

/** Every region that an identity may have. */
export const REGIONS: ReadonlySet<string> = new Set([
  'eu-central',
  'asia-northeast',
  'us-east',
  'us-west',
  'eu',
  'asia',
  'us',
  'global',
]);

/**
 * The region of an identity is checked and given back, but not kept: this server has one place.
 * @throws ApiError `region_invalid`
 */
export function assertRegion(region: string): void {
  if (REGIONS.has(region)) return;
  throw new ApiError('region_invalid', {
    details: { pointer: '/region', rule: 'enum', expected: [...REGIONS].join(', '), got: region },
  });
}
