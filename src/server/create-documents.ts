import { readdir, readFile } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { createTemplates } from '../courier/create-templates.ts';
import type { Templates } from '../courier/templates.ts';
import type { ReadFile } from '../document/document-reader.ts';
import { createJsonnet, type Jsonnet } from '../jsonnet/create-jsonnet.ts';
import type { Clock } from '../lib/clock.ts';
import type { OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import type { Log } from './log.ts';

export interface DocumentsOptions {
  readonly config: Config;
  /** Outgoing HTTP. */
  readonly fetch: typeof globalThis.fetch;
  /** What relative file URLs count from; the working directory of the process when it is left out. */
  readonly cwd?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** How documents that the configuration names by URLs are read. */
export interface Reading extends OutgoingGetOptions {
  readonly readFile: ReadFile;
  readonly cwd?: string;
  readonly log: Log;
}

/** What is made of documents that the configuration names. */
export interface Documents {
  readonly reading: Reading;
  readonly jsonnet: Jsonnet;
  readonly templates: Templates;
}

export function createDocuments({ config, fetch, cwd, clock, log }: DocumentsOptions): Documents {
  const { disallowPrivateIps, privateIpExceptions: exceptions } = config.clients.http;
  const reading = { fetch, disallowPrivateIps, exceptions, readFile, log, ...(cwd !== undefined && { cwd }) };
  return {
    reading,
    jsonnet: createJsonnet({ ...reading, clock }),
    templates: createTemplates({ ...reading, ...config.templates, readdir, now: () => Math.floor(clock.micros() / 1000) }),
  };
}
