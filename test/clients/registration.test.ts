import { expect, test } from 'vitest';
import { email as newEmail } from '../http/people.ts';
import { messagesOf } from './form-on-wire.ts';
import { describeSelfService, signUp, somePassword } from './self-service.ts';

describeSelfService('registration', (stage) => {
  test('a new flow can be read again', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Registration', { returnTo: 'http://127.0.0.1:4455/welcome' });
    expect(form).toMatchObject({ type: visitor.isNative ? 'api' : 'browser', state: 'choose_method' });
    expect(form.ui.action).toContain(`/self-service/registration?flow=${form.id}`);
    expect(await visitor.read('Registration', form.id)).toEqual(form);
  });

  test('somebody signs up and is signed in', async () => {
    const visitor = stage.visitor();
    const { email, outcome } = await signUp(visitor);
    expect(outcome.identity?.traits).toMatchObject({ email });
    expect(outcome.session_token !== undefined).toBe(visitor.isNative);
    const actions = outcome.continue_with?.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['show_verification_ui']));
    const { data } = await visitor.client.call('toSession', visitor.credentials());
    expect(data.identity).toMatchObject({ id: outcome.identity?.id, traits: { email } });
  });

  test('what is wrong stands on the form', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Registration');
    const wrong = { method: 'password', password: somePassword(), traits: { email: 'nobody' } };
    const { status, body } = await visitor.refused('Registration', form, wrong);
    expect([status, body.id]).toEqual([400, form.id]);
    expect(messagesOf(body, 'traits.email')).not.toEqual([]);
    const weak = await visitor.refused('Registration', form, { ...wrong, password: 'a', traits: { email: newEmail() } });
    expect(messagesOf(weak.body, 'password')).not.toEqual([]);
  });

  test('an address that somebody else has', async () => {
    const { email } = await signUp(stage.visitor());
    const visitor = stage.visitor();
    const body = { method: 'password', password: somePassword(), traits: { email } };
    const refused = await visitor.refused('Registration', await visitor.start('Registration'), body);
    expect([refused.status, messagesOf(refused.body)]).toEqual([400, [4000007]]);
  });

  test('a flow that there is not', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Registration');
    const id = '00000000-0000-4000-8000-000000000000';
    expect((await visitor.client.failure(visitor.read('Registration', id))).status).toBe(404);
    expect(await visitor.refused('Registration', { ...form, id }, { method: 'password' })).toMatchObject({ status: 404 });
  });
});
