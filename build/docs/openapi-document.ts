import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createZelos } from '../../src/index.ts';

export interface SchemaObject {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly items?: SchemaObject;
  readonly allOf?: readonly SchemaObject[];
  readonly anyOf?: readonly SchemaObject[];
  readonly oneOf?: readonly SchemaObject[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaObject>>;
  readonly additionalProperties?: SchemaObject | boolean;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: SchemaObject }>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-scope'?: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
    readonly schema: SchemaObject;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

/** The parts of the OpenAPI document that the page shows. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>> };
}

/** The document that a server answers with, which listens on sockets in a folder of its own. */
export async function openApiDocument(): Promise<OpenApiDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'zelos-docs-'));
  const env = {
    DSN: 'memory',
    SERVE_PUBLIC_HOST: `unix:${join(folder, 'public')}`,
    SERVE_ADMIN_HOST: `unix:${join(folder, 'admin')}`,
    LOG_LEVEL: 'error',
  };
  const zelos = await createZelos({ env, cwd: folder });
  try {
    return await new Promise<OpenApiDocument>((resolve, reject) => {
      get({ socketPath: join(folder, 'admin'), path: '/admin/openapi.json', agent: false }, (answer) =>
        resolve(json(answer) as Promise<OpenApiDocument>),
      ).on('error', reject);
    });
  } finally {
    await zelos.close();
    await rm(folder, { recursive: true, force: true });
  }
}
