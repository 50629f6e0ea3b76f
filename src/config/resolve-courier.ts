import { resolve } from 'node:path';
import type { ClientsConfig, CourierConfig, RequestConfig } from './config.ts';
import { parseDuration } from './duration.ts';
import type { Values } from './keys/root.ts';

type RequestValues = NonNullable<Values['courier']['channels']>[number]['request_config'];

/** Each message that is under way has a connection of its own. */
const MOST_AT_ONCE = 255;
/** What `setTimeout` can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A call with the defaults that the keys of `courier.channels` do not have. */
export function requestOf({ url, method = 'POST', headers = {}, body, auth }: RequestValues): RequestConfig {
  return {
    ...(url !== undefined && { url }),
    method,
    headers,
    ...(body !== undefined && { body }),
    ...(auth?.type === 'api_key' && { auth: { type: auth.type, ...auth.config } }),
    ...(auth?.type === 'basic_auth' && { auth: { type: auth.type, ...auth.config } }),
  };
}

/** Messages to users. @param cwd what relative paths refer to */
export function courierOf(
  values: Values,
  { cwd, embedded }: { readonly cwd: string; readonly embedded: boolean },
): CourierConfig {
  const { delivery_strategy, message_retries, worker, smtp, http, channels = [] } = values.courier;
  const path = (text: string) => (text === '' ? '' : resolve(cwd, text));
  // The first entry wins, as in the reference server.
  const [sms] = channels;
  return {
    deliveryStrategy: delivery_strategy,
    messageRetries: Math.max(message_retries, 0),
    worker: {
      pullCount: Math.min(Math.max(worker.pull_count, 1), MOST_AT_ONCE),
      pullWaitMs: Math.min(Math.ceil(parseDuration(worker.pull_wait) ?? 0), LONGEST_TIMER_MS),
      inServer: embedded || values['watch-courier'],
    },
    smtp: {
      ...(smtp.connection_uri !== undefined && { connectionUri: smtp.connection_uri }),
      fromAddress: smtp.from_address,
      ...(smtp.from_name !== undefined && { fromName: smtp.from_name }),
      headers: smtp.headers ?? {},
      localName: smtp.local_name,
      clientCertPath: path(smtp.client_cert_path),
      clientKeyPath: path(smtp.client_key_path),
    },
    http: requestOf(http.request_config),
    ...(sms && { sms: requestOf(sms.request_config) }),
  };
}

/** Limits of the calls that this program makes. */
export function clientsOf({ http, smtp, web_hook }: Values['clients']): ClientsConfig {
  return {
    http: {
      disallowPrivateIps: http.disallow_private_ip_ranges,
      privateIpExceptions: http.private_ip_exception_urls,
    },
    smtp: { disallowPrivateIps: smtp.disallow_private_ip_ranges },
    webHook: { headerAllowlist: web_hook.header_allowlist },
  };
}
