import { exactNumber } from '../../../json/exact.ts';
import { goNumber } from '../../../lib/go-text.ts';
import { quoted } from '../../../schema/quoted.ts';
import type { Message } from '../message.ts';
import { error } from './make.ts';

// Messages of broken rules: one function each, with the id, text and context that clients know (test/data/messages.json).

/** What has no message of its own. @param reason the whole text */
export const refused = (reason: string): Message => error(4000001, reason, { reason });
export const missing = (property: string): Message => error(4000002, `Property ${property} is missing.`, { property });
export const tooShort = (least: number, actual: number): Message =>
  error(4000003, `length must be >= ${least}, but got ${actual}`, { actual_length: actual, min_length: least });
export const patternMismatch = (pattern: string): Message =>
  error(4000004, `does not match pattern ${quoted(pattern)}`, { pattern });
export const tooLong = (most: number, actual: number): Message =>
  error(4000017, `length must be <= ${most}, but got ${actual}`, { actual_length: actual, max_length: most });

/** A number for a text and for a context, from the digits that were sent; some are beyond what a double holds. */
function numberOf(digits: string): { text: string; value: unknown } {
  const value = Number(digits);
  return Number.isFinite(value) ? { text: goNumber(value), value } : { text: digits, value: exactNumber(digits) };
}

function outOfBounds(id: number, name: 'minimum' | 'maximum', sign: string, limit: number, digits: string): Message {
  const actual = numberOf(digits);
  return error(id, `must be ${sign} ${goNumber(limit)} but found ${actual.text}`, { actual: actual.value, [name]: limit });
}

/** @param actual the digits that were sent */
export const belowMinimum = (minimum: number, actual: string): Message => outOfBounds(4000018, 'minimum', '>=', minimum, actual);
/** @param actual the digits that were sent */
export const notAboveMinimum = (minimum: number, actual: string): Message =>
  outOfBounds(4000019, 'minimum', '>', minimum, actual);
/** @param actual the digits that were sent */
export const aboveMaximum = (maximum: number, actual: string): Message => outOfBounds(4000020, 'maximum', '<=', maximum, actual);
/** @param actual the digits that were sent */
export const notBelowMaximum = (maximum: number, actual: string): Message =>
  outOfBounds(4000021, 'maximum', '<', maximum, actual);
/** @param actual the digits that were sent */
export function notMultipleOf(base: number, actual: string): Message {
  const number = numberOf(actual);
  return error(4000022, `${number.text} not multipleOf ${goNumber(base)}`, { actual: number.value, base });
}

export const tooManyItems = (most: number, actual: number): Message =>
  error(4000023, `maximum ${most} items allowed, but found ${actual} items`, { actual_items: actual, max_items: most });
export const tooFewItems = (least: number, actual: number): Message =>
  error(4000024, `minimum ${least} items allowed, but found ${actual} items`, { actual_items: actual, min_items: least });
export const itemsEqual = (a: number, b: number): Message =>
  error(4000025, `items at index ${a} and ${b} are equal`, { index_a: a, index_b: b });
export const wrongType = (allowed: readonly string[], actual: string): Message =>
  error(4000026, `expected ${allowed.join(' or ')}, but got ${actual}`, { actual_type: actual, allowed_types: allowed });
/** @param expected the constant as it is shown: texts in quotes */
export const notConstant = (expected: string): Message => error(4000029, `must be equal to constant ${expected}`, { expected });
export const notCompoundConstant = (): Message => error(4000030, 'const failed');
export const emailInvalid = (value: string): Message => error(4000040, 'Enter a valid email address', { value });
export const phoneInvalid = (value: string): Message => error(4000041, 'Enter a valid phone number', { value });
