import type { CourierApi, FrontendApi, IdentityApi } from '@ory/client';
import type { MetadataApi } from '@ory/kratos-client';
import type { DESCRIBED_OPERATIONS } from '../openapi/described-operations.ts';

export type Operation = (typeof DESCRIBED_OPERATIONS)[number];

type Api = IdentityApi & FrontendApi & CourierApi & MetadataApi;

/** What an operation takes; all official clients name it alike. */
export type ParametersOf<O extends Operation> = O extends keyof MetadataApi
  ? Record<string, never>
  : NonNullable<Parameters<Api[O]>[0]>;

/** What an operation gives, in the words of the clients that leave times as texts. */
export type DataOf<O extends Operation> = Awaited<ReturnType<Api[O]>>['data'];

export interface Answered<T> {
  readonly status: number;
  readonly data: T;
  /** A header of the answer, by its name in lower case. */
  header(name: string): string | undefined;
}

/** What the users of a client read of an error. */
export interface Failure {
  readonly status: number;
  readonly error: {
    readonly code?: number;
    readonly id?: string;
    readonly status?: string;
    readonly reason?: string;
    readonly message: string;
    readonly details?: { readonly code?: string; readonly [more: string]: unknown };
  };
  /** The whole answer: the form of a flow instead of an error, or what stands beside one. */
  readonly body: unknown;
}

/** One of the official clients, set up for one server. Every answer is checked against Ory's OpenAPI document. */
export interface AdminClient {
  /** Whether this client has an operation at all. */
  has(operation: Operation): boolean;
  /** Calls an operation. Rejects as the client does. */
  call<O extends Operation>(operation: O, parameters?: ParametersOf<O>): Promise<Answered<DataOf<O>>>;
  /** The error that a call ended with. @throws when the call did not fail, or in another way than users of the client expect */
  failure(call: Promise<unknown>): Promise<Failure>;
}

export interface ClientOptions {
  /** Where the client finds the server, without a slash at the end. */
  readonly url: string;
  /** A key of the admin API, handed over in the way that the client has for it. */
  readonly key?: string;
  /** Sends the requests; the client itself does, unless given. */
  readonly send?: typeof fetch;
  /** Asks for JSON in the Accept header, as flows need it: not every client does by itself. */
  readonly asksForJson?: boolean;
}

export type MakeClient = (options: ClientOptions) => AdminClient;
