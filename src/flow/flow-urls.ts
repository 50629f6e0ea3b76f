import type { FlowsConfig } from '../config/flows-config.ts';
import { ApiError } from '../error/api-error.ts';
import type { Flow } from '../form/flow.ts';
import type { FlowKind } from '../store/flow-store.ts';
import { absoluteUrl } from './absolute-url.ts';

/** Where browsers are sent, before, in and after a flow. */
export interface FlowUrls {
  /** Base URL of the public API without a slash at the end. */
  readonly publicUrl: string;
  /** The page that shows a flow. */
  ui(kind: FlowKind, flowId: string): string;
  /** The page that shows an error. */
  error(errorId: string): string;
  /** The endpoint that begins a flow of this kind, with a query. */
  begin(kind: FlowKind, query?: Readonly<Record<string, string>>): string;
  /** Checks the `return_to` of a query. @throws ApiError `return_to_forbidden`, `return_to_unparsable` */
  checkReturnTo(query: URLSearchParams): void;
  /** `return_to` of a query where it is allowed, else the general default. @throws like `checkReturnTo` */
  returnToOf(query: URLSearchParams): string;
  /**
   * Where the browser goes once the flow is done: the `return_to` it was begun with, or what the configuration says for its method
   * and kind.
   * @throws ApiError `return_to_forbidden` when the configuration does not allow it any more
   */
  after(flow: Flow): string;
  /** The same after logging out. @throws like `checkReturnTo` */
  afterLogout(query: URLSearchParams): string;
}

export interface FlowUrlsOptions {
  readonly publicUrl: string;
  readonly flows: FlowsConfig;
  /** `selfservice.default_browser_return_url`, absolute. */
  readonly defaultUrl: string;
  readonly returnTo: { check(candidate: string): string };
}

/** Adds parameters to the query of a URL, which may be relative and stays so. */
export function withQuery(url: string, parameters: Readonly<Record<string, string>>): string {
  const hash = url.indexOf('#');
  const [bare, fragment] = hash < 0 ? [url, ''] : [url.slice(0, hash), url.slice(hash)];
  const at = bare.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : bare.slice(at + 1));
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  query.sort();
  return `${at < 0 ? bare : bare.slice(0, at)}?${query}${fragment}`;
}

/** The query that a flow was begun with. @throws ApiError `flow_return_unparsable` */
export function queryOfFlow({ requestUrl }: Pick<Flow, 'requestUrl'>): URLSearchParams {
  if (!URL.canParse(requestUrl)) throw new ApiError('flow_return_unparsable', { params: { fault: requestUrl.slice(0, 200) } });
  return requestUrl.includes('?') ? new URL(requestUrl).searchParams : new URLSearchParams();
}

export function createFlowUrls({ publicUrl, flows, defaultUrl, returnTo }: FlowUrlsOptions): FlowUrls {
  const absolute = (url: string) => absoluteUrl(url, publicUrl);
  const checked = (query: URLSearchParams) => {
    const candidate = query.get('return_to') ?? '';
    return candidate === '' ? undefined : returnTo.check(candidate);
  };
  const ui = (kind: FlowKind, flowId: string) => withQuery(flows[kind].uiUrl, { flow: flowId });

  function defaultAfter({ kind, active, id }: Flow): string {
    const { returnUrl, returnUrlOfMethod } = flows[kind].around;
    const configured = returnUrlOfMethod[active ?? ''] ?? returnUrl;
    if (configured !== undefined) return absolute(configured);
    return kind === 'settings' ? ui(kind, id) : defaultUrl;
  }

  return {
    publicUrl,
    ui,
    error: (errorId) => withQuery(flows.errorUiUrl, { id: errorId }),
    begin: (kind, query = {}) => {
      const url = `${publicUrl}/self-service/${kind}/browser`;
      return Object.keys(query).length === 0 ? url : withQuery(url, query);
    },
    checkReturnTo: (query) => void checked(query),
    returnToOf: (query) => checked(query) ?? defaultUrl,
    after: (flow) => checked(queryOfFlow(flow)) ?? defaultAfter(flow),
    afterLogout: (query) =>
      checked(query) ?? (flows.logout.returnUrl === undefined ? defaultUrl : absolute(flows.logout.returnUrl)),
  };
}
