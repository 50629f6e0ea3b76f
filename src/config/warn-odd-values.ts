import type { Config } from './config.ts';
import { type ConfigWarning, placeOf } from './faults.ts';
import { allKeys } from './key-table.ts';
import { dotted } from './merge.ts';
import { showValue } from './secrecy.ts';
import { keyOfVariable, type Setting } from './source/environment-layer.ts';
import { editDistance } from './suggest.ts';

/** Values that obey every rule and are mistakes all the same, most likely. */
export function* warnOddValues({ identity }: Config): Generator<ConfigWarning> {
  const { defaultSchemaId, schemas } = identity;
  if (schemas.some(({ id }) => id === defaultSchemaId)) return;
  const message = `identity.default_schema_id: no schema of identity.schemas has the id ${JSON.stringify(defaultSchemaId)}.`;
  yield { kind: 'suspicious', key: 'identity.default_schema_id', message };
}

/** Variables whose text does not fit their key and was taken for something else. */
export function* warnMisread(settings: readonly Setting[]): Generator<ConfigWarning> {
  for (const { path, origin, misread } of settings) {
    if (misread === undefined) continue;
    const place = placeOf(origin);
    const message = `${dotted(path)}: expected ${misread.expected}, found ${showValue(origin.raw, path)}; ${misread.taken} is used.`;
    yield { kind: 'suspicious', key: dotted(path), message, ...(place !== undefined && { place }) };
  }
}

const OWN =
  /^(?:SELFSERVICE|SERVE_PUBLIC|SERVE_ADMIN|IDENTITY_SCHEMAS|IDENTITY_DEFAULT|COURIER|HASHERS|SECRETS|FEATURE_FLAGS|ZELOS)_/;
// Kubernetes sets these for a service of that name.
const CLUSTER = /_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/;

const closestVariable = (name: string) =>
  allKeys()
    .flatMap(({ variable }) => variable ?? [])
    .find((known) => Math.abs(known.length - name.length) < 3 && editDistance(known, name) < 3);

/** Variables that look like a key with a slip in it. */
export function* warnUnknownVariables(env: Readonly<Record<string, string | undefined>>): Generator<ConfigWarning> {
  for (const variable of Object.keys(env)) {
    if (!OWN.test(variable) || CLUSTER.test(variable) || keyOfVariable(variable) !== undefined) continue;
    const name = variable.replaceAll(/(?<=_)\d+(?=_|$)/g, '<n>');
    const near = closestVariable(name);
    if (near === undefined) continue;
    const message = `The environment variable ${variable} is no key of the configuration. Did you mean ${near}?`;
    yield { kind: 'suspicious', key: '', message, place: `$${variable}` };
  }
}
