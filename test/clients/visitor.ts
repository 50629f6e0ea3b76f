import type { AdminClient, Answered, Failure, MakeClient, Operation } from './admin-client.ts';
import { createCookieJar } from './cookie-jar.ts';
import type { ContinuesWith, FlowKind, FormOnWire } from './form-on-wire.ts';
import { valueIn } from './form-on-wire.ts';

/** What a submission was answered with, whichever flow it was for. */
export interface Outcome extends FormOnWire {
  readonly session?: { readonly id: string; readonly identity?: { readonly id: string } };
  readonly session_token?: string;
  readonly identity?: { readonly id: string; readonly traits: unknown };
  readonly continue_with?: readonly ContinuesWith[];
}

/** Somebody who uses the flows through an official client: in a native application, or in a program of a browser with cookies. */
export interface Visitor {
  readonly isNative: boolean;
  readonly client: AdminClient;
  /** What shows who is signed in, for operations that take it. Empty in browsers: the cookies do. */
  credentials(): { readonly xSessionToken?: string };
  start(kind: FlowKind, parameters?: object): Promise<FormOnWire>;
  read(kind: FlowKind, id: string): Promise<FormOnWire>;
  submit(kind: FlowKind, form: FormOnWire, body: object): Promise<Answered<Outcome>>;
  /** A submission that the client rejects. */
  refused(kind: FlowKind, form: FormOnWire, body: object): Promise<Failure & { readonly body: FormOnWire }>;
}

export interface VisitorOptions {
  readonly makeClient: MakeClient;
  /** Of the public listener. */
  readonly url: string;
}

function createVisitor(isNative: boolean, { makeClient, url }: VisitorOptions): Visitor {
  const client = makeClient({ url, asksForJson: true, ...(!isNative && { send: createCookieJar().fetch }) });
  const where = isNative ? 'Native' : 'Browser';
  let token: string | undefined;
  const credentials = () => (token === undefined ? {} : { xSessionToken: token });
  // The names and parameters of these operations follow from the kind of the flow.
  const call = (operation: string, parameters: object): Promise<Answered<unknown>> =>
    client.call(operation as Operation, { ...credentials(), ...parameters } as never);

  const send = (kind: FlowKind, form: FormOnWire, body: object) => {
    const csrf = isNative ? {} : { csrf_token: valueIn(form, 'csrf_token') };
    return call(`update${kind}Flow`, { flow: form.id, [`update${kind}FlowBody`]: { ...csrf, ...body } });
  };
  return {
    isNative,
    client,
    credentials,
    start: async (kind, parameters = {}) => (await call(`create${where}${kind}Flow`, parameters)).data as FormOnWire,
    read: async (kind, id) => (await call(`get${kind}Flow`, { id })).data as FormOnWire,
    async submit(kind, form, body) {
      const answer = (await send(kind, form, body)) as Answered<Outcome>;
      token = answer.data.session_token ?? token;
      return answer;
    },
    async refused(kind, form, body) {
      const failure = await client.failure(send(kind, form, body));
      return { ...failure, body: failure.body as FormOnWire };
    },
  };
}

/** What a suite over both kinds of visitors runs with. */
export const VISITORS: readonly (readonly [name: string, create: (options: VisitorOptions) => Visitor])[] = [
  ['a native application', (options) => createVisitor(true, options)],
  ['a browser', (options) => createVisitor(false, options)],
];
