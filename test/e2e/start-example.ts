import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type MailSink, startMailSink } from '../../src/courier/testing/mail-sink.ts';
import { createZelos } from '../../src/index.ts';
import { twoFreePorts } from '../server/free-ports.ts';
import { mergeValues } from '../server/merge-values.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

interface ExampleServer {
  startServer(options: { readonly port: number; readonly zelosUrl: string }): Promise<Server>;
}

/** An example, the Zelos that it talks to, and the mails that it sends. */
export interface RunningExample {
  readonly url: string;
  readonly mails: MailSink['mails'];
  close(): Promise<void>;
}

/** The configuration of the example as it stands, on ports and a database of its own. */
async function valuesOf(folder: URL, ports: { app: number; public: number; admin: number; smtp: number }, dataDir: string) {
  const text = (await readFile(new URL('kratos.yml', folder), 'utf8'))
    .replaceAll('127.0.0.1:4455', `127.0.0.1:${ports.app}`)
    .replaceAll('127.0.0.1:4433', `127.0.0.1:${ports.public}`)
    .replaceAll('127.0.0.1:4434', `127.0.0.1:${ports.admin}`);
  return mergeValues(parse(text) as object, {
    serve: { public: { port: ports.public }, admin: { port: ports.admin } },
    log: { level: 'error' },
    zelos: { data_dir: dataDir },
    courier: { smtp: { connection_uri: `smtp://127.0.0.1:${ports.smtp}/?disable_starttls=true` } },
    // Passwords of tests are looked up nowhere, and cheap.
    selfservice: { methods: { password: { config: { haveibeenpwned_enabled: false } } } },
    hashers: { algorithm: 'bcrypt', bcrypt: { cost: 4 } },
  });
}

/** Starts an example of the folder `examples`. */
export async function startExample(name: string): Promise<RunningExample> {
  const folder = new URL(`${name}/`, EXAMPLES);
  const [app, publicPort] = await twoFreePorts();
  const [admin] = await twoFreePorts();
  const dataDir = await mkdtemp(join(tmpdir(), 'zelos-example-'));
  const mails = await startMailSink();
  const ports = { app, public: publicPort, admin, smtp: mails.port };
  const zelos = await createZelos({
    values: await valuesOf(folder, ports, dataDir),
    env: { DEV: 'true' },
    cwd: fileURLToPath(folder),
  });
  const { startServer } = (await import(new URL('server.ts', folder).href)) as ExampleServer;
  const server = await startServer({ port: app, zelosUrl: zelos.publicUrl });
  return {
    url: `http://127.0.0.1:${app}`,
    mails: mails.mails,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await zelos.close();
      await mails.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
