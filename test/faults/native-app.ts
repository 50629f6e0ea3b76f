/** An answer with its body read. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Empty where the body is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the server sent.
  readonly body: any;
}

interface Call {
  readonly method?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const parsed = (text: string) => (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {});

/** One request; redirects are not followed. */
export async function call(url: string, { method, json, headers = {} }: Call = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: method ?? (json ? 'POST' : 'GET'),
    redirect: 'manual',
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    ...(json && { body: JSON.stringify(json) }),
  });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

export const PASSWORD = 'correct horse battery 93';

/** What a native app asks of a server. Nothing is tried again, and no answer is an exception. */
export function createNativeApp(publicUrl: string) {
  const of = (token: string) => ({ headers: { 'x-session-token': token } });
  const begin = (kind: string) => call(`${publicUrl}/self-service/${kind}/api`);
  const submit = (kind: string, flow: string, json: object) => call(`${publicUrl}/self-service/${kind}?flow=${flow}`, { json });

  /** Begins a flow and submits it; the first answer that is not 200 is the answer. */
  async function walk(kind: string, json: object): Promise<Reply> {
    const begun = await begin(kind);
    return begun.status === 200 ? submit(kind, begun.body.id, json) : begun;
  }

  return {
    begin,
    submit,
    signUp: (email: string) => walk('registration', { method: 'password', password: PASSWORD, traits: { email } }),
    signIn: (identifier: string) => walk('login', { method: 'password', password: PASSWORD, identifier }),
    whoami: (token: string) => call(`${publicUrl}/sessions/whoami`, of(token)),
    signOut: (token: string) =>
      call(`${publicUrl}/self-service/logout/api`, { method: 'DELETE', json: { session_token: token } }),
  };
}

export type NativeApp = ReturnType<typeof createNativeApp>;

/** What these tests have in their configuration: sign-ups with a session, verification by code, no look-up of leaked passwords. */
export const SELF_SERVICE = {
  methods: { password: { enabled: true, config: { haveibeenpwned_enabled: false } } },
  flows: {
    registration: { after: { password: { hooks: [{ hook: 'session' }] } } },
    verification: { enabled: true, use: 'code', ui_url: 'http://127.0.0.1:4455/verification' },
  },
};
