/** The cookies of one browser, and a `fetch` that brings and keeps them. It follows no redirects. */
export interface CookieJar {
  readonly cookies: Map<string, string>;
  readonly fetch: typeof fetch;
}

const isOver = (attributes: readonly string[]) => attributes.some((text) => /^\s*max-age=(0|-\d+)$/i.test(text));

/** A jar for one host; paths and domains of cookies do not matter to it. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (isOver(attributes) || value === '') cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    async fetch(input, init) {
      const request = new Request(input, { ...init, redirect: 'manual' });
      if (cookies.size > 0) request.headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
      const answer = await fetch(request);
      answer.headers.getSetCookie().forEach(keep);
      return answer;
    },
  };
}
