// Serves the pages of this folder and hands everything that is Zelos's on to it, so that both share one origin: no CORS, and cookies
// just work. In production a reverse proxy does the same (`location /self-service/ { proxy_pass … }`).
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';

export interface ServerOptions {
  readonly port: number;
  /** Where the public API of Zelos is. */
  readonly zelosUrl: string;
}

/** The paths of the public API that a browser needs. */
const OF_ZELOS = /^\/(self-service|sessions|schemas|\.well-known)(\/|$)/;

const PAGES = new URL('public/', import.meta.url);
const SHARED = new URL('../shared/', import.meta.url);
const SDK = new URL('.', import.meta.resolve('@ory/client-fetch/dist/esm/index.js'));

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** The file behind a path; undefined where it is a page of the app, which the script in index.html draws. */
function fileOf(path: string): URL | undefined {
  if (path === '/style.css') return new URL('style.css', SHARED);
  // The modules of the SDK import each other without an extension.
  if (path.startsWith('/sdk/')) return new URL(`${path.slice('/sdk/'.length) || 'index'}.js`, SDK);
  if (path.endsWith('.js')) return new URL(path.slice(1), PAGES);
  return undefined;
}

/** Scripts are ours; the only one that stands in the page itself is the import map. */
function policyFor(page: string): string {
  const [, importMap = ''] = /<script type="importmap">(.*?)<\/script>/s.exec(page) ?? [];
  const hash = createHash('sha256').update(importMap).digest('base64');
  return `default-src 'self'; img-src 'self' data:; script-src 'self' 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`;
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const file = fileOf(path);
  try {
    const content = await readFile(file ?? new URL('index.html', PAGES));
    response.setHeader('content-type', TYPES[file ? extname(file.pathname) : '.html'] ?? 'application/octet-stream');
    response.setHeader('x-content-type-options', 'nosniff');
    // The SDK changes with its version only. What you are working on is always fresh.
    response.setHeader('cache-control', path.startsWith('/sdk/') ? 'max-age=3600' : 'no-cache');
    if (!file) response.setHeader('content-security-policy', policyFor(content.toString()));
    response.end(content);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.');
  }
}

function handOn(incoming: IncomingMessage, response: ServerResponse, zelosUrl: string): void {
  const { method, headers, url = '/' } = incoming;
  const outgoing = request(new URL(url, zelosUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('Zelos does not answer. Is it running?');
  });
  incoming.pipe(outgoing);
}

/** Starts the server of the app. @returns it, listening */
export async function startServer({ port, zelosUrl }: ServerOptions): Promise<Server> {
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://app');
    if (OF_ZELOS.test(pathname)) handOn(incoming, response, zelosUrl);
    else serveFile(pathname, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
