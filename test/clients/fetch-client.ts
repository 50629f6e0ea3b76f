import { Configuration, CourierApi, FrontendApi, IdentityApi, MetadataApi, ResponseError } from '@ory/client-fetch';
import { createAnswerChecker } from '../openapi/answer-checker.ts';
import { createCheckedFetch } from '../openapi/checked-fetch.ts';
import type { OpenApiDocument } from '../openapi/openapi-document.ts';
import type { AdminClient, Answered, Failure, MakeClient } from './admin-client.ts';

type RawCall = (parameters: object) => Promise<{ readonly raw: Response; value(): Promise<unknown> }>;

/** Times as texts again, which this client turns into `Date`. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

function clientOf(apis: readonly object[]): AdminClient {
  const find = (operation: string): RawCall | undefined => {
    const name = `${operation}Raw`;
    const api = apis.find((one) => name in one) as Record<string, RawCall> | undefined;
    return api?.[name]?.bind(api);
  };
  return {
    has: (operation) => find(operation) !== undefined,

    async call(operation, parameters = {} as never) {
      const method = find(operation);
      if (!method) throw new TypeError(`this client has no ${operation}`);
      const answer = await method(parameters);
      const { status, headers } = answer.raw;
      const data = plain(await answer.value());
      // The type of the data is that of the operation in the client's own declarations.
      return { status, data, header: (name: string) => headers.get(name) ?? undefined } as Answered<never>;
    },

    async failure(call) {
      const error: unknown = await call.then(
        () => new Error('the call succeeded'),
        (reason: unknown) => reason,
      );
      if (!(error instanceof ResponseError)) throw error;
      const { response } = error;
      const body = (await response.json()) as { error: Failure['error'] };
      return { status: response.status, error: body.error, body };
    },
  };
}

/** A `fetch` that checks every answer against the document of the server that is asked, too. */
function fetchCheckedTwice(url: string, send?: typeof fetch): typeof fetch {
  let twice: Promise<typeof fetch> | undefined;
  async function prepare(): Promise<typeof fetch> {
    const own = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
    return createCheckedFetch(createAnswerChecker(own, []), createCheckedFetch(createAnswerChecker(), send));
  }
  return async (...request) => {
    twice ??= prepare();
    return (await twice)(...request);
  };
}

/** `@ory/client-fetch`: a key is its `accessToken`. */
export const makeFetchClient: MakeClient = ({ url, key, send, asksForJson = false }) => {
  const configuration = new Configuration({
    basePath: url,
    fetchApi: fetchCheckedTwice(url, send),
    ...(asksForJson && { headers: { Accept: 'application/json' } }),
    ...(key !== undefined && { accessToken: key }),
  });
  return clientOf([
    new IdentityApi(configuration),
    new FrontendApi(configuration),
    new CourierApi(configuration),
    new MetadataApi(configuration),
  ]);
};
