import { expect, test } from 'vitest';
import { email as newEmail } from '../http/people.ts';
import { messagesOf } from './form-on-wire.ts';
import { describeSelfService, signUp } from './self-service.ts';

describeSelfService('verification', (stage) => {
  test('a new flow can be read again', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Verification');
    expect(form).toMatchObject({ type: visitor.isNative ? 'api' : 'browser', state: 'choose_method', active: 'code' });
    expect(await visitor.read('Verification', form.id)).toEqual(form);
  });

  test('an address is verified by the code that it gets', async () => {
    const visitor = stage.visitor();
    const { email, outcome } = await signUp(visitor);
    const begun = await visitor.start('Verification');
    const { data: sent } = await visitor.submit('Verification', begun, { method: 'code', email });
    expect([sent.state, messagesOf(sent)]).toEqual(['sent_email', [1080003]]);
    const { data: wrong } = await visitor.submit('Verification', sent, { method: 'code', code: '000000' });
    expect([wrong.state, messagesOf(wrong)]).toEqual(['sent_email', [4070006]]);
    const { data: done } = await visitor.submit('Verification', wrong, { method: 'code', code: await stage.codeFor(email) });
    expect([done.state, messagesOf(done)]).toEqual(['passed_challenge', [1080002]]);
    const { data: identity } = await stage.admin.call('getIdentity', { id: outcome.identity?.id ?? '' });
    expect(identity.verifiable_addresses).toMatchObject([{ value: email, verified: true, status: 'completed' }]);
  });

  test('the flow that signing up began is gone on with', async () => {
    const visitor = stage.visitor();
    const { email, outcome } = await signUp(visitor);
    const shown = outcome.continue_with?.find(({ action }) => action === 'show_verification_ui')?.flow;
    expect(shown?.verifiable_address).toBe(email);
    const form = await visitor.read('Verification', shown?.id ?? '');
    expect(form.state).toBe('sent_email');
    const { data } = await visitor.submit('Verification', form, { method: 'code', code: await stage.codeFor(email) });
    expect(data.state).toBe('passed_challenge');
  });

  test('an address that nobody has looks the same', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Verification');
    const { data } = await visitor.submit('Verification', form, { method: 'code', email: newEmail() });
    expect([data.state, messagesOf(data)]).toEqual(['sent_email', [1080003]]);
  });

  test('what is wrong stands on the form', async () => {
    const visitor = stage.visitor();
    const refused = await visitor.refused('Verification', await visitor.start('Verification'), { method: 'code' });
    expect([refused.status, messagesOf(refused.body, 'email')]).toEqual([400, [4000002]]);
  });
});
