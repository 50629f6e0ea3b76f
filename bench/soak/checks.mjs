// Questions to the server whose answers are known. Each returns undefined when the server could not answer.
import { get } from '../lib/requests.mjs';
import { difference } from './people.mjs';

export function createChecks(client, record) {
  const byEmail = (email) => `/admin/identities?credentials_identifier=${encodeURIComponent(email)}`;

  /** The identity with that address, or null. */
  async function find(email) {
    const answer = await client.ask('list-by-identifier', 'admin', get(byEmail(email)), 200);
    if (!answer) return undefined;
    if (answer.body.length > 1) record.isWrong(`${answer.body.length} identities have the address ${email}`);
    return answer.body[0] ?? null;
  }

  /** The identity of that id, or null. */
  async function read(id) {
    const answer = await client.ask('get', 'admin', get(`/admin/identities/${id}`), [200, 404]);
    return answer && (answer.status === 404 ? null : answer.body);
  }

  /** Whether the session is valid, and then whose it is. */
  async function whoami(token) {
    const header = `x-session-token: ${token}\r\n`;
    const answer = await client.ask('whoami', 'public', get('/sessions/whoami', header), [200, 401]);
    return answer && (answer.status === 401 ? null : answer.body);
  }

  /** Says it when the identity that came is another than the one that must be there. */
  function isThere(how, who, identity) {
    if (identity === undefined) return;
    const found =
      identity === null
        ? 'is not there'
        : identity.id !== who.id
          ? `is ${identity.id}`
          : difference(identity, who.content);
    if (found !== undefined) record.isWrong(`${how}: ${who.id}: ${found}`);
  }

  return {
    find,
    read,
    whoami,
    isThere,
    async present(who) {
      isThere('get', who, await read(who.id));
    },
    async presentByEmail(who) {
      isThere('list-by-identifier', who, await find(who.content.traits.email));
    },
    /** A session that was never revoked, or one that was. */
    async session(who, { token, revoked }) {
      const session = await whoami(token);
      if (session === undefined) return;
      if (revoked || who.deleted || who.content.state === 'inactive') {
        if (session !== null) record.isWrong(`whoami: a session of ${who.id} lives that must not`);
      } else {
        isThere('whoami', who, session && session.identity);
      }
    },
    async absent(who) {
      const found = await read(who.id);
      if (found) record.isWrong(`get: ${who.id} was deleted and is there`);
      const [session] = who.sessions;
      if (session) await this.session({ ...who, deleted: true }, session);
    },
    async absentByEmail(email) {
      const found = await find(email);
      if (found) record.isWrong(`list-by-identifier: nobody may have the address ${email}, but ${found.id} has`);
    },
  };
}
