import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createZelos, type Zelos, type ZelosOptions } from '../../src/index.ts';
import { twoFreePorts } from './free-ports.ts';
import { mergeValues } from './merge-values.ts';

const SCHEMAS = new URL('../data/schemas/', import.meta.url);
const SUFFIX = '.schema.json';
const ATTEMPTS = 5;

export interface StartOptions extends Pick<ZelosOptions, 'clock' | 'random' | 'log'> {
  /** As the configuration has it: `sqlite://…`, `postgres://…`, `memory`. */
  readonly dsn: string;
  /** Changes to the configuration for tests, of the shape of `kratos.yml`; lists replace lists. */
  readonly values?: object;
}

/** The schemas of `test/data/schemas`; the one of a person is the default. */
export async function schemaValues(): Promise<object> {
  const files = (await readdir(SCHEMAS)).filter((file) => file.endsWith(SUFFIX)).sort();
  const schemas = await Promise.all(
    files.map(async (file) => ({
      id: file.slice(0, -SUFFIX.length),
      url: `base64://${(await readFile(new URL(file, SCHEMAS))).toString('base64')}`,
    })),
  );
  return { default_schema_id: 'person', schemas };
}

const urlOf = (port: number) => `http://127.0.0.1:${port}/`;

async function valuesFor({ dsn, values = {} }: StartOptions, cwd: string): Promise<object> {
  const [publicPort, adminPort] = await twoFreePorts();
  const standard = {
    dsn,
    serve: {
      public: { host: '127.0.0.1', port: publicPort, base_url: urlOf(publicPort) },
      admin: { host: '127.0.0.1', port: adminPort, base_url: urlOf(adminPort) },
    },
    log: { level: 'error' },
    secrets: {
      default: ['test-default-secret-0001'],
      cookie: ['test-cookie-secret-00001'],
      cipher: ['test-cipher-secret-0000000000001'],
    },
    hashers: { algorithm: 'bcrypt', bcrypt: { cost: 4 } },
    identity: await schemaValues(),
    zelos: { data_dir: cwd },
    selfservice: {
      default_browser_return_url: 'http://127.0.0.1:4455/',
      methods: { password: { enabled: true }, code: { enabled: true }, link: { enabled: true } },
      flows: { recovery: { enabled: true, ui_url: 'http://127.0.0.1:4455/recovery' } },
    },
  };
  return mergeValues(standard, values);
}

const portTaken = (error: unknown) => (error as { code?: unknown }).code === 'EADDRINUSE';

/**
 * Starts a server in this process, on ports of its own, with the schemas of `test/data/schemas`, both methods of recovery and cheap
 * password hashes. Its folder goes when it is closed.
 */
export async function startZelos(options: StartOptions): Promise<Zelos> {
  const { clock, random, log } = options;
  const own = {
    env: { DEV: 'true' },
    autoMigrate: true,
    ...(clock && { clock }),
    ...(random && { random }),
    ...(log && { log }),
  };
  const cwd = await mkdtemp(join(tmpdir(), 'zelos-server-'));
  const remove = () => rm(cwd, { recursive: true, force: true });
  for (let attempt = 1; ; attempt++) {
    try {
      // Development mode keeps the cost of bcrypt as low as configured.
      const zelos = await createZelos({ ...own, values: await valuesFor(options, cwd), cwd });
      return { ...zelos, close: (closeOptions) => zelos.close(closeOptions).finally(remove) };
    } catch (error) {
      if (portTaken(error) && attempt < ATTEMPTS) continue;
      await remove();
      throw error;
    }
  }
}
