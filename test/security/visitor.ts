import type { FlowKind } from '../../src/store/flow-store.ts';
import { cookieHeader, keepCookie } from '../clients/cookie-jar.ts';
import { csrfOf } from '../http/csrf-of.ts';
import type { Answer, HttpClient, Sending } from '../http/http-client.ts';
import { wanted } from '../http/server-under-test.ts';

export interface WireFlow {
  readonly id: string;
  readonly type: 'browser' | 'api';
  readonly state: string;
  readonly return_to?: string;
  readonly ui: {
    readonly nodes: readonly { readonly attributes: { readonly name?: string; readonly value?: unknown } }[];
    readonly messages?: readonly { readonly id: number; readonly text: string }[];
  };
}

const JSON_ACCEPT = { accept: 'application/json' };
const HTML_ACCEPT = { accept: 'text/html' };

/** A browser with its cookies, or a native app, which has none. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  send(method: string, path: string, sending?: Sending): Promise<Answer>;
  /** Begins a flow; the test fails unless that works. */
  begin(kind: FlowKind, query?: string): Promise<WireFlow>;
  /** Sends fields to a flow as a program does, with the right token unless there is another one, or undefined, among the fields. */
  submit(kind: FlowKind, flow: WireFlow, fields: object, headers?: Sending['headers']): Promise<Answer>;
  /** The same from a page: as a form, answered by redirects. */
  post(kind: FlowKind, flow: WireFlow, fields: Readonly<Record<string, string | undefined>>): Promise<Answer>;
}

export function createVisitor(open: HttpClient, type: WireFlow['type'] = 'browser'): Visitor {
  const cookies = new Map<string, string>();

  const send: Visitor['send'] = async (method, path, sending = {}) => {
    const cookie = cookieHeader(cookies);
    const headers = { ...JSON_ACCEPT, ...(cookie !== '' && { cookie }), ...sending.headers };
    const answer = await open.send(method, path, { ...sending, headers });
    if (type === 'browser') for (const line of answer.headers['set-cookie'] ?? []) keepCookie(cookies, line);
    return answer;
  };

  const fieldsOf = (flow: WireFlow, fields: object) => (flow.type === 'api' ? fields : { csrf_token: csrfOf(flow), ...fields });
  const pathOf = (kind: FlowKind, { id }: WireFlow) => `/self-service/${kind}?flow=${id}`;

  return {
    cookies,
    send,
    begin: async (kind, query = '') => wanted<WireFlow>(await send('GET', `/self-service/${kind}/${type}${query}`), 200),
    submit: (kind, flow, fields, headers = {}) =>
      send('POST', pathOf(kind, flow), {
        json: fieldsOf(flow, fields),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    post: (kind, flow, fields) =>
      send('POST', pathOf(kind, flow), {
        body: new URLSearchParams(Object.entries(fieldsOf(flow, fields)).filter(([, value]) => value !== undefined)).toString(),
        headers: { ...HTML_ACCEPT, 'content-type': 'application/x-www-form-urlencoded' },
      }),
  };
}

export const SESSION_COOKIE = 'ory_kratos_session';

/** Signs in with a password; the test fails unless that works. */
export async function logIn(visitor: Visitor, identifier: string, password: string): Promise<Answer> {
  const flow = await visitor.begin('login');
  const answer = await visitor.submit('login', flow, { method: 'password', identifier, password });
  wanted(answer, 200);
  return answer;
}

/** The id of the identity that somebody is signed in as; undefined for nobody. */
export async function whoIs(visitor: Visitor): Promise<string | undefined> {
  const answer = await visitor.send('GET', '/sessions/whoami');
  return answer.status === 200 ? answer.json<{ identity: { id: string } }>().identity.id : undefined;
}
