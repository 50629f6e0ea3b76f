import { expect, test } from 'vitest';
import { describeSelfService, signUp } from './self-service.ts';
import type { Visitor } from './visitor.ts';

/** Signs out, as the kind of the visitor does. */
async function signOut(visitor: Visitor): Promise<number> {
  const { client } = visitor;
  if (visitor.isNative) {
    const { xSessionToken = '' } = visitor.credentials();
    const answer = await client.call('performNativeLogout', { performNativeLogoutBody: { session_token: xSessionToken } });
    return answer.status;
  }
  const { data } = await client.call('createBrowserLogoutFlow');
  expect(new URL(data.logout_url).searchParams.get('token')).toBe(data.logout_token);
  return (await client.call('updateLogoutFlow', { token: data.logout_token })).status;
}

describeSelfService('logout', (stage) => {
  test('ends the session', async () => {
    const visitor = stage.visitor();
    await signUp(visitor);
    expect(await signOut(visitor)).toBe(204);
    const gone = await visitor.client.failure(visitor.client.call('toSession', visitor.credentials()));
    expect(gone).toMatchObject({ status: 401, error: { details: { code: 'session_missing' } } });
  });

  test('what is refused', async () => {
    const { client, isNative } = stage.visitor();
    if (isNative) {
      const body = { session_token: 'ory_st_unknown' };
      const failure = await client.failure(client.call('performNativeLogout', { performNativeLogoutBody: body }));
      expect(failure).toMatchObject({ status: 403, error: { details: { code: 'logout_session_unknown' } } });
      return;
    }
    expect((await client.failure(client.call('createBrowserLogoutFlow'))).status).toBe(401);
    expect(await client.failure(client.call('updateLogoutFlow', {}))).toMatchObject({
      status: 400,
      error: { details: { code: 'logout_token_missing' } },
    });
    const other = stage.visitor();
    await signUp(other);
    expect(await other.client.failure(other.client.call('updateLogoutFlow', { token: 'foreign' }))).toMatchObject({
      status: 403,
      error: { details: { code: 'logout_token_foreign' } },
    });
  });

  test('one session of several, and all the others', async () => {
    const visitor = stage.visitor();
    const { email, password } = await signUp(visitor);
    const others = [stage.visitor(), stage.visitor(), stage.visitor()];
    for (const other of others) {
      await other.submit('Login', await other.start('Login'), { method: 'password', identifier: email, password });
    }
    const { client } = visitor;
    const { data: listed } = await client.call('listMySessions', visitor.credentials());
    expect(listed).toHaveLength(3);
    const [newest] = listed;
    const id = newest?.id ?? '';
    expect((await client.call('disableMySession', { ...visitor.credentials(), id })).status).toBe(204);
    const last = others[2];
    expect((await last?.client.failure(last.client.call('toSession', last.credentials())))?.status).toBe(401);
    await client.call('disableMyOtherSessions', visitor.credentials());
    expect((await client.call('listMySessions', visitor.credentials())).data).toEqual([]);
    expect((await client.call('toSession', visitor.credentials())).data.active).toBe(true);
  });
});
