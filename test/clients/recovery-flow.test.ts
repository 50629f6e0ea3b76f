import { expect, test } from 'vitest';
import { email as newEmail } from '../http/people.ts';
import { messagesOf, valueIn } from './form-on-wire.ts';
import { describeSelfService, signUp } from './self-service.ts';

describeSelfService('recovery', (stage) => {
  test('a new flow can be read again', async () => {
    const visitor = stage.visitor();
    const form = await visitor.start('Recovery');
    expect(form).toMatchObject({ type: visitor.isNative ? 'api' : 'browser', state: 'choose_method', active: 'code' });
    expect(await visitor.read('Recovery', form.id)).toEqual(form);
  });

  test('whoever has the code goes on with the settings', async () => {
    const { email } = await signUp(stage.visitor());
    const visitor = stage.visitor();
    const begun = await visitor.start('Recovery');
    const { data: sent } = await visitor.submit('Recovery', begun, { method: 'code', email });
    expect([sent.state, messagesOf(sent)]).toEqual(['sent_email', [1060003]]);
    expect(valueIn(sent, 'code')).toBeUndefined();

    const { data: again } = await visitor.submit('Recovery', sent, { method: 'code', code: '000000' });
    expect([again.state, messagesOf(again)]).toEqual(['sent_email', [4060006]]);

    const recovered = await visitor.refused('Recovery', again, { method: 'code', code: await stage.codeFor(email) });
    expect(recovered).toMatchObject({
      status: 422,
      error: { id: 'browser_location_change_required' },
      body: { redirect_browser_to: expect.stringMatching(/\/settings\?flow=[0-9a-f-]{36}$/) },
    });
  });

  test('an address that nobody has looks the same', async () => {
    const visitor = stage.visitor();
    const { data } = await visitor.submit('Recovery', await visitor.start('Recovery'), { method: 'code', email: newEmail() });
    expect([data.state, messagesOf(data)]).toEqual(['sent_email', [1060003]]);
  });

  test('what is wrong stands on the form', async () => {
    const visitor = stage.visitor();
    const refused = await visitor.refused('Recovery', await visitor.start('Recovery'), { method: 'code' });
    expect([refused.status, messagesOf(refused.body, 'email')]).toEqual([400, [4000002]]);
  });
});

describeSelfService(
  'recovery with what comes next',
  (stage) => {
    test('the answer says where the settings are', async () => {
      const { email, outcome } = await signUp(stage.visitor());
      const visitor = stage.visitor();
      const { data: sent } = await visitor.submit('Recovery', await visitor.start('Recovery'), { method: 'code', email });
      const { data: recovered } = await visitor.submit('Recovery', sent, { method: 'code', code: await stage.codeFor(email) });
      expect(recovered.state).toBe('passed_challenge');
      const next = recovered.continue_with ?? [];
      const settings = next.find(({ action }) => action === 'show_settings_ui')?.flow;
      const token = next.find(({ action }) => action === 'set_ory_session_token')?.ory_session_token;
      expect(token !== undefined).toBe(visitor.isNative);
      const { data: session } = await visitor.client.call('toSession', token === undefined ? {} : { xSessionToken: token });
      expect(session.identity?.id).toBe(outcome.identity?.id);
      const id = settings?.id ?? '';
      const { data } = await visitor.client.call('getSettingsFlow', { id, ...(token !== undefined && { xSessionToken: token }) });
      expect(data).toMatchObject({ id, state: 'show_form', identity: { id: outcome.identity?.id } });
    });
  },
  { feature_flags: { use_continue_with_transitions: true } },
);
