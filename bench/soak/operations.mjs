// What a user does. Each operation knows what must be so afterwards, when it was acknowledged, and what may be so when
// it was not: `doubt` gets the question that is answered when all is quiet again.
import { freshEmail, PASSWORD } from '../lib/people.mjs';
import { get, remove, send } from '../lib/requests.mjs';
import { changed, newPerson, newRegistration, whichOf } from './people.mjs';

const BATCH = 20;
const SESSIONS = 4;
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const anyNumber = () => 1 + Math.floor(Math.random() * 1000);

/** @param {{client: object, checks: object, record: object, people: Set, doubt: (question: () => Promise<boolean>) => void}} lane */
export function createOperations({ client, checks, record, people, doubt }) {
  const someone = (wanted = () => true) => {
    const found = pick([...people]);
    return found && wanted(found) ? found : undefined;
  };
  const join = (id, content) => people.add({ id, content, sessions: [] });

  /** Creation without an answer: all of it is there, or nothing. */
  const perhapsCreated = (content) =>
    doubt(async () => {
      const found = await checks.find(content.traits.email);
      if (found === undefined) return false;
      if (found === null) return true;
      const who = { id: found.id, content, sessions: [] };
      checks.isThere('after a doubtful creation', who, found);
      await checks.present(who);
      people.add(who);
      return true;
    });

  /** A change without an answer: the person is as before or as wanted, in every respect. */
  function perhapsChanged(who, content) {
    people.delete(who);
    const possible = [who.content, content];
    doubt(async () => {
      const identity = await checks.read(who.id);
      if (identity === undefined) return false;
      const found = identity && whichOf(identity, possible);
      if (!found) record.isWrong(`a doubtful change left ${who.id} by halves: ${JSON.stringify(identity)}`);
      who.content = found ?? who.content;
      for (const { traits } of possible) {
        if (traits.email !== who.content.traits.email) await checks.absentByEmail(traits.email);
      }
      people.add(who);
      return true;
    });
  }

  async function change(what, who, wanted) {
    const { patch, content } = changed(who.content, wanted);
    const before = who.content;
    const answer = await client.ask(what, 'admin', send('PATCH', `/admin/identities/${who.id}`, patch), 200);
    if (!answer) return perhapsChanged(who, content);
    record.wrote(what);
    who.content = content;
    checks.isThere(what, who, answer.body);
    if (who.sessions[0]) await checks.session(who, who.sessions[0]);
    if (before.traits.email !== content.traits.email) {
      await checks.presentByEmail(who);
      await checks.absentByEmail(before.traits.email);
    }
  }

  /** A revocation without an answer: the session lives or not, from then on. */
  function perhapsRevoked(who, sessions) {
    people.delete(who);
    doubt(async () => {
      const answers = [];
      for (const { token } of sessions) answers.push(await checks.whoami(token));
      if (answers.includes(undefined)) return false;
      for (const [index, answer] of answers.entries()) sessions[index].revoked = answer === null;
      if (new Set(sessions.map(({ revoked }) => revoked)).size > 1)
        record.isWrong(`a doubtful revocation took some sessions of ${who.id} and left others`);
      people.add(who);
      return true;
    });
  }

  async function revoke(who, sessions, listener, request) {
    const answer = await client.ask('revoke', listener, request, 204);
    if (!answer) return perhapsRevoked(who, sessions);
    record.wrote('revoke');
    for (const session of sessions) session.revoked = true;
    for (const session of sessions) await checks.session(who, session);
    who.sessions = who.sessions.filter((session) => !session.revoked).concat(sessions.slice(0, 1));
  }

  const living = (who) => who.content.state === 'active' && who.sessions.some(({ revoked }) => !revoked);

  /** name: [how often, operation]; an operation that finds nobody to work on does nothing. */
  return {
    get: [
      15,
      async () => {
        const who = someone();
        if (who) await checks.present(who);
      },
    ],
    list: [
      6,
      async () => {
        const who = someone();
        if (who) await checks.presentByEmail(who);
      },
    ],
    whoami: [
      25,
      async () => {
        const who = someone(({ sessions }) => sessions.length > 0);
        if (who) await checks.session(who, pick(who.sessions));
      },
    ],
    create: [
      5,
      async () => {
        const { body, content } = newPerson(anyNumber());
        const answer = await client.ask('create', 'admin', send('POST', '/admin/identities', body), 201);
        if (!answer) return perhapsCreated(content);
        record.wrote('create');
        join(answer.body.id, content);
      },
    ],
    batch: [
      0.5,
      async () => {
        const made = Array.from({ length: BATCH }, () => newPerson(anyNumber()));
        const identities = made.map(({ body }) => ({ create: body }));
        const answer = await client.ask('batch', 'admin', send('PATCH', '/admin/identities', { identities }), 200);
        if (!answer) return made.forEach(({ content }) => perhapsCreated(content));
        record.wrote('batch');
        for (const [index, item] of answer.body.identities.entries()) {
          if (item?.action === 'create') join(item.identity, made[index].content);
          else record.isWrong(`batch: an item was refused: ${JSON.stringify(item)}`);
        }
      },
    ],
    register: [
      0.2,
      async () => {
        const flow = await client.ask('registration-init', 'public', get('/self-service/registration/api'), 200);
        if (!flow) return;
        const { content } = newRegistration(anyNumber());
        const submission = { method: 'password', password: PASSWORD, traits: content.traits };
        const request = send('POST', `/self-service/registration?flow=${flow.body.id}`, submission);
        const answer = await client.ask('register', 'public', request, 200);
        if (!answer) return perhapsCreated(content);
        record.wrote('register');
        const { identity, session, session_token: token } = answer.body;
        people.add({ id: identity.id, content, sessions: [{ id: session.id, token, revoked: false }] });
      },
    ],
    login: [
      5,
      async () => {
        const who = someone(({ content, sessions }) => content.state === 'active' && sessions.length < SESSIONS);
        const flow = who && (await client.ask('login-init', 'public', get('/self-service/login/api'), 200));
        if (!flow) return;
        const submission = { method: 'password', identifier: who.content.traits.email, password: PASSWORD };
        const request = send('POST', `/self-service/login?flow=${flow.body.id}`, submission);
        const answer = await client.ask('login', 'public', request, 200);
        if (!answer) return; // a session of which nobody has the token
        record.wrote('login');
        const session = { id: answer.body.session.id, token: answer.body.session_token, revoked: false };
        who.sessions.push(session);
        await checks.session(who, session);
      },
    ],
    patch: [
      8,
      async () => {
        const who = someone();
        if (who) await change('patch', who);
      },
    ],
    rename: [
      2,
      async () => {
        const who = someone();
        if (who) await change('rename', who, { email: freshEmail() });
      },
    ],
    state: [
      1,
      async () => {
        const who = someone();
        if (who) await change('state', who, { state: who.content.state === 'active' ? 'inactive' : 'active' });
      },
    ],
    revoke: [
      3,
      async () => {
        const who = someone(living);
        if (!who) return;
        const session = who.sessions.find(({ revoked }) => !revoked);
        if (Math.random() < 0.5) return revoke(who, [session], 'admin', remove(`/admin/sessions/${session.id}`));
        const body = { session_token: session.token };
        return revoke(who, [session], 'public', send('DELETE', '/self-service/logout/api', body));
      },
    ],
    'revoke-all': [
      1,
      async () => {
        const who = someone(living);
        const sessions = who?.sessions.filter(({ revoked }) => !revoked);
        if (who) await revoke(who, sessions, 'admin', remove(`/admin/identities/${who.id}/sessions`));
      },
    ],
    delete: [
      6,
      async () => {
        const who = someone();
        if (!who) return;
        people.delete(who);
        const answer = await client.ask('delete', 'admin', remove(`/admin/identities/${who.id}`), 204);
        if (!answer)
          return doubt(async () => {
            const identity = await checks.read(who.id);
            if (identity === undefined) return false;
            if (identity !== null) people.add(who);
            else await checks.absentByEmail(who.content.traits.email);
            return true;
          });
        record.wrote('delete');
        await checks.absent(who);
        await checks.absentByEmail(who.content.traits.email);
      },
    ],
  };
}
