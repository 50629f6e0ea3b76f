import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeIn } from '../courier/code-in.ts';
import { email as newEmail } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';

const UI = 'http://127.0.0.1:4455';
const PASSWORD = 'eiF5ohghaiR3';

interface Flow {
  readonly id: string;
  readonly state: string;
  readonly ui: { readonly messages?: readonly { id: number }[] };
  readonly identity?: { traits: object };
  readonly continue_with?: readonly { action: string; flow: { id: string; verifiable_address: string } }[];
}

const messagesOf = ({ ui }: Flow) => (ui.messages ?? []).map(({ id }) => id);

const flows = {
  settings: {
    ui_url: `${UI}/settings`,
    after: {
      profile: {
        hooks: [{ hook: 'verify_new_address' }, { hook: 'notify_previous_addresses', config: { recipients: 'all' } }],
      },
    },
  },
  verification: { enabled: true, ui_url: `${UI}/verification`, use: 'code' },
};

describe.each(SERVERS)('new addresses that have to be verified first, on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer({ dev: true, selfservice: { flows } });
  });
  afterAll(() => server.stop());

  /** Somebody who is signed in. */
  async function somebody(traits: object = { email: newEmail() }, schema_id = 'person') {
    const credentials = { password: { config: { password: PASSWORD } } };
    const { id } = await server.create({ schema_id, traits, credentials });
    const identifier = Object.values(traits).flat()[0] as string;
    const headers = { accept: 'application/json' };
    const login = wanted<Flow>(await server.open.send('GET', '/self-service/login/api', { headers }), 200);
    const json = { method: 'password', identifier, password: PASSWORD };
    const answer = await server.open.send('POST', `/self-service/login?flow=${login.id}`, { json, headers });
    const { session_token, session } = wanted<{ session_token: string; session: { id: string } }>(answer, 200);
    const signed = { accept: 'application/json', 'x-session-token': session_token };
    return {
      id,
      session: session.id,
      async change(wish: object) {
        const flow = wanted<Flow>(await server.open.send('GET', '/self-service/settings/api', { headers: signed }), 200);
        const body = { method: 'profile', traits: wish };
        return server.open.send('POST', `/self-service/settings?flow=${flow.id}`, { json: body, headers: signed });
      },
    };
  }

  const redeem = (flow: string, json: object) =>
    server.open.send('POST', `/self-service/verification?flow=${flow}`, { json, headers: { accept: 'application/json' } });
  const messagesTo = async (email: string) => {
    const path = `/admin/courier/messages?recipient=${encodeURIComponent(email)}`;
    return wanted<{ body: string; template_type: string }[]>(await server.admin.send('GET', path), 200);
  };
  const codeTo = async (email: string) => {
    const [{ body } = expect.fail(`nothing was sent to ${email}`)] = await messagesTo(email);
    return codeIn(body) ?? expect.fail(body);
  };
  /** A change that waits: the verification flow, and the code that was sent. */
  async function begun(person: Awaited<ReturnType<typeof somebody>>, email: string) {
    const flow = wanted<Flow>(await person.change({ email }), 200);
    expect(flow.continue_with).toEqual([
      { action: 'show_verification_ui', flow: { id: expect.any(String), verifiable_address: email } },
    ]);
    return { flow: flow.continue_with?.[0]?.flow.id ?? '', code: await codeTo(email) };
  }
  const traitsOf = async (id: string) => (await server.get(id)).traits;

  test('nothing changes until the code is entered; then everything does, and the old address is told', async () => {
    const [before, after] = [newEmail(), newEmail()];
    const person = await somebody({ email: before });
    const { flow, code } = await begun(person, after);
    expect(await traitsOf(person.id)).toMatchObject({ email: before });
    expect(await messagesTo(before)).toEqual([]);

    const done = wanted<Flow>(await redeem(flow, { method: 'code', code }), 200);
    expect(done).toMatchObject({ state: 'passed_challenge', ui: { messages: [{ id: 1080002 }] } });
    const identity = await server.get(person.id);
    expect(identity.traits).toMatchObject({ email: after });
    expect(identity.verifiable_addresses).toMatchObject([{ value: after, verified: true, status: 'completed' }]);
    expect(await messagesTo(before)).toMatchObject([{ template_type: 'verifiable_address_changed' }]);
    // The change itself writes to nobody else.
    expect(await messagesTo(after)).toHaveLength(1);
  });

  test('another code can be asked for; the one before ends', async () => {
    const person = await somebody();
    const email = newEmail();
    const { flow, code: first } = await begun(person, email);
    wanted(await redeem(flow, { method: 'code', email }), 200);
    const codes = (await messagesTo(email)).map(({ body }) => codeIn(body));
    expect(codes).toHaveLength(2);
    const second = codes.find((code) => code !== first) ?? first;
    if (second !== first) expect(messagesOf(wanted(await redeem(flow, { code: first }), 200))).toEqual([4070006]);
    expect(wanted<Flow>(await redeem(flow, { code: second }), 200).state).toBe('passed_challenge');
    expect(await traitsOf(person.id)).toMatchObject({ email });
  });

  test('of two changes the later one counts', async () => {
    const person = await somebody();
    const [one, two] = [newEmail(), newEmail()];
    const first = await begun(person, one);
    const second = await begun(person, two);
    expect(messagesOf(wanted(await redeem(first.flow, { code: first.code }), 200))).toEqual([4070006]);
    expect(wanted<Flow>(await redeem(second.flow, { code: second.code }), 200).state).toBe('passed_challenge');
    expect(await traitsOf(person.id)).toMatchObject({ email: two });
  });

  test('the traits have changed meanwhile', async () => {
    const person = await somebody();
    const { flow, code } = await begun(person, newEmail());
    const other = newEmail();
    await server.patch(person.id, { op: 'replace', path: '/traits/email', value: other });
    expect(messagesOf(wanted(await redeem(flow, { code }), 200))).toEqual([4070006]);
    expect(await traitsOf(person.id)).toMatchObject({ email: other });
  });

  test.each(['revoked', 'gone'] as const)('the session in which it was asked for is %s', async (what) => {
    const email = newEmail();
    const person = await somebody({ email });
    const { flow, code } = await begun(person, newEmail());
    const path = what === 'revoked' ? `/admin/sessions/${person.session}` : `/admin/identities/${person.id}/sessions`;
    expect((await server.admin.send('DELETE', path)).status).toBe(204);
    expect(messagesOf(wanted(await redeem(flow, { code }), 200))).toEqual([4070006]);
    expect(await traitsOf(person.id)).toMatchObject({ email });
  });

  test('an address that somebody else has, or gets meanwhile', async () => {
    const [mine, theirs] = [newEmail(), newEmail()];
    const person = await somebody({ email: mine });
    const { flow, code } = await begun(person, theirs);
    await server.create({ traits: { email: theirs } });
    expect(messagesOf(wanted(await redeem(flow, { method: 'code', email: theirs }), 400))).toEqual([4000007]);
    expect(messagesOf(wanted(await redeem(flow, { code }), 400))).toEqual([4000007]);
    expect(await traitsOf(person.id)).toMatchObject({ email: mine });

    expect(messagesOf(wanted(await person.change({ email: theirs }), 400))).toEqual([4000007]);
    expect(await messagesTo(theirs)).toHaveLength(1);
  });

  test('of two who want one address at the same time, one gets it', async () => {
    const email = newEmail();
    const people = [await somebody(), await somebody()];
    const waiting = [];
    for (const person of people) {
      const flow = wanted<Flow>(await person.change({ email }), 200).continue_with?.[0]?.flow.id ?? '';
      waiting.push({ flow, codes: (await messagesTo(email)).map(({ body }) => codeIn(body)) });
    }
    const codes = waiting[1]?.codes ?? [];
    const answers = await Promise.all(waiting.flatMap(({ flow }) => codes.map((code) => redeem(flow, { code }))));
    expect(answers.filter((answer) => answer.json<Flow>().state === 'passed_challenge')).toHaveLength(1);
    const owners = await Promise.all(people.map(async ({ id }) => (await traitsOf(id)) as { email: string }));
    expect(owners.filter((traits) => traits.email === email)).toHaveLength(1);
  });

  test('one address at a time', async () => {
    const traits = { emails: [newEmail(), newEmail()] };
    const person = await somebody(traits, 'two-emails');
    const both = wanted<Flow>(await person.change({ emails: [newEmail(), newEmail()] }), 200);
    expect(messagesOf(both)).toEqual([4050002]);
    expect(both.continue_with).toBeUndefined();
    expect(await traitsOf(person.id)).toMatchObject(traits);
  });

  test('a change without a new address is made at once', async () => {
    const email = newEmail();
    const person = await somebody({ email });
    const traits = { email, name: { first: 'Ada' } };
    expect(wanted<Flow>(await person.change(traits), 200).state).toBe('success');
    expect(await traitsOf(person.id)).toMatchObject(traits);
    // The address is written to because nobody has yet, not because it was replaced.
    expect(await messagesTo(email)).toMatchObject([{ template_type: 'verification_code_valid' }]);
  });

  test('a session that is too old has to be renewed first', async () => {
    const old = await server.again({
      dev: true,
      selfservice: { flows: { ...flows, settings: { ...flows.settings, privileged_session_max_age: '1us' } } },
    });
    server = old;
    const person = await somebody();
    const refused = await person.change({ email: newEmail() });
    expect(failure(refused, 403)).toMatchObject({ id: 'session_refresh_required' });
  });
});
