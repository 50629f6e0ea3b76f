import { expect, test } from 'vitest';
import { createAdminClient, EndpointUnreachable } from './admin-client.ts';
import { faultOf } from './answer-fault.ts';

/** A server that answers as listed, the last answer for ever, and notes what it is asked, how long the client waits in between, and why. */
function scripted(...answers: (Response | Error)[]) {
  const asked: Request[] = [];
  const pauses: number[] = [];
  const told: unknown[] = [];
  const client = createAdminClient({
    endpoint: 'http://admin.test',
    key: 'zelos_key_x',
    fetch: (input, init) => {
      asked.push(new Request(input, init));
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? new Error('no answer');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer.clone());
    },
    onRetry: (...retry) => told.push(retry),
    pause: async (ms) => pauses.push(ms),
  });
  return { client, asked, pauses, told };
}

const refused = () => new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:4434') });

test('a request carries its body and the key', async () => {
  const { client, asked, pauses } = scripted(new Response('{}', { status: 201 }));
  expect(await client.send({ method: 'POST', path: '/admin/identities?x=1', body: '{"a":1}' })).toMatchObject({
    status: 201,
    body: '{}',
  });
  const [request] = asked;
  expect([request?.method, request?.url]).toEqual(['POST', 'http://admin.test/admin/identities?x=1']);
  expect(request?.headers.get('authorization')).toBe('Bearer zelos_key_x');
  expect(await request?.text()).toBe('{"a":1}');
  expect(pauses).toEqual([]);
});

test('what passes is tried again, up to four times, with longer and longer pauses', async () => {
  const { client, asked, pauses } = scripted(new Response('', { status: 503 }));
  expect((await client.send({ method: 'GET', path: '/' })).status).toBe(503);
  expect([asked.length, pauses]).toEqual([5, [1000, 2000, 4000, 8000]]);
});

test('a pause is as long as the server asks for, half a minute at most', async () => {
  const busy = (seconds: string) => new Response('', { status: 429, headers: { 'retry-after': seconds } });
  const { client, pauses } = scripted(busy('3'), busy('3600'), busy('soon'), new Response('ok'));
  expect((await client.send({ method: 'GET', path: '/' })).body).toBe('ok');
  expect(pauses).toEqual([3000, 30_000, 4000]);
});

test('what will not pass is not tried again', async () => {
  for (const status of [400, 401, 404, 409, 501]) {
    const { client, asked } = scripted(new Response('', { status }));
    expect((await client.send({ method: 'GET', path: '/' })).status).toBe(status);
    expect(asked.length).toBe(1);
  }
});

test('why a request is sent again is told, and when', async () => {
  const { client, told } = scripted(refused(), new Response('', { status: 503 }), new Response('ok'));
  await client.send({ method: 'GET', path: '/' });
  expect(told).toEqual([
    ['Nobody answers at http://admin.test: connect ECONNREFUSED 127.0.0.1:4434', 1000],
    ['http://admin.test answers with 503', 2000],
  ]);
});

test('a server that comes back is found; one that does not is named, with the reason', async () => {
  const back = scripted(refused(), new Response('ok'));
  expect((await back.client.send({ method: 'GET', path: '/' })).body).toBe('ok');
  const gone = scripted(refused());
  await expect(gone.client.send({ method: 'GET', path: '/' })).rejects.toThrow(
    new EndpointUnreachable('Nobody answers at http://admin.test: connect ECONNREFUSED 127.0.0.1:4434.'),
  );
  expect(gone.asked.length).toBe(5);
});

const elsewhere = () => new Response('', { status: 307, headers: { location: 'http://public.test/schemas' } });

test('the other place that the server sends a reader to is asked, without the key', async () => {
  const { client, asked } = scripted(elsewhere(), new Response('[]'));
  expect((await client.send({ method: 'GET', path: '/admin/schemas' })).body).toBe('[]');
  expect(asked.map(({ url, headers }) => [url, headers.has('authorization')])).toEqual([
    ['http://admin.test/admin/schemas', true],
    ['http://public.test/schemas', false],
  ]);
});

test('nobody at that other place is told at once, by its name', async () => {
  const { client, asked } = scripted(elsewhere(), refused());
  await expect(client.send({ method: 'GET', path: '/admin/schemas' })).rejects.toThrow(
    new EndpointUnreachable(
      'http://admin.test sends us on to http://public.test (serve.public.base_url), where nobody answers: connect ECONNREFUSED 127.0.0.1:4434.',
    ),
  );
  expect(asked.length).toBe(2);
});

test.each([
  ['{"error":{"message":"Unable","reason":"why","details":{"hint":"do this"}}}', 'Unable\nwhy\ndo this'],
  ['{"error":{"reason":"why"}}', 'why'],
  ['{"error":{"message":""}}', 'The server answered 500: {"error":{"message":""}}'],
  ['null', 'The server answered 500: null'],
  ['<html>', 'The server answered 500: <html>'],
])('a fault says what the server said: %s', (body, message) => {
  const fault = faultOf({ status: 500, headers: new Headers(), body });
  expect([fault.message, fault.status]).toEqual([message, 500]);
});
