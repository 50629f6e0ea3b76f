import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load-config.ts';
import { memoryInputs } from '../../src/config/testing/memory-inputs.ts';
import { createZelos } from '../../src/index.ts';

/** The folder of the files for deployments. */
export const PACKAGING = new URL('../../packaging/', import.meta.url);

/** The text of one of them. */
export const packagingFile = (name: string) => readFileSync(new URL(name, PACKAGING), 'utf8');

/** The configuration files that a command line names. */
export const configurationFiles = (args: readonly string[]) => args.filter((_, at) => args[at - 1] === '-c');

/**
 * Loads a configuration as a deployment has it, and starts a server with it and the schema, on a database in memory.
 * @returns what it warns of
 */
export async function startedWith(kratos: string, secrets: string, schema: string): Promise<readonly string[]> {
  const { warnings } = await loadConfig(memoryInputs({ 'kratos.yml': kratos, 'secrets.yml': secrets }));
  const values = parse(kratos.replace('file:///etc/zelos/person.schema.json', `base64://${btoa(schema)}`));
  const zelos = await createZelos({
    values,
    env: {
      DSN: 'memory',
      SECRETS_DEFAULT: 'a-secret-of-tests',
      SECRETS_CIPHER: 'a-secret-of-tests-of-32-letters!',
      LOG_LEVEL: 'error',
    },
    freePorts: true,
  });
  try {
    const ids = ((await (await fetch(`${zelos.publicUrl}/schemas`)).json()) as { id: string }[]).map(({ id }) => id);
    if (`${ids}` !== 'person') throw new Error(`the schemas are ${ids}`);
  } finally {
    await zelos.close();
  }
  return warnings.filter(({ kind }) => kind !== 'notice').map(({ message }) => message);
}
