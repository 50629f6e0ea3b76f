import { describe, expect, test } from 'vitest';
import { ContractViolation, createAnswerChecker } from './answer-checker.ts';
import { createCheckedFetch } from './checked-fetch.ts';

const ID = '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10';
const identity = { id: ID, schema_id: 'person', schema_url: 'http://127.0.0.1/schemas/cGVyc29u', traits: {} };
const credential = { type: 'totp', identifiers: null };

/** What a server that always answers the same gets told by the check. */
async function verdict(method: string, path: string, status: number, body?: unknown, type = 'application/json; charset=utf-8') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = () =>
    Promise.resolve(new Response(text ?? null, { status, headers: text === undefined ? {} : { 'content-type': type } }));
  const checked = createCheckedFetch(undefined, answer as typeof fetch);
  try {
    const response = await checked(`http://127.0.0.1:4434${path}?x=1`, { method });
    // Who asked still has the body to itself.
    expect(await response.text()).toBe(text ?? '');
    return 'fits';
  } catch (error) {
    expect(error).toBeInstanceOf(ContractViolation);
    return (error as Error).message;
  }
}

describe('a checked fetch', () => {
  test.each<[string, string, string, number, unknown]>([
    ['an identity', 'GET', `/admin/identities/${ID}`, 200, identity],
    [
      'members that may be null',
      'GET',
      `/admin/identities/${ID}`,
      200,
      { ...identity, organization_id: null, metadata_admin: null },
    ],
    ['a time that is not set', 'GET', `/admin/identities/${ID}`, 200, { ...identity, state_changed_at: null }],
    ['a credential without identifiers', 'POST', '/admin/identities', 201, { ...identity, credentials: { totp: credential } }],
    ['an error with details', 'GET', `/admin/identities/${ID}`, 404, { error: { message: 'm', details: { code: 'c' } } }],
    ['a status that is an error by default', 'GET', '/admin/identities', 500, { error: { message: 'm' } }],
    ['no body', 'DELETE', `/admin/identities/${ID}`, 204, undefined],
    ['a null in a batch', 'PATCH', '/admin/identities', 200, { identities: [null, { action: 'create', identity: ID }] }],
    ['a session without what was not expanded', 'GET', '/admin/sessions', 200, [{ id: ID, identity: null, devices: null }]],
    ['the more exact of two paths', 'GET', '/sessions/whoami', 200, { id: ID }],
  ])('lets pass %s', async (_, method, path, status, body) => {
    expect(await verdict(method, path, status, body)).toBe('fits');
  });

  test.each<[string, string, string, number, unknown, string]>([
    ['an unknown path', 'GET', '/admin/identity', 200, {}, 'no such operation'],
    ['an unknown method', 'PUT', '/admin/identities', 200, {}, 'no such operation'],
    ['an unknown status', 'GET', '/version', 404, {}, 'no such status'],
    ['a missing member', 'GET', `/admin/identities/${ID}`, 200, { id: ID }, "must have required property 'schema_id'"],
    ['a member too many', 'GET', `/admin/identities/${ID}`, 200, { ...identity, available_aal: 'aal1' }, 'additional properties'],
    ['another type', 'GET', `/admin/identities/${ID}`, 200, { ...identity, external_id: 5 }, '/external_id must be string'],
    [
      'null where there is none',
      'GET',
      `/admin/identities/${ID}`,
      200,
      { ...identity, external_id: null },
      '/external_id must be string',
    ],
    ['another format', 'GET', `/admin/identities/${ID}`, 200, { ...identity, id: 'ada' }, '/id must match format "uuid"'],
    [
      'a time of another form',
      'GET',
      `/admin/identities/${ID}`,
      200,
      { ...identity, created_at: '2025-03-04 09:12:44' },
      'date-time',
    ],
    [
      'a value outside an enum',
      'GET',
      `/admin/identities/${ID}`,
      200,
      { ...identity, state: 'gone' },
      '/state must be equal to one of',
    ],
    [
      'a fault deep inside',
      'GET',
      '/admin/sessions',
      200,
      [{ id: ID, identity: { ...identity, traits: {}, id: 1 } }],
      '/0/identity/id',
    ],
    ['an error without a message', 'GET', '/admin/identities', 400, { error: {} }, "required property 'message'"],
  ])('refuses %s', async (_, method, path, status, body, fault) => {
    expect(await verdict(method, path, status, body)).toContain(fault);
  });

  test('refuses a body where none belongs', () => {
    const answer = {
      method: 'DELETE',
      url: `http://127.0.0.1/admin/identities/${ID}`,
      status: 204,
      contentType: 'application/json',
    };
    expect(() => createAnswerChecker().check({ ...answer, body: {} })).toThrow('no body here');
  });

  test('refuses another content type', async () => {
    expect(await verdict('GET', '/version', 200, 'v1', 'text/plain')).toContain('no body of the type "text/plain"');
  });

  test('does not read a body where there never is one', async () => {
    const headers = { 'content-type': 'application/json' };
    const answering = (status: number) =>
      createCheckedFetch(undefined, (() => Promise.resolve(new Response(null, { status, headers }))) as typeof fetch);
    const url = `http://127.0.0.1/sessions/${ID}`;
    expect((await answering(204)(url, { method: 'DELETE' })).status).toBe(204);
    await expect(answering(200)('http://127.0.0.1/version')).rejects.toThrow(SyntaxError);
  });

  test('passes on what the request was made of', async () => {
    const seen: Parameters<typeof fetch>[] = [];
    const checked = createCheckedFetch(undefined, ((...asked: Parameters<typeof fetch>) => {
      seen.push(asked);
      return Promise.resolve(new Response('{"version":"1"}', { headers: { 'content-type': 'application/json' } }));
    }) as typeof fetch);
    const request = new Request('http://127.0.0.1/version');
    await checked(request);
    await checked(new URL('http://127.0.0.1/version'), { headers: { a: 'b' } });
    expect(seen[0]?.[0]).toBe(request);
    expect(seen[1]?.[1]).toEqual({ headers: { a: 'b' } });
  });
});
