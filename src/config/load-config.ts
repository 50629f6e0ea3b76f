import { join, resolve } from 'node:path';
import type { Random } from '../lib/random.ts';
import { builtInValues, DATABASE_FILE } from './built-in.ts';
import { checkKeys, obeysKeyRules } from './check-keys.ts';
import { checkRelations } from './check-relations.ts';
import type { Config } from './config.ts';
import { defaultsOf } from './defaults.ts';
import type { Dsn } from './dsn/dsn.ts';
import { ConfigError, type ConfigFault, type ConfigWarning } from './faults.ts';
import type { KeptSecrets, SecretFiles } from './kept-secrets.ts';
import { ROOT, type Values } from './keys/root.ts';
import { locateFinding } from './locate-finding.ts';
import { isValueMap, mergeLayer, type ValueMap, valueAt } from './merge.ts';
import { readDsn, readReplicas } from './read-databases.ts';
import { resolveConfig } from './resolve-config.ts';
import type { Machine } from './resolve-context.ts';
import { resolveSecrets } from './resolve-secrets.ts';
import { applySettings, environmentLayer, environmentSettings, type Setting } from './source/environment-layer.ts';
import { flagLayer } from './source/flag-layer.ts';
import type { Layer } from './source/layer.ts';
import { readConfigFile } from './source/read-file.ts';
import { warnMisread, warnOddValues, warnUnknownVariables } from './warn-odd-values.ts';
import { warnUnsupported } from './warn-unsupported.ts';

/** Where the configuration comes from, and what of the machine it depends on. */
export interface LoadOptions {
  /** Paths of configuration files; a later one wins over an earlier one. None: the built-in configuration is used. */
  readonly files: readonly string[];
  /** Flags that the user gave, by name without dashes in front; names that are no configuration keys are passed over. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder to which relative paths refer. */
  readonly cwd: string;
  /** The text of a file, UTF-8; refuses as `fs.readFile` does. */
  readonly readFile: (path: string) => Promise<string>;
  readonly machine: Machine;
  readonly random: Random;
  /** Where generated secrets are kept. */
  readonly secretFiles: SecretFiles;
  /** Secrets for a process that can keep none, the same at each call; fresh ones at each load unless given. */
  readonly secretsOfProcess?: () => KeptSecrets;
  /** Takes `dev: true` from files too, as commands without a flag of that name do. Off for `serve`. */
  readonly devFromFiles?: boolean;
}

/** The configuration, in both forms, and what there is to say about it. */
export interface LoadedConfig {
  readonly config: Config;
  /** The merged values under their written names, generated secrets and database included. Never log it. */
  readonly values: Values;
  readonly warnings: readonly ConfigWarning[];
}

/**
 * Loads the configuration: defaults, then files, then flags, then the environment, the last one winning. Without files the
 * built-in configuration stands in their place. Secrets and database that are not configured are made in `zelos.data_dir`.
 * @throws ConfigError with every fault that was found
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { cwd, machine, env } = options;
  const warnings: ConfigWarning[] = [];
  const files = await readFiles(options, warnings);
  const flags = flagLayer(options.flags);
  const settings = environmentSettings(env);
  const environment = environmentLayer(settings);
  const given = [...files, flags, environment];
  const makesSecrets = files.length === 0;

  const base = makesSecrets
    ? withBuiltIn(flags, settings)
    : files.reduce((below, { values }) => mergeLayer(below, values), defaults());
  const merged = applySettings(mergeLayer(base, flags.values), settings) as ValueMap;

  const faults = checkKeys(merged).map((finding) => locateFinding(finding, merged, given));
  const dataDir = resolve(cwd, String(valueAt(merged, ['zelos', 'data_dir'])));
  const embedded = join(dataDir, DATABASE_FILE);
  const reading = { context: { cwd, cpus: machine.cpus }, layers: given, faults };
  const dsn = merged.dsn === undefined ? embeddedDsn(embedded) : readDsn(['dsn'], merged, reading);
  const replicas = readReplicas(dsn, merged, reading);
  if (!obeysKeyRules(merged)) throw new ConfigError(faults);
  for (const finding of checkRelations(merged, { makesSecrets })) faults.push(locateFinding(finding, merged, given));
  if (faults.length > 0 || dsn === undefined) throw new ConfigError(faults);

  if (makesSecrets) warnings.push(notice('', 'No configuration file is given: the built-in configuration is used.'));
  if (merged.dsn === undefined) warnings.push(notice('dsn', `No dsn is set: the embedded database ${embedded} is used.`));
  for (const text of dsn.warnings) warnings.push({ kind: 'changed', key: 'dsn', message: `dsn: ${text}.` });
  for (const [index, replica] of replicas.entries()) {
    const key = `zelos.replicas.${index}`;
    for (const text of replica.warnings) warnings.push({ kind: 'changed', key, message: `${key}: ${text}.` });
  }
  const secrets = await resolveSecrets(merged, { ...options, dataDir, warn: (warning) => warnings.push(warning) });

  const values: Values = {
    ...merged,
    dsn: merged.dsn ?? `sqlite://${embedded}`,
    secrets: structuredClone(secrets) as NonNullable<Values['secrets']>,
  };
  const config = resolveConfig(values, { dsn, replicas, secrets, cwd, machine, warn: (warning) => warnings.push(warning) });
  warnings.push(...warnOddValues(config), ...warnMisread(settings), ...warnUnknownVariables(env), ...warnUnsupported(given));
  return { config: freeze(config), values: freeze(values), warnings };
}

const defaults = (): ValueMap => defaultsOf(ROOT) as ValueMap;

const notice = (key: string, message: string): ConfigWarning => ({ kind: 'notice', key, message });

function withBuiltIn(flags: Layer, settings: readonly Setting[]): ValueMap {
  const chosen = applySettings(mergeLayer(defaults(), flags.values), settings);
  const publicUrl = valueAt(chosen, ['serve', 'public', 'base_url']);
  const layer = builtInValues({
    publicUrl: typeof publicUrl === 'string' ? publicUrl : undefined,
    publicPort: Number(valueAt(chosen, ['serve', 'public', 'port'])),
    adminPort: Number(valueAt(chosen, ['serve', 'admin', 'port'])),
  });
  return mergeLayer(defaults(), layer);
}

async function readFiles(options: LoadOptions, warnings: ConfigWarning[]): Promise<Layer[]> {
  const results = await Promise.allSettled(options.files.map((file) => readConfigFile(file, options)));
  const faults: ConfigFault[] = [];
  const layers: Layer[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') layers.push(options.devFromFiles ? result.value : withoutDev(result.value, warnings));
    else if (result.reason instanceof ConfigError) faults.push(...result.reason.faults);
    else throw result.reason;
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return layers;
}

/** A file that is copied from a developer's machine must not weaken a server: development mode needs the flag or the variable. */
function withoutDev(layer: Layer, warnings: ConfigWarning[]): Layer {
  if (layer.values.dev !== true) return layer;
  const message = 'dev: true in a file is passed over; use --dev or DEV=true.';
  warnings.push({ kind: 'changed', key: 'dev', message });
  const { dev: _, ...values } = layer.values;
  return { ...layer, values };
}

const embeddedDsn = (file: string): Dsn => ({
  kind: 'sqlite',
  file,
  memory: false,
  options: { mode: 'rwc', foreignKeys: true, busyTimeoutMs: 5000 },
  warnings: [],
});

function freeze<T>(value: T): T {
  if (Array.isArray(value)) for (const entry of value) freeze(entry);
  else if (isValueMap(value)) for (const entry of Object.values(value)) freeze(entry);
  return Object.freeze(value);
}
