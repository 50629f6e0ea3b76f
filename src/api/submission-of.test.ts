import { afterAll, expect, test } from 'vitest';
import { isJsonRequest } from '../http/json-request.ts';
import { createListener } from '../http/listener.ts';
import { requestUrl } from '../http/request-url.ts';
import { createSystemClock } from '../lib/clock.ts';
import { submissionOf } from './submission-of.ts';

const { app, close } = createListener({
  routes: (['GET', 'POST'] as const).map((method) => ({
    method,
    path: '/submit',
    handle: (request, reply) => {
      const submission = submissionOf(request);
      return reply.send({ name: submission.text('name'), url: requestUrl(request), json: isJsonRequest(request) });
    },
  })),
  timeouts: { headersMs: 1000, requestMs: 1000, keepAliveMs: 1000 },
  limits: { maxUnderWay: 10, maxBodyBytes: 1000, maxUnreadBytes: 1000, stallMs: 1000, maxConnections: 10, maxWaitMs: 1000 },
  clock: createSystemClock(),
  log: { error: () => undefined },
});
afterAll(() => close(0));

async function answerTo(method: 'GET' | 'POST', body?: string | URLSearchParams | FormData, type?: string) {
  const encoded = new Response(body ?? null);
  const contentType = type ?? encoded.headers.get('content-type');
  const answer = await app.inject({
    method,
    url: '/submit?name=query',
    headers: { host: 'id.example.org', ...(contentType !== null && { 'content-type': contentType }) },
    ...(body !== undefined && { payload: Buffer.from(await encoded.arrayBuffer()) }),
  });
  return answer.json();
}

const url = 'http://id.example.org/submit?name=query';

test('a GET brings its query', async () => {
  expect(await answerTo('GET')).toEqual({ name: 'query', url, json: false });
  expect(await answerTo('GET', undefined, 'application/json')).toEqual({ name: 'query', url, json: true });
});

test('a POST brings its body', async () => {
  const form = new FormData();
  form.set('name', 'parts "ü"\r\n%');
  expect(await answerTo('POST', form)).toEqual({ name: 'parts "ü"\r\n%', url, json: false });
  expect(await answerTo('POST', new URLSearchParams({ name: 'form ü&' }))).toEqual({ name: 'form ü&', url, json: false });
  expect(await answerTo('POST', '{"name":"json"}', 'application/json')).toEqual({ name: 'json', url, json: true });
});

test('what is refused is an error of the client', async () => {
  const file = new FormData();
  file.set('name', new Blob(['content']), 'a.txt');
  expect(await answerTo('POST', file)).toMatchObject({
    error: { code: 400, details: { code: 'submission_form', rule: 'file' } },
  });
  expect(await answerTo('POST', 'x', 'text/plain')).toMatchObject({ error: { code: 400 } });
  expect(await answerTo('POST')).toMatchObject({ error: { code: 400, details: { code: 'body_empty' } } });
});
