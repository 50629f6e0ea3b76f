import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTracing } from '../../src/tracing/create-tracing.ts';
import { SERVERS } from '../http/server-under-test.ts';
import { twoFreePorts } from '../server/free-ports.ts';

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status: { readonly code?: number };
}

interface Sent {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: {
    readonly resourceSpans: readonly {
      readonly resource: Pick<SentSpan, 'attributes'>;
      readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
    }[];
  };
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const attributesOf = ({ attributes }: Pick<SentSpan, 'attributes'>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

let sent: Sent[] = [];
const spans = () =>
  sent.flatMap(({ body }) => body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
const named = (name: string) => spans().filter((span) => span.name === name);

let address: string;
const sink = createServer(async (request, answer) => {
  sent.push({
    path: request.url,
    authorization: request.headers.authorization,
    body: JSON.parse((await buffer(request)).toString()),
  });
  answer.setHeader('content-type', 'application/json').end('{}');
});
beforeAll(async () => {
  const [port] = await twoFreePorts();
  address = `127.0.0.1:${port}`;
  sink.listen(port, '127.0.0.1');
  await once(sink, 'listening');
});
afterAll(() => sink.close());
beforeEach(() => {
  sent = [];
});

describe.each(SERVERS)('traces on %s', (kind, startServer) => {
  test('a request is a span of the trace that it came with, statements are spans within it', async () => {
    const server = await startServer({
      tracing: {
        provider: 'otel',
        service_name: 'Mine',
        deployment_environment: 'test',
        providers: { otlp: { server_url: address, insecure: true, authorization_header: 'Bearer a' } },
      },
    });
    const { id } = await server.create({ schema_id: 'bare' });
    await server.admin.send('GET', `/identities/${id}?include_credential=password`, {
      headers: { traceparent: `00-${TRACE}-${PARENT}-01` },
    });
    await server.admin.send('GET', '/health/alive');
    await server.stop();

    expect(sent[0]).toMatchObject({ path: '/v1/traces', authorization: 'Bearer a' });
    const [resource] = sent[0]?.body.resourceSpans ?? [];
    expect(resource && attributesOf(resource.resource)).toMatchObject({
      'service.name': 'Mine',
      'deployment.environment.name': 'test',
    });
    const [span] = named('GET /admin/identities/{id}');
    expect(span).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, kind: 2 });
    expect(span && attributesOf(span)).toEqual({
      'http.request.method': 'GET',
      'http.route': '/admin/identities/{id}',
      'url.path': `/admin/identities/${id}`,
      'http.response.status_code': 200,
    });
    expect(named('database read').some(({ traceId, parentSpanId }) => traceId === TRACE && parentSpanId === span?.spanId)).toBe(
      true,
    );
    expect(named('database write')).toHaveLength(kind === 'SQLite' ? 0 : 1);
    expect(spans().filter(({ name }) => name.includes('health'))).toEqual([]);
  });
});

function traced(ratio: number, fetch: typeof globalThis.fetch = async () => new Response('')) {
  const failures: unknown[] = [];
  const tracing = createTracing({
    url: `http://${address}/v1/traces`,
    serviceName: 'Zelos',
    ratio,
    version: '1',
    fetch,
    onFailure: (error) => failures.push(error),
  });
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.url = '/a?secret=1';
  const response = new ServerResponse(request);
  return { tracing, request, response, failures };
}

test('calls to others take the trace along, within a request', async () => {
  const calls: (string | null)[] = [];
  const { tracing, request, response } = traced(1, async (_, init) => {
    calls.push(new Headers(init?.headers).get('traceparent'));
    return new Response('', { status: 503 });
  });
  await tracing.fetch('http://user:pw@other.example/x?token=1');
  await tracing.serve('/a', request, response, () =>
    tracing.fetch('http://other.example/x?token=1', { method: 'POST', headers: { a: 'b' } }),
  );
  response.emit('close');
  await tracing.close();
  const [[server], [client]] = [named('GET /a'), named('POST')];
  expect(calls).toEqual([null, `00-${server?.traceId}-${client?.spanId}-01`]);
  expect(client).toMatchObject({ parentSpanId: server?.spanId, kind: 3, status: { code: 2 } });
  expect(client && attributesOf(client)).toMatchObject({
    'url.full': 'http://other.example/x',
    'http.response.status_code': 503,
  });
  expect(JSON.stringify(sent)).not.toContain('secret');
});

test('traces that are not sampled are not sent, and say so to others', async () => {
  const calls: (string | null)[] = [];
  const { tracing, request, response } = traced(0, async (_, init) => {
    calls.push(new Headers(init?.headers).get('traceparent'));
    return new Response('');
  });
  await tracing.serve('/a', request, response, () => tracing.fetch('http://other.example/'));
  response.emit('close');
  await tracing.close();
  expect(calls[0]).toMatch(/-00$/);
  expect(sent).toEqual([]);
});
