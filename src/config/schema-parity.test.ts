import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { obeysKeyRules } from './check-keys.ts';
import { checkRelations } from './check-relations.ts';
import { defaultsOf } from './defaults.ts';
import { FORMATS } from './formats.ts';
import { allKeys } from './key-table.ts';
import { ROOT } from './keys/root.ts';
import { dotted, leavesOf, mergeLayer, type Path, setAt, type ValueMap } from './merge.ts';
import { rangeServerUrl } from './range-server-url.ts';
import { isUri, isUriReference } from './url-syntax.ts';

const DATA = join(import.meta.dirname, '../../test/data/config');
const read = (name: string) => readFileSync(join(DATA, name), 'utf8');
const reference = JSON.parse(read('kratos-config.schema.json')) as ValueMap;

const ajv = new Ajv({ strict: false, logger: false });
ajv.addSchema(JSON.parse(read('tracing-config.schema.json')), 'ory://tracing-config');
ajv.addFormat('uri', isUri);
ajv.addFormat('uri-reference', isUriReference);
ajv.addFormat('email', FORMATS.email ?? (() => false));
ajv.addFormat('hostname', FORMATS.hostname ?? (() => false));
const referenceAccepts = ajv.compile(reference);

const defaults = defaultsOf(ROOT) as ValueMap;
const { zelos: _, ...shared } = defaults;

const accepts = (values: ValueMap): boolean => {
  const whole = mergeLayer(defaults, values);
  return obeysKeyRules(whole) && checkRelations(whole, { makesSecrets: false }).length === 0;
};
const acceptsThere = (values: ValueMap): boolean => referenceAccepts(mergeLayer(shared, values));

const samples = globSync(['everything.yml', 'samples/**/{*,.*}.yml'], { cwd: DATA }).map(
  (file) => [file, parse(read(file), { uniqueKeys: false }) as ValueMap] as const,
);
const base = samples.find(([file]) => file.endsWith('kratos.base.yml'))?.[1] ?? {};
const whole = samples.map(([file, values]) => [file, { dsn: 'memory', ...mergeLayer(base, values) }] as const);

const LEAST = {
  dsn: 'memory',
  identity: { schemas: [{ id: 'a', url: 'file://a' }] },
  selfservice: { default_browser_return_url: '/' },
};

/** Values of every type, and texts of every kind that some key wants. */
const STRANGERS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  3,
  5.5,
  70000,
  '',
  'x',
  'true',
  '1h',
  '1h30m',
  '1.5h',
  '-1h',
  '1d',
  '10MB',
  '10 MB',
  '/path',
  'path',
  'https://a.example/x',
  'ftp://a.example',
  'file://x',
  'base64://eA==',
  'a@b.example',
  'a:b',
  '127.0.0.1:80',
  'http://a.example:port/',
  'http://*.a.example',
  '*',
  'smtp://h',
  [],
  ['x'],
  ['x', 'x'],
  ['*'],
  [1],
  [{}],
  {},
  { x: 1 },
  'a-text-that-is-quite-long-indeed',
  ['a-text-that-is-quite-long-indeed'],
];

/** Where this server means to decide differently, and why. */
function differsOnPurpose(path: Path, value: unknown): boolean {
  const key = dotted(path);
  // Relative texts end the reference server at their first use, not at the start.
  if (/(_return_url|ui_url|base_url)$/.test(key)) return typeof value === 'string' && !(FORMATS['url-or-path']?.(value) ?? false);
  if (/^identity\.schemas\.\d+\.url$/.test(key)) return typeof value === 'string' && !/^(file|https?|base64):/.test(value);
  // There, nobody finds out before the first password, which is then taken unchecked.
  if (key.endsWith('.haveibeenpwned_host')) return typeof value === 'string' && rangeServerUrl(value) === undefined;
  // Also an address without port and a URL are of use for the collector.
  if (key === 'tracing.providers.otlp.server_url' || key === 'dsn') return true;
  // That schema forgot to say that this is an object; nothing else works there either. An empty section is passed over before.
  return key === 'feature_flags';
}

describe('the keys decide like the schema of the reference server', () => {
  test('about every sample', () => {
    expect(whole.filter(([, values]) => accepts(values)).length).toBe(24);
    for (const [file, values] of whole)
      expect([file, acceptsThere(values)], JSON.stringify(referenceAccepts.errors)).toEqual([file, accepts(values)]);
  });

  test('about every value in them that is replaced by a stranger, or missing', () => {
    const disagreements: unknown[] = [];
    const seen = new Set<string>();
    for (const [file, values] of whole) {
      for (const [path] of leavesOf(values)) {
        if (seen.has(dotted(path))) continue;
        seen.add(dotted(path));
        const strangers = file === 'everything.yml' ? STRANGERS : [null, 5, 'x', {}];
        for (const stranger of [...strangers, undefined]) {
          if (differsOnPurpose(path, stranger)) continue;
          const changed = withValue(values, path, stranger);
          if (accepts(changed) !== acceptsThere(changed)) disagreements.push([file, dotted(path), stranger]);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(200);
    expect(disagreements).toEqual([]);
  });

  test('about every key, with every stranger', () => {
    const disagreements: unknown[] = [];
    for (const { segments } of allKeys()) {
      if (segments[0] === 'zelos' || segments.includes('#')) continue;
      for (const stranger of STRANGERS) {
        if (differsOnPurpose(segments, stranger)) continue;
        const changed = setAt(LEAST, segments, stranger) as ValueMap;
        if (accepts(changed) !== acceptsThere(changed)) disagreements.push([dotted(segments), stranger]);
      }
      const unknown = setAt(LEAST, [...segments, 'no_such_key'], 1) as ValueMap;
      if (accepts(unknown) !== acceptsThere(unknown)) disagreements.push([dotted(segments), 'unknown key']);
    }
    expect(disagreements).toEqual([]);
  });

  test('about every hook in every list', () => {
    const hooks = [
      ...['revoke_active_sessions', 'session', 'require_verified_address', 'verification', 'show_verification_ui', 'b2b_sso'],
      ...['organization', 'verify_new_address', 'notify_previous_addresses', 'two_step_registration'],
    ].map((hook): ValueMap => ({ hook }));
    const call = { url: 'https://h.example', method: 'POST' };
    const flags = [true, false, undefined];
    const answers = flags.flatMap((ignore) =>
      flags.flatMap((parse) => flags.map((can_interrupt) => ({ ignore, parse, can_interrupt }))),
    );
    const entries: unknown[] = [
      ...hooks,
      ...hooks.map((entry) => ({ ...entry, config: {} })),
      ...['https://h', 'file://b', 'base64://eA==', 'body.jsonnet', 'http://a:b'].map((body) => ({
        hook: 'web_hook',
        config: { ...call, body },
      })),
      ...answers.map(({ can_interrupt, ...response }) => ({ hook: 'web_hook', config: { ...call, response, can_interrupt } })),
      ...[{ hook: 'web_hook' }, { hook: 'web_hook', config: { url: 'https://h' } }, { config: call }, 'session', null],
    ].map((entry) => JSON.parse(JSON.stringify(entry)) as unknown);
    const lists = allKeys().filter(({ segments }) => segments.at(-1) === 'hooks');
    expect(lists.length).toBe(29);
    const disagreements: unknown[] = [];
    for (const { segments } of lists) {
      for (const entry of entries) {
        for (const list of [[entry], [entry, entry]]) {
          const changed = setAt(LEAST, segments, list) as ValueMap;
          if (accepts(changed) !== acceptsThere(changed)) disagreements.push([dotted(segments), list]);
        }
      }
    }
    expect(disagreements).toEqual([]);
  });

  test('about what each provider of social sign-in needs', () => {
    const optional = {
      client_secret: '',
      microsoft_tenant: 't',
      apple_team_id: 'a',
      apple_private_key_id: 'b',
      apple_private_key: 'c',
    };
    const names = Object.keys(optional);
    const disagreements: unknown[] = [];
    let accepted = 0;
    for (const provider of ['generic', 'microsoft', 'apple']) {
      for (let choice = 0; choice < 3 ** names.length; choice++) {
        // Each key is absent, empty or filled.
        const extra = names.map((name, index) => [name, [undefined, '', 'filled'][Math.floor(choice / 3 ** index) % 3]] as const);
        const own = Object.fromEntries(extra.filter(([, value]) => value !== undefined));
        const entry = { id: 'p', provider, client_id: 'c', mapper_url: 'file://m', ...own };
        const changed = setAt(LEAST, ['selfservice', 'methods', 'oidc', 'config', 'providers'], [entry]) as ValueMap;
        if (accepts(changed) !== acceptsThere(changed)) disagreements.push(entry);
        if (accepts(changed)) accepted++;
      }
    }
    expect(accepted).toBeGreaterThan(10);
    expect(disagreements).toEqual([]);
  });

  test('and have the same defaults', () => {
    // The body of courier requests is made by the courier itself when the key is unset.
    const body = ['courier', 'http', 'request_config', 'body'];
    const there = withoutBody(referenceDefaults(reference, new Set()) as ValueMap, body);
    expect(shared).toEqual(there);
  });
});

function withValue(values: ValueMap, path: Path, value: unknown): ValueMap {
  if (value !== undefined) return setAt(values, path, value) as ValueMap;
  const copy = structuredClone(values);
  const holder = path.slice(0, -1).reduce<unknown>((found, step) => (found as Record<string | number, unknown>)[step], copy);
  const last = path.at(-1);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as ValueMap)[String(last)];
  return copy;
}

function withoutBody(values: ValueMap, path: Path): ValueMap {
  return withValue(values, path, undefined);
}

function referenceDefaults(schema: ValueMap, seen: ReadonlySet<unknown>): unknown {
  if (schema.default !== undefined) return schema.default;
  const target = typeof schema.$ref === 'string' ? pointed(schema.$ref) : undefined;
  if (target !== undefined && !seen.has(target)) return referenceDefaults(target, new Set([...seen, target]));
  const properties = Object.entries((schema.properties ?? {}) as Record<string, ValueMap>);
  const found = properties
    .map(([name, child]) => [name, referenceDefaults(child, seen)] as const)
    .filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function pointed(ref: string): ValueMap | undefined {
  if (!ref.startsWith('#/')) return undefined;
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((found, name) => (found as ValueMap)[name], reference) as ValueMap;
}
