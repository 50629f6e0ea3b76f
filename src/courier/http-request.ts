import { DeliveryFault } from './delivery-fault.ts';

/** How a call shows who sends it. */
export type RequestAuth =
  | { readonly type: 'api_key'; readonly name: string; readonly value: string; readonly in: 'header' | 'cookie' }
  | { readonly type: 'basic_auth'; readonly user: string; readonly password: string };

/** A call that the configuration describes (`request_config`). */
export interface RequestConfig {
  readonly url?: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** URL of the Jsonnet that makes the body. */
  readonly body?: string;
  readonly auth?: RequestAuth;
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function* authHeaders(auth: RequestAuth | undefined): Iterable<[name: string, value: string]> {
  if (auth?.type === 'basic_auth') yield ['Authorization', basic(auth.user, auth.password)];
  else if (auth?.in === 'header') yield [auth.name, auth.value];
  else if (auth?.in === 'cookie') yield ['Cookie', `${auth.name}=${auth.value}`];
}

/** @throws DeliveryFault without the value, which may be a secret */
function headersOf({ headers, auth }: RequestConfig): Headers {
  const result = new Headers({ 'Content-Type': JSON_TYPE });
  for (const [name, value] of [...Object.entries(headers), ...authHeaders(auth)]) {
    try {
      result.set(name, value);
    } catch {
      throw new DeliveryFault(`invalid config - the header ${JSON.stringify(name)} cannot be sent`);
    }
  }
  return result;
}

function formOf(json: string): URLSearchParams {
  const value = JSON.parse(json) as unknown;
  const pairs = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  if (!pairs?.every((pair): pair is [string, string] => typeof pair[1] === 'string'))
    throw new DeliveryFault('invalid config - the body of a form has to be an object of strings');
  return new URLSearchParams(pairs);
}

/** URL, method, headers and body of a call; user and password of the URL go into a header, as `fetch` takes none. */
export interface HttpCall {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/**
 * Builds a call.
 * @param json the body as JSON; it is sent as it is, or as a form where the headers say so
 * @throws DeliveryFault for a configuration that cannot be called
 */
export function httpCall(config: RequestConfig, json: string): HttpCall {
  if (config.url === undefined || !URL.canParse(config.url))
    throw new DeliveryFault('invalid config - request_config.url is not set, or is no URL');
  const url = new URL(config.url);
  const headers = headersOf(config);
  if (url.username !== '' && !headers.has('Authorization'))
    headers.set('Authorization', basic(decodeURIComponent(url.username), decodeURIComponent(url.password)));
  url.username = '';
  url.password = '';
  const type = headers.get('Content-Type');
  if (type !== JSON_TYPE && type !== FORM_TYPE)
    throw new DeliveryFault('invalid config - incorrect Content-Type for request with body');
  const method = config.method.toUpperCase();
  const bodiless = method === 'GET' || method === 'HEAD';
  return { url, method, headers, body: bodiless ? undefined : type === JSON_TYPE ? json : formOf(json).toString() };
}
