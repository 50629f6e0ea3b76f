import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';
import { isValueMap, type Path } from '../merge.ts';

/** An answer that is ignored can neither be applied nor stop the flow. */
export function* webHookAnswers({ selfservice }: Values): Generator<Finding> {
  for (const [path, config] of webHooksIn(selfservice.flows, ['selfservice', 'flows'])) {
    const response = config.response;
    if (!isValueMap(response) || response.ignore !== true) continue;
    if (response.parse === true) {
      yield {
        path: [...path, 'response', 'parse'],
        expected: 'false while response.ignore is true',
        hint: 'Turn one of the two off.',
      };
    }
    if (config.can_interrupt === true) {
      yield {
        path: [...path, 'can_interrupt'],
        expected: 'false while response.ignore is true',
        hint: 'Turn one of the two off.',
      };
    }
  }
}

function* webHooksIn(value: unknown, path: Path): Generator<readonly [Path, Record<string, unknown>]> {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* webHooksIn(entry, [...path, index]);
  } else if (isValueMap(value)) {
    if (value.hook === 'web_hook' && isValueMap(value.config)) yield [[...path, 'config'], value.config];
    else for (const [name, entry] of Object.entries(value)) yield* webHooksIn(entry, [...path, name]);
  }
}
