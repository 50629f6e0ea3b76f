import * as ory from '@ory/client';
import * as kratos from '@ory/kratos-client';
import { type AnswerChecker, createAnswerChecker } from '../openapi/answer-checker.ts';
import type { AdminClient, Answered, ClientOptions, Failure, MakeClient } from './admin-client.ts';

/** What these clients resolve with, and reject with as `error.response`. */
interface AxiosAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly config: { readonly method?: string; readonly url?: string };
}

type AxiosCall = (parameters?: object) => Promise<AxiosAnswer>;

function checkAnswer(checker: AnswerChecker, { status, data, headers, config }: AxiosAnswer): void {
  const { method = '', url = '' } = config;
  checker.check({ method, url, status, contentType: headers['content-type'], body: data });
}

function responseOf(error: unknown): AxiosAnswer | undefined {
  return error instanceof Error && 'isAxiosError' in error && 'response' in error ? (error.response as AxiosAnswer) : undefined;
}

function clientOf(apis: readonly object[], checker: AnswerChecker): AdminClient {
  const find = (operation: string): AxiosCall | undefined => {
    const api = apis.find((one) => operation in one) as Record<string, AxiosCall> | undefined;
    return api?.[operation]?.bind(api);
  };
  return {
    has: (operation) => find(operation) !== undefined,

    async call(operation, parameters) {
      const method = find(operation);
      if (!method) throw new TypeError(`this client has no ${operation}`);
      try {
        const answer = await method(parameters);
        checkAnswer(checker, answer);
        const { status, data, headers } = answer;
        // The type of the data is that of the operation in the client's own declarations.
        return { status, data, header: (name: string) => headers[name] } as Answered<never>;
      } catch (error) {
        const response = responseOf(error);
        if (response) checkAnswer(checker, response);
        throw error;
      }
    },

    async failure(call) {
      const error: unknown = await call.then(
        () => new Error('the call succeeded'),
        (reason: unknown) => reason,
      );
      const response = responseOf(error);
      if (!response) throw error;
      const { status, data } = response;
      return { status, error: (data as { error: Failure['error'] }).error, body: data };
    },
  };
}

/** What goes into every request of these clients. */
const baseOptionsOf = ({ send, asksForJson = false }: ClientOptions) => ({
  ...(send && { adapter: 'fetch', env: { fetch: send } }),
  ...(asksForJson && { headers: { Accept: 'application/json' } }),
});

/** `@ory/client`: a key is its `accessToken`. */
export const makeOryClient: MakeClient = (options) => {
  const { url, key } = options;
  const configuration = new ory.Configuration({
    basePath: url,
    ...(key !== undefined && { accessToken: key }),
    baseOptions: baseOptionsOf(options),
  });
  const apis = [
    new ory.IdentityApi(configuration),
    new ory.FrontendApi(configuration),
    new ory.CourierApi(configuration),
    new ory.MetadataApi(configuration),
  ];
  return clientOf(apis, createAnswerChecker());
};

/** `@ory/kratos-client`: it ignores `accessToken` and sends its `apiKey` as the whole header. */
export const makeKratosClient: MakeClient = (options) => {
  const { url, key } = options;
  const configuration = new kratos.Configuration({
    basePath: url,
    ...(key !== undefined && { apiKey: `Bearer ${key}` }),
    baseOptions: baseOptionsOf(options),
  });
  const apis = [
    new kratos.IdentityApi(configuration),
    new kratos.FrontendApi(configuration),
    new kratos.CourierApi(configuration),
    new kratos.MetadataApi(configuration),
  ];
  return clientOf(apis, createAnswerChecker());
};
