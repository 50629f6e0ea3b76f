import { resolve } from 'node:path';
import type { CorsConfig, ListenerConfig, TlsConfig } from './config.ts';
import type { Values } from './keys/root.ts';
import type { ResolveContext } from './resolve-context.ts';

type Listener = 'public' | 'admin';

/** One listener. Defaults are not filled in below keys that the user names. */
export function listenerOf(
  name: Listener,
  { dev, serve }: Values,
  context: Pick<ResolveContext, 'cwd' | 'machine' | 'warn'>,
): ListenerConfig {
  const { host, port, base_url, request_log } = serve[name];
  const tls = tlsOf(name, serve[name].tls, context);
  return {
    host,
    port,
    baseUrl: base_url ?? computedUrl(host, port, dev === true, context.machine.hostname),
    ...(tls && { tls }),
    logsWithoutHealth: request_log.disable_for_health,
  };
}

/** TLS does not change the scheme: a proxy in front may speak it. */
function computedUrl(host: string, port: number, dev: boolean, hostname: string): string {
  const name = host === '' || host === '0.0.0.0' || host.startsWith('unix:') ? hostname : host;
  const bracketed = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
  return `${dev ? 'http' : 'https'}://${bracketed}:${port}/`;
}

/** A pair is used when both halves come the same way; texts win over files. */
function tlsOf(
  name: Listener,
  tls: Values['serve'][Listener]['tls'],
  { cwd, warn }: Pick<ResolveContext, 'cwd' | 'warn'>,
): TlsConfig | undefined {
  const { cert = {}, key = {} } = tls ?? {};
  const textOf = (base64: string) => Buffer.from(base64, 'base64').toString();
  if (cert.base64 && key.base64) return { cert: textOf(cert.base64), key: textOf(key.base64) };
  if (cert.path && key.path) return { certPath: resolve(cwd, cert.path), keyPath: resolve(cwd, key.path) };
  if (cert.base64 || key.base64 || cert.path || key.path) {
    const message = `serve.${name}.tls: certificate and key must both be given by path or both by base64; the listener speaks plain HTTP.`;
    warn({ kind: 'changed', key: `serve.${name}.tls`, message });
  }
  return undefined;
}

/** What scripts of other origins may do. */
export function corsOf(cors: Values['serve']['public']['cors']): CorsConfig {
  return {
    allowedOrigins: cors.allowed_origins,
    allowedMethods: cors.allowed_methods,
    allowedHeaders: cors.allowed_headers,
    exposedHeaders: cors.exposed_headers,
    allowCredentials: cors.allow_credentials,
    maxAgeSeconds: cors.max_age,
    optionsPassthrough: cors.options_passthrough,
    debug: cors.debug,
  };
}
