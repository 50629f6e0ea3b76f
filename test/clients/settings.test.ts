import { expect, test } from 'vitest';
import { messagesOf, valueIn } from './form-on-wire.ts';
import { describeSelfService, signUp, somePassword } from './self-service.ts';

describeSelfService('settings', (stage) => {
  test('a new flow can be read again, by whoever began it', async () => {
    const visitor = stage.visitor();
    const { email, outcome } = await signUp(visitor);
    const form = await visitor.start('Settings');
    expect(form).toMatchObject({
      type: visitor.isNative ? 'api' : 'browser',
      state: 'show_form',
      identity: { id: outcome.identity?.id, traits: { email } },
    });
    expect(valueIn(form, 'traits.email')).toBe(email);
    expect(await visitor.read('Settings', form.id)).toEqual(form);

    const other = stage.visitor();
    await signUp(other);
    expect((await other.client.failure(other.read('Settings', form.id))).status).toBe(403);
  });

  test('traits change', async () => {
    const visitor = stage.visitor();
    const { email } = await signUp(visitor);
    const traits = { email, name: { first: 'Ada', last: 'Lovelace' } };
    const { data } = await visitor.submit('Settings', await visitor.start('Settings'), { method: 'profile', traits });
    expect([data.state, messagesOf(data), data.identity?.traits]).toEqual([
      'success',
      [1050001],
      expect.objectContaining(traits),
    ]);
    const { data: session } = await visitor.client.call('toSession', visitor.credentials());
    expect(session.identity?.traits).toMatchObject(traits);
  });

  test('the password changes', async () => {
    const visitor = stage.visitor();
    const { email } = await signUp(visitor);
    const password = somePassword();
    const { data } = await visitor.submit('Settings', await visitor.start('Settings'), { method: 'password', password });
    expect(data.state).toBe('success');
    const other = stage.visitor();
    const body = { method: 'password', identifier: email, password };
    expect((await other.submit('Login', await other.start('Login'), body)).status).toBe(200);
  });

  test('what is wrong stands on the form', async () => {
    const visitor = stage.visitor();
    await signUp(visitor);
    const form = await visitor.start('Settings');
    const weak = await visitor.refused('Settings', form, { method: 'password', password: 'a' });
    expect([weak.status, weak.body.id, messagesOf(weak.body, 'password')]).toEqual([400, form.id, [4000032]]);
    const wrong = await visitor.refused('Settings', form, { method: 'profile', traits: { email: 'nobody' } });
    expect(messagesOf(wrong.body, 'traits.email')).not.toEqual([]);
  });

  test('nobody is signed in', async () => {
    const visitor = stage.visitor();
    expect((await visitor.client.failure(visitor.start('Settings'))).status).toBe(401);
  });
});

describeSelfService(
  'settings of whoever signed in long ago',
  (stage) => {
    test('the way to sign in anew stands beside the error', async () => {
      const visitor = stage.visitor();
      await signUp(visitor);
      const form = await visitor.start('Settings');
      const refused = await visitor.refused('Settings', form, { method: 'password', password: somePassword() });
      expect(refused).toMatchObject({
        status: 403,
        error: { id: 'session_refresh_required' },
        body: { redirect_browser_to: expect.stringContaining('refresh=true') },
      });
    });
  },
  { selfservice: { flows: { settings: { privileged_session_max_age: '1ns' } } } },
);
