import { fileURLToPath } from 'node:url';
import { type HttpReader, MAX_DOCUMENT } from './http-reader.ts';

/** Reads a whole file; `readFile` of node:fs/promises is one. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/** Reads a text document that the configuration names by a URL. @throws Error whose message says why it cannot be read */
export type DocumentReader = (url: string) => Promise<string>;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decoded(base64: string): Uint8Array {
  if (!BASE64.test(base64)) throw new Error('the URL does not carry standard base64 with padding');
  return Buffer.from(base64, 'base64');
}

function problemOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'the file does not exist';
  if (code === 'EISDIR') return 'the path is a directory';
  return error instanceof Error ? error.message : String(error);
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_DOCUMENT) throw new Error('the document is larger than 1 MiB');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('the document is not UTF-8');
  }
}

/** Reads `file://`, `http://`, `https://` and `base64://` URLs; at most 1 MiB. */
export function createDocumentReader(readFile: ReadFile, readHttp: HttpReader): DocumentReader {
  const readPath = (path: string) =>
    readFile(path).catch((error: unknown) => {
      throw new Error(problemOf(error), { cause: error });
    });
  return async (url) => {
    if (url.startsWith('base64://')) return textOf(decoded(url.slice('base64://'.length)));
    if (url.startsWith('http://') || url.startsWith('https://')) return textOf(await readHttp(url));
    if (url.startsWith('file:///')) return textOf(await readPath(fileURLToPath(url)));
    throw new Error('the URL must start with file://, http://, https:// or base64://');
  };
}
