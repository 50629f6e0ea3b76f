import type { IncomingHttpHeaders } from 'node:http';
import type { HttpClient } from './http-client.ts';

export interface WalkedPage {
  readonly ids: readonly string[];
  readonly headers: IncomingHttpHeaders;
}

/** The target of a link of the Link header. */
export function linkOf(headers: IncomingHttpHeaders, relation: string): string | undefined {
  return new RegExp(`<([^>]+)>; rel="${relation}"`).exec(String(headers.link ?? ''))?.[1];
}

/** All pages from `path` on, by the links to the next one. */
export async function walk(client: HttpClient, path: string): Promise<WalkedPage[]> {
  const pages: WalkedPage[] = [];
  for (let next: string | undefined = path; next !== undefined; next = linkOf(pages.at(-1)?.headers ?? {}, 'next')) {
    const answer = await client.send('GET', next);
    if (answer.status !== 200) throw new Error(`${next}: ${answer.status} ${answer.text}`);
    pages.push({ ids: answer.json<{ id: string }[]>().map(({ id }) => id), headers: answer.headers });
  }
  return pages;
}
