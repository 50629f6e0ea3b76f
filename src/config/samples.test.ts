import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadConfig } from './load-config.ts';
import { memoryInputs } from './testing/memory-inputs.ts';

const ROOT = join(import.meta.dirname, '../../test');
const SAMPLES = join(ROOT, 'data/config/samples');
const read = (path: string) => readFileSync(path, 'utf8').replaceAll(/\$\{(\w+)\}/g, 'value-of-$1');

const quickstarts = globSync('contrib/**/*.yml', { cwd: SAMPLES });
const profiles = globSync('test/e2e/profiles/*/.kratos.yml', { cwd: SAMPLES });
const recorded = globSync('conformance/profiles/*/kratos.yml', { cwd: ROOT });

const PLACES: Readonly<Record<string, string>> = {
  public: 'http://127.0.0.1:14433',
  admin: 'http://127.0.0.1:14434',
  public_port: '14433',
  admin_port: '14434',
  smtp_port: '11025',
  ui: 'http://127.0.0.1:14455',
  hook: 'http://127.0.0.1:14466',
  dir: '/profile',
};

describe('the samples of the reference server', () => {
  test('are there', () => {
    expect([quickstarts.length, profiles.length]).toEqual([6, 17]);
  });

  test.each(quickstarts)('%s loads', async (file) => {
    const { config } = await loadConfig(memoryInputs({ 'kratos.yml': read(join(SAMPLES, file)) }, { env: { DSN: 'memory' } }));
    expect(config.selfservice.defaultBrowserReturnUrl).toMatch(/^http/);
    expect(config.identity.schemas.length).toBeGreaterThan(0);
  });

  test.each(profiles)('%s loads over the base file', async (file) => {
    const base = read(join(SAMPLES, 'test/e2e/profiles/kratos.base.yml'));
    // One profile has a key twice; the tool with which that suite merges its files keeps the second.
    const own = stringify(parse(read(join(SAMPLES, file)), { uniqueKeys: false }));
    const { config } = await loadConfig(memoryInputs({ 'base.yml': base, 'own.yml': own }, { env: { DSN: 'memory' } }));
    expect(config.admin.baseUrl).toBe('http://kratos:4434/');
    // The base file says 1KB, which is less than Argon2 can do with: 8 KiB for its one lane.
    expect(config.hashers.argon2.memoryBytes).toBe(8192);
    expect(config.secrets.cookie).toEqual(['PLEASE-CHANGE-ME-I-AM-VERY-INSECURE']);
  });
});

describe('the recorded profiles', () => {
  test('are there', () => expect(recorded.length).toBeGreaterThan(5));

  test.each(recorded)('%s loads, with bcrypt raised to cost 12', async (file) => {
    const path = join(ROOT, file);
    const text = readFileSync(path, 'utf8').replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
      name === 'dir' ? dirname(path) : (PLACES[name] ?? name),
    );
    const { config, warnings } = await loadConfig(memoryInputs({ 'kratos.yml': text }, { env: { DSN: 'memory' } }));
    expect(config.hashers.bcrypt.cost).toBe(12);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'changed', key: 'hashers.bcrypt.cost' }));
    expect(config.public).toMatchObject({ host: '127.0.0.1', port: 14433, baseUrl: 'http://127.0.0.1:14433/' });
  });
});
