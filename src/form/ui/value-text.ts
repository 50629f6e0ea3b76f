import { isRawNumber } from '../../json/exact.ts';
import { goNumber } from '../../lib/go-text.ts';

const inByteOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The value of a node as the order of nodes goes by it: like `%v` of Go, where nothing is `<nil>`. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  if (isRawNumber(value)) return goNumber(Number(value.rawJSON));
  const members = Object.entries(value).sort(([a], [b]) => inByteOrder(a, b));
  return `map[${members.map(([name, member]) => `${name}:${valueText(member)}`).join(' ')}]`;
}

/** Whether a text comes before another in the order of their bytes. */
export function isBefore(a: string, b: string): boolean {
  return inByteOrder(a, b) < 0;
}
