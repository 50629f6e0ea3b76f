import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { allKeys } from '../../src/config/key-table.ts';
import { commandFault } from '../cli/command-fault.ts';
import { configurationFiles, PACKAGING, packagingFile } from './packaging-file.ts';

interface Mounted {
  readonly source: string;
  readonly target: string;
}

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly configs?: readonly Mounted[];
  readonly secrets?: readonly (Mounted | string)[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: object;
  readonly configs?: Readonly<Record<string, { readonly file: string }>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

describe.each(['compose.sqlite.yml', 'compose.postgres.yml'])('%s', (file) => {
  const compose = parse(packagingFile(file), { merge: true }) as Compose;
  const services = Object.entries(compose.services);
  const ours = services.filter(([, { image }]) => image === 'zelos');

  test('our containers have a file system that cannot be written to, and no rights', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const [, service] of ours) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    }
    expect(ours.some(([, { build }]) => build?.context === '..' && build.dockerfile === 'packaging/Dockerfile')).toBe(true);
  });

  test('the admin API is published to this machine only', () => {
    expect(ours.flatMap(([, { ports = [] }]) => ports).filter((port) => port.endsWith(':4434'))).toEqual(['127.0.0.1:4434:4434']);
  });

  test('commands are those of our program, with files that are mounted', () => {
    for (const [, { command = ['serve'], configs = [], secrets = [] }] of ours) {
      expect(commandFault(command)).toBeUndefined();
      const mounted = [
        ...configs.map(({ target }) => target),
        ...secrets.map((one) => (typeof one === 'string' ? `/run/secrets/${one}` : `/run/secrets/${one.target}`)),
      ];
      expect(configurationFiles(command).filter((name) => !mounted.includes(name))).toEqual([]);
    }
  });

  test('variables are keys of the configuration', () => {
    const known = new Set(allKeys().map(({ variable }) => variable));
    const used = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  test('what a service refers to is declared, and files are there', () => {
    for (const [, { volumes = [], configs = [], secrets = [] }] of services) {
      for (const volume of volumes) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
      for (const { source } of configs) expect(compose.configs).toHaveProperty(source);
      for (const one of secrets) expect(compose.secrets).toHaveProperty(typeof one === 'string' ? one : one.source);
    }
    for (const { file: name } of Object.values(compose.configs ?? {}))
      expect(existsSync(new URL(name, PACKAGING)), name).toBe(true);
  });

  test('a service waits for what the other one can be', () => {
    for (const [, { depends_on = {} }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const other = compose.services[name];
        expect(other, name).toBeDefined();
        if (condition === 'service_healthy') expect(other?.healthcheck?.test).toBeDefined();
        // A service that is started again and again never completes.
        if (condition === 'service_completed_successfully') expect(other?.restart).toBe('on-failure');
      }
    }
  });
});
