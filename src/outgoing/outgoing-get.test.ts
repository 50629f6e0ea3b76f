import { describe, expect, it } from 'vitest';
import { FinalError } from './final-error.ts';
import { createOutgoingGet, type OutgoingGetOptions } from './outgoing-get.ts';

const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'public.example': ['93.184.215.14'],
  'intern.example': ['10.0.0.1'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
};

/** A GET that goes nowhere: `/to/<url>` redirects, everything else answers 200. */
function setUp(options: Partial<OutgoingGetOptions> = {}) {
  const called: string[] = [];
  const get = createOutgoingGet({
    fetch: async (input) => {
      const url = new URL(String(input));
      called.push(url.href);
      if (!url.pathname.startsWith('/to/')) return new Response('here');
      return new Response(null, { status: 302, headers: { location: decodeURIComponent(url.pathname.slice('/to/'.length)) } });
    },
    disallowPrivateIps: true,
    addressesOf: async (host) => HOSTS[host] ?? [],
    ...options,
  });
  const call = (url: string) => get(new URL(url), { headers: {}, signal: new AbortController().signal });
  return { call, called };
}

const to = (url: string) => `http://public.example/to/${encodeURIComponent(url)}`;

describe('an outgoing GET', () => {
  it('reaches public hosts, and follows redirects to them', async () => {
    const { call, called } = setUp();
    expect(await (await call(to('https://public.example/there'))).text()).toBe('here');
    expect(called).toEqual([to('https://public.example/there'), 'https://public.example/there']);
    expect((await call(to('/there'))).status).toBe(200);
  });

  it.each(['http://intern.example/', 'http://mixed.example/', 'http://127.0.0.1/', 'http://[::1]/', 'http://[::ffff:10.0.0.1]/'])(
    'does not reach %s, nor is it led there',
    async (url) => {
      const { call, called } = setUp();
      await expect(call(url)).rejects.toThrow(FinalError);
      expect(called).toEqual([]);
      await expect(call(to(url))).rejects.toThrow(/private address/);
      expect(called).toEqual([to(url)]);
      expect((await setUp({ disallowPrivateIps: false }).call(to(url))).status).toBe(200);
    },
  );

  it('reaches the exceptions, and no further', async () => {
    const { call } = setUp({ exceptions: ['http://intern.example/range/*'] });
    expect((await call('http://intern.example/range/5BAA6')).status).toBe(200);
    expect((await call(to('http://intern.example/range/5BAA6?a'))).status).toBe(200);
    await expect(call('http://intern.example/admin')).rejects.toThrow(/private address/);
  });

  it('sends no user and password, nor does it repeat them', async () => {
    const { call, called } = setUp();
    const secret = 'http://user:geheim@public.example/';
    for (const url of [secret, 'http://user@public.example/', 'http://:geheim@public.example/', to(secret)]) {
      const failure = await call(url).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(FinalError);
      expect(String(failure)).toContain('a URL with user and password cannot be fetched');
      expect(String(failure)).not.toContain('geheim');
    }
    expect(called).toEqual([to(secret)]);
  });

  it('is led in circles ten times at most, and to nothing but HTTP', async () => {
    let calls = 0;
    const fetch = async () => {
      calls++;
      return new Response(null, { status: 307, headers: { location: 'http://public.example/' } });
    };
    await expect(setUp({ fetch }).call('http://public.example/')).rejects.toThrow(/redirects too often/);
    expect(calls).toBe(11);
    await expect(setUp().call(to('ftp://public.example/'))).rejects.toThrow(/redirects to ftp:/);
  });
});
