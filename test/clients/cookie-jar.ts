/** The cookies of one browser, and a `fetch` that brings and keeps them. It follows no redirects. */
export interface CookieJar {
  readonly cookies: Map<string, string>;
  readonly fetch: typeof fetch;
}

const isOver = (attributes: readonly string[]) => attributes.some((text) => /^\s*max-age=(0|-\d+)$/i.test(text));

/** Does what a Set-Cookie line asks for. Paths and domains do not matter. */
export function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (isOver(attributes) || value === '') cookies.delete(name);
  else cookies.set(name, value);
}

/** The Cookie header that brings them; empty when there are none. */
export const cookieHeader = (cookies: ReadonlyMap<string, string>): string =>
  [...cookies].map((pair) => pair.join('=')).join('; ');

/** A jar for one host. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();

  return {
    cookies,
    async fetch(input, init) {
      const request = new Request(input, { ...init, redirect: 'manual' });
      if (cookies.size > 0) request.headers.set('cookie', cookieHeader(cookies));
      const answer = await fetch(request);
      for (const line of answer.headers.getSetCookie()) keepCookie(cookies, line);
      return answer;
    },
  };
}
