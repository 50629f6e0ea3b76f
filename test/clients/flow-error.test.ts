import { expect, test } from 'vitest';
import { random } from '../storage/databases.ts';
import { describeSelfService, UI } from './self-service.ts';

describeSelfService('errors of flows', (stage) => {
  test('a page that was sent to an error reads it', async () => {
    const place = `${stage.running.zelos.publicUrl}/self-service/login/browser?return_to=https%3A%2F%2Fevil.example%2F`;
    const sent = await fetch(place, { headers: { accept: 'text/html' }, redirect: 'manual' });
    const shown = new URL(sent.headers.get('location') ?? '');
    expect([sent.status, `${shown.origin}${shown.pathname}`]).toEqual([303, `${UI}/error`]);
    const { client } = stage.visitor();
    const id = shown.searchParams.get('id') ?? '';
    expect((await client.call('getFlowError', { id })).data).toMatchObject({
      id,
      error: { code: 400, id: 'self_service_flow_return_to_forbidden' },
    });
  });

  test('the one to try pages with, and one that there is not', async () => {
    const { client } = stage.visitor();
    expect((await client.call('getFlowError', { id: 'stub:500' })).data).toMatchObject({ error: { code: 500 } });
    expect((await client.failure(client.call('getFlowError', { id: random.uuid() }))).status).toBe(404);
  });

  test('codes that are worth no token', async () => {
    const visitor = stage.visitor();
    const { client } = visitor;
    const exchange = (initCode: string, returnToCode = 'unknown') =>
      client.failure(client.call('exchangeSessionToken', { initCode, returnToCode }));
    expect((await exchange('unknown')).status).toBe(404);
    if (!visitor.isNative) return;
    const form = await visitor.start('Login', { returnSessionTokenExchangeCode: true });
    const { session_token_exchange_code: initCode } = form as unknown as { readonly session_token_exchange_code: string };
    expect(initCode).toMatch(/^\w{32,}$/);
    expect((await exchange(initCode)).status).toBe(404);
  });
});
