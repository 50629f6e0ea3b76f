import { expect } from 'vitest';
import type { FlowKind } from '../../../src/store/flow-store.ts';
import { cookieHeader, keepCookie } from '../../clients/cookie-jar.ts';
import { csrfOf } from '../../http/csrf-of.ts';
import type { Answer, HttpClient } from '../../http/http-client.ts';
import type { WireIdentity } from '../../http/wire.ts';

/** How somebody asks: with pages in a browser, with a program in one, or with a native app. */
export type VisitorKind = 'page' | 'app' | 'native';

interface WireMessage {
  readonly id: number;
  readonly text: string;
}

interface WireNode {
  readonly group: string;
  readonly attributes: { readonly name: string; readonly value?: unknown };
  readonly messages: readonly WireMessage[];
  readonly meta: { readonly label?: { readonly id: number; readonly context?: { readonly name?: string } } };
}

/** A flow as answers show it. */
export interface WireFlow {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly active?: string;
  readonly request_url: string;
  readonly return_to?: string;
  readonly identity_schema?: string;
  readonly ui: { readonly action: string; readonly nodes: readonly WireNode[]; readonly messages?: readonly WireMessage[] };
}

/** A settings flow as answers show it. */
export interface WireSettings extends WireFlow {
  readonly identity: WireIdentity;
  readonly continue_with?: readonly { readonly action: string; readonly redirect_browser_to?: string }[];
}

/** Somebody with a cookie jar, or with a session token. */
export interface Visitor {
  readonly kind: VisitorKind;
  readonly cookies: Map<string, string>;
  /** Asks for a URL, or a path. */
  get(url: string): Promise<Answer>;
  /** Posts fields as the kind of visitor does, with a token against forged requests. */
  post(url: string, fields: object): Promise<Answer>;
  /** Begins the flow that this visitor came for. @returns it as it is shown */
  begin<F extends WireFlow = WireSettings>(query?: string): Promise<F>;
  fetch<F extends WireFlow = WireSettings>(id: string): Promise<F>;
  submit(id: string, fields: object): Promise<Answer>;
}

const pathOf = (url: string) => (url.startsWith('/') ? url : url.slice(new URL(url).origin.length));

/** What of a session a visitor has from the beginning. */
export interface Carried {
  readonly token?: string;
  /** A Cookie header. */
  readonly cookie?: string;
}

/** @param flow what the visitor comes for */
export function createVisitor(
  kind: VisitorKind,
  client: HttpClient,
  { token, cookie }: Carried = {},
  flow: FlowKind = 'settings',
): Visitor {
  const cookies = new Map<string, string>();
  let csrfToken = '';
  if (cookie !== undefined && kind !== 'native') keepCookie(cookies, cookie);

  async function ask(method: string, url: string, sending: { body?: string; type?: string } = {}): Promise<Answer> {
    const jar = cookieHeader(cookies);
    const headers = {
      accept: kind === 'page' ? 'text/html' : 'application/json',
      ...(jar !== '' && kind !== 'native' && { cookie: jar }),
      ...(kind === 'native' && token !== undefined && { 'x-session-token': token }),
      ...(sending.type !== undefined && { 'content-type': sending.type }),
    };
    const answer = await client.send(method, pathOf(url), {
      headers,
      ...(sending.body !== undefined && { body: sending.body }),
    });
    if (kind !== 'native') for (const text of answer.headers['set-cookie'] ?? []) keepCookie(cookies, text);
    return answer;
  }

  const visitor: Visitor = {
    kind,
    cookies,
    get: (url) => ask('GET', url),
    post(url, fields) {
      const whole = { ...(kind !== 'native' && { csrf_token: csrfToken }), ...fields };
      if (kind !== 'page') return ask('POST', url, { body: JSON.stringify(whole), type: 'application/json' });
      const form = new URLSearchParams(whole as Record<string, string>).toString();
      return ask('POST', url, { body: form, type: 'application/x-www-form-urlencoded' });
    },
    async begin<F extends WireFlow>(query = '') {
      const answer = await ask('GET', `/self-service/${flow}/${kind === 'native' ? 'api' : 'browser'}${query}`);
      if (kind !== 'page') return remember<F>(answer);
      expect(answer.status, answer.text).toBe(303);
      return visitor.fetch<F>(new URL(answer.headers.location ?? '').searchParams.get('flow') ?? '');
    },
    fetch: async <F extends WireFlow>(id: string) => remember<F>(await ask('GET', `/self-service/${flow}/flows?id=${id}`)),
    submit: (id, fields) => visitor.post(`/self-service/${flow}?flow=${id}`, fields),
  };

  function remember<F extends WireFlow>(answer: Answer): F {
    expect(answer.status, answer.text).toBe(200);
    const shown = answer.json<F>();
    csrfToken = csrfOf(shown);
    return shown;
  }
  return visitor;
}

/** Ids of the messages of the form, then those of its fields with their names. */
export function told({ ui }: Pick<WireFlow, 'ui'>): string[] {
  const ofFields = ui.nodes.flatMap(({ attributes, messages }) => messages.map(({ id }) => `${attributes.name} ${id}`));
  return [...(ui.messages ?? []).map(({ id }) => String(id)), ...ofFields];
}

export const shownIn = ({ ui }: Pick<WireFlow, 'ui'>, name: string): unknown =>
  ui.nodes.find(({ attributes }) => attributes.name === name)?.attributes.value;
