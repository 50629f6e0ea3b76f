import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SCHEMA = { type: 'object', properties: { traits: { type: 'object', properties: { name: { type: 'string' } } } } };

export const schemaUrl = (schema: object) => `base64://${Buffer.from(JSON.stringify(schema)).toString('base64')}`;

/** A configuration that starts; `changes` stand beside its members. */
export const configuration = (changes: object = {}) => ({
  identity: { default_schema_id: 'name', schemas: [{ id: 'name', url: schemaUrl(SCHEMA) }] },
  selfservice: { default_browser_return_url: 'http://127.0.0.1:4455/' },
  ...changes,
});

/** Writes a configuration file. JSON is YAML. */
export async function writeConfiguration(folder: string, changes: object = {}): Promise<string> {
  await writeFile(join(folder, 'zelos.yml'), JSON.stringify(configuration(changes)));
  return 'zelos.yml';
}
