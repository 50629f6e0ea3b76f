import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracingOptions } from './tracing.ts';

type ProviderOptions = Omit<TracingOptions, 'fetch'>;

/** The library keeps to itself what it could not send. */
function telling(exporter: SpanExporter, onFailure: (error: unknown) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) onFailure(result.error);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

/** What makes spans, and sends them in batches. */
export function createProvider({ url, authorization, serviceName, environment, ratio, version, onFailure }: ProviderOptions) {
  const exporter = new OTLPTraceExporter({ url, ...(authorization !== undefined && { headers: { authorization } }) });
  return new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
      ...(environment !== undefined && { 'deployment.environment.name': environment }),
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: telling(exporter, onFailure) })],
  });
}
