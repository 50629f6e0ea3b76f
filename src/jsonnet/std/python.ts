import { quoteJson } from '../value/json-text.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import { numberText } from '../value/number-text.ts';
import type { Run } from '../value/run.ts';
import { isArray } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

/** A literal of Python. */
export function pythonText(value: Value, run: Run): string {
  run.enter();
  const text = pythonOf(value, run);
  run.spendText(text.length);
  run.leave();
  return text;
}

function pythonOf(value: Value, run: Run): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return quoteJson(value);
  if (isArray(value)) return `[${value.map((element) => pythonText(element.force(run), run)).join(', ')}]`;
  if (!(value instanceof JsonnetObject)) return run.fail('a function has no Python');
  const members = value.names(run).map((name) => `${quoteJson(name)}: ${pythonText(value.get(name, run) ?? null, run)}`);
  return `{${members.join(', ')}}`;
}
