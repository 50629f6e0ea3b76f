// Pages made on the server. Browsers send their forms straight to Zelos (`ui.action`), which sends them back here; this server only asks
// Zelos what to show, with the cookies of the browser. Both are on 127.0.0.1: cookies know no ports. In production they are on two
// names of one domain, and `cookies.domain` in kratos.yml names that.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Configuration, FrontendApi } from '@ory/client-fetch';
import { FLOWS } from './flows.ts';
import { layout } from './layout.ts';
import { type Answer, errorPage, failure, flowPage, homePage } from './pages.ts';
import { type Visit, visitOf } from './visit.ts';

export interface ServerOptions {
  readonly port: number;
  /** Where the public API of Zelos is, for this server and for browsers. */
  readonly zelosUrl: string;
}

const STYLE = new URL('../shared/style.css', import.meta.url);

function answerTo(visit: Visit): Answer | Promise<Answer> {
  const { pathname } = visit.url;
  if (pathname === '/') return homePage(visit);
  if (pathname === '/error') return errorPage(visit);
  const kind = FLOWS.get(pathname.slice(1));
  return kind ? flowPage(pathname.slice(1), kind, visit) : failure('There is no such page.', 404);
}

function send(response: ServerResponse, answer: Answer, { zelosUrl, logoutUrl }: Pick<Visit, 'zelosUrl' | 'logoutUrl'>): void {
  // Pages are somebody's own.
  response.setHeader('cache-control', 'no-store');
  if ('to' in answer) {
    response.writeHead(303, { location: answer.to }).end();
    return;
  }
  const { title, content, status = 200 } = answer;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'self'; img-src 'self' data:; form-action 'self' ${zelosUrl}; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(layout(title, content, logoutUrl).text);
}

/** Starts the server of the pages. @returns it, listening */
export async function startServer({ port, zelosUrl }: ServerOptions): Promise<Server> {
  const api = new FrontendApi(new Configuration({ basePath: zelosUrl, headers: { accept: 'application/json' } }));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/style.css') {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(await readFile(STYLE));
      return;
    }
    try {
      const visit = await visitOf(request, api, zelosUrl);
      send(response, await answerTo(visit), visit);
    } catch (error) {
      console.error(error);
      send(response, failure('That did not work. Please try again.', 502), { zelosUrl, logoutUrl: undefined });
    }
  }

  const server = createServer(handle);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
