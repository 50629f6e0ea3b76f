import { choice, decimal, flag, optional, section, text, uri } from './kinds.ts';

/** `log`: what is logged and how. */
export const log = section('What is logged and how.', {
  level: choice('Least severity that is logged.', ['trace', 'debug', 'info', 'warning', 'error', 'fatal', 'panic'], 'info'),
  format: optional(choice('Form of a log line; text is easier on people, json and gelf on machines.', ['json', 'text', 'gelf'])),
  leak_sensitive_values: optional(flag('Logs credentials, cookies and personal data in the clear; never use it in production.')),
  redaction_text: optional(text('Text that stands in the log in place of a sensitive value.')),
});

const hostAndPort = (doc: string, orUrl: boolean) =>
  text(doc, {
    expects: orUrl ? 'host:port, or an absolute URL' : 'host:port',
    format: orUrl ? 'host-port-or-uri' : 'host-port',
  });

/** `tracing`: where spans are sent. */
export const tracing = section('Where trace spans are sent; without a provider none are made.', {
  provider: optional(choice('The kind of collector that receives the spans.', ['jaeger', 'otel', 'zipkin'])),
  service_name: optional(text('Name of this service in the traces.')),
  deployment_environment: optional(text('Name of the environment, such as production, that spans carry.')),
  providers: optional(
    section('Settings of each kind of collector.', {
      jaeger: optional(
        section('Settings for Jaeger.', {
          local_agent_address: optional(hostAndPort('Address of the Jaeger agent.', false)),
          sampling: optional(
            section('Which traces Jaeger gets.', {
              server_url: optional(uri('URL of the sampling server of the agent.')),
              trace_id_ratio: optional(decimal('Share of traces that are recorded, from 0 to 1; 1 when unset.')),
            }),
          ),
        }),
      ),
      zipkin: optional(
        section('Settings for Zipkin.', {
          server_url: optional(uri('URL to which spans are posted.')),
          sampling: optional(
            section('Which traces Zipkin gets.', {
              sampling_ratio: optional(decimal('Share of traces that are recorded, from 0 to 1; 0 when unset.')),
            }),
          ),
        }),
      ),
      otlp: optional(
        section('Settings for OpenTelemetry over HTTP.', {
          server_url: optional(hostAndPort('Address of the collector.', true)),
          insecure: optional(flag('Sends the spans over plain HTTP.')),
          sampling: optional(
            section('Which traces the collector gets.', {
              sampling_ratio: optional(decimal('Share of traces that are recorded, from 0 to 1; 1 when unset.')),
            }),
          ),
          authorization_header: optional(text('Value of the Authorization header of each export.', { secret: true })),
        }),
      ),
    }),
  ),
});
