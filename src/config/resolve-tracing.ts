import type { TracingConfig } from './config.ts';
import type { Values } from './keys/root.ts';
import type { ResolveContext } from './resolve-context.ts';

/** Where collectors of OTLP over HTTP take spans. */
const PATH = '/v1/traces';

/** An address with a port, or a URL; without a path it gets the one of the protocol. */
function urlOf(address: string, insecure: boolean): string {
  const whole = /^https?:\/\//i.test(address) ? address : `${insecure ? 'http' : 'https'}://${address}`;
  const url = new URL(whole);
  if (insecure) url.protocol = 'http:';
  if (url.pathname === '/') url.pathname = PATH;
  return url.href;
}

/** Where spans go; nothing without a provider, and with one that says no address. */
export function tracingOf(tracing: Values['tracing'] = {}, warn: ResolveContext['warn']): { readonly tracing?: TracingConfig } {
  const { provider, service_name = 'Zelos', deployment_environment, providers } = tracing;
  if (provider === undefined) return {};
  const { server_url, insecure = false, sampling, authorization_header } = providers?.otlp ?? {};
  const about =
    provider === 'otel' ? '' : ` (the provider is ${provider}, but only OTLP is spoken; Jaeger and Zipkin collectors take it)`;
  if (server_url === undefined) {
    const message = `tracing.providers.otlp.server_url is not set: no spans are sent${about}.`;
    warn({ kind: 'changed', key: 'tracing.provider', message });
    return {};
  }
  if (provider !== 'otel') {
    const message = `tracing.provider: spans are sent over OTLP to tracing.providers.otlp.server_url${about}.`;
    warn({ kind: 'changed', key: 'tracing.provider', message });
  }
  return {
    tracing: {
      url: urlOf(server_url, insecure),
      ...(authorization_header !== undefined && { authorization: authorization_header }),
      serviceName: service_name,
      ...(deployment_environment !== undefined && { environment: deployment_environment }),
      ratio: sampling?.sampling_ratio ?? 1,
    },
  };
}
