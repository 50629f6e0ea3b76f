import { expect, test } from 'vitest';
import { messagesOf } from './form-on-wire.ts';
import { describeSelfService, signUp, somePassword, UI } from './self-service.ts';

describeSelfService('login', (stage) => {
  test('a new flow can be read again', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Login', { returnTo: `${UI}/welcome` });
    expect(form).toMatchObject({
      type: visitor.isNative ? 'api' : 'browser',
      state: 'choose_method',
      refresh: false,
      requested_aal: 'aal1',
      return_to: `${UI}/welcome`,
    });
    expect(await visitor.read('Login', form.id)).toEqual(form);
  });

  test('somebody signs in', async () => {
    const { email, password, outcome: before } = await signUp(stage.visitor());
    const visitor = stage.visitor();
    const form = await visitor.start('Login');
    const { data } = await visitor.submit('Login', form, { method: 'password', identifier: email.toUpperCase(), password });
    expect(data.session_token !== undefined).toBe(visitor.isNative);
    expect(data.session?.identity?.id).toBe(before.identity?.id);
    const next = data.continue_with?.map(({ action }) => action) ?? [];
    expect(next).toEqual(visitor.isNative ? [] : ['redirect_browser_to']);
    const { data: session } = await visitor.client.call('toSession', visitor.credentials());
    expect(session).toMatchObject({ id: data.session?.id, active: true, authentication_methods: [{ method: 'password' }] });
  });

  test('what is wrong stands on the form', async () => {
    const { email } = await signUp(stage.visitor());
    const visitor = stage.visitor();
    const form = await visitor.start('Login');
    const wrong = { method: 'password', identifier: email, password: somePassword() };
    const refused = await visitor.refused('Login', form, wrong);
    expect([refused.status, refused.body.id, messagesOf(refused.body)]).toEqual([400, form.id, [4000006]]);
    const empty = await visitor.refused('Login', form, { ...wrong, identifier: '' });
    expect(messagesOf(empty.body, 'identifier')).toEqual([4000002]);
  });

  test('whoever is signed in has to ask for it again', async () => {
    const visitor = stage.visitor();
    const { email, password, outcome } = await signUp(visitor);
    expect(await visitor.client.failure(visitor.start('Login'))).toMatchObject({
      status: 400,
      error: { id: 'session_already_available' },
    });
    const form = await visitor.start('Login', { refresh: true });
    expect(form).toMatchObject({ refresh: true });
    const { data } = await visitor.submit('Login', form, { method: 'password', identifier: email, password });
    expect(data.session).toMatchObject({ id: outcome.session?.id, identity: { id: outcome.identity?.id } });
  });

  test('a second factor that there is nobody for', async () => {
    const visitor = stage.visitor();
    const failure = await visitor.client.failure(visitor.start('Login', { aal: 'aal2' }));
    expect(failure).toMatchObject({ status: 401, error: { id: 'session_aal1_required' } });
  });

  test('a place that nobody may be sent to', async () => {
    const visitor = stage.visitor();
    const failure = await visitor.client.failure(visitor.start('Login', { returnTo: 'https://evil.example/' }));
    expect(failure).toMatchObject({ status: 400, error: { id: 'self_service_flow_return_to_forbidden' } });
  });

  test('a body that no form has', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Login');
    const refused = await visitor.refused('Login', form, { method: 'password', identifier: ['a'], password: 7 });
    expect(refused.status).toBe(400);
  });
});
