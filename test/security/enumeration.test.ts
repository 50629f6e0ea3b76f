import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../http/http-client.ts';
import { email } from '../http/people.ts';
import { type SelfServiceServer, startSelfService } from './self-service-server.ts';
import { createVisitor, type Visitor, type WireFlow } from './visitor.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** What an answer tells, without what differs from one request to the next. */
function told({ status, headers, text }: Answer, address: string): unknown {
  const plain = (part: string) =>
    part
      .replaceAll(address, 'ADDRESS')
      .replaceAll(encodeURIComponent(address), 'ADDRESS')
      .replace(UUID, 'UUID')
      .replace(TIME, 'TIME')
      .replace(/[A-Za-z0-9+/]{86}==/g, 'CSRF');
  return {
    status,
    text: plain(text),
    location: plain(String(headers.location ?? '')),
    cookies: (headers['set-cookie'] ?? []).map((cookie) => cookie.replace(/=[^;]*/, '=')),
    names: Object.keys(headers).sort(),
  };
}

type Way = 'JSON of a page' | 'a native app' | 'a form';
const WAYS: readonly Way[] = ['JSON of a page', 'a native app', 'a form'];

async function submitted(
  server: SelfServiceServer,
  way: Way,
  kind: 'login' | 'recovery' | 'verification',
  fields: Record<string, string>,
): Promise<{ readonly answer: Answer; readonly flow: WireFlow; readonly visitor: Visitor }> {
  const visitor = createVisitor(server.open, way === 'a native app' ? 'api' : 'browser');
  const flow = await visitor.begin(kind);
  const answer = await visitor[way === 'a form' ? 'post' : 'submit'](kind, flow, fields);
  return { answer, flow, visitor };
}

describe.each([false, true])('whether somebody has an account, with notices to strangers: %s', (notify) => {
  let server: SelfServiceServer;
  beforeAll(async () => {
    const flow = { notify_unknown_recipients: notify };
    server = await startSelfService({ selfservice: { flows: { recovery: flow, verification: flow } } });
  });
  afterAll(() => server.stop());

  test.each(WAYS)('is not told by a login with a wrong password: %s', async (way) => {
    const known = await server.person();
    const disabled = await server.person({ state: 'inactive' });
    const withoutPassword = await server.person({ credentials: {} });
    const addresses = [email(), known.address, disabled.address, withoutPassword.address];
    const seen = [];
    for (const identifier of addresses) {
      const fields = { method: 'password', identifier, password: 'not-the-Right-1' };
      const { answer, flow, visitor } = await submitted(server, way, 'login', fields);
      const shown = await visitor.send('GET', `/self-service/login/flows?id=${flow.id}`);
      expect(answer.text + shown.text).not.toContain('not-the-Right-1');
      seen.push([told(answer, identifier), told(shown, identifier)]);
    }
    for (const one of seen.slice(1)) expect(one).toEqual(seen[0]);
  });

  describe.each(['recovery', 'verification'] as const)('by a %s', (kind) => {
    test.each(WAYS)('is not told: %s', async (way) => {
      const known = await server.person();
      const seen = [];
      for (const address of [email(), known.address]) {
        const { answer, flow, visitor } = await submitted(server, way, kind, { method: 'code', email: address });
        const shown = await visitor.send('GET', `/self-service/${kind}/flows?id=${flow.id}`);
        const rows = await server.look('SELECT kind FROM flow_secrets WHERE flow_id = $1', flow.id);
        seen.push([told(answer, address), told(shown, address), notify && address !== known.address ? 'notice' : rows]);
        // A code that was never sent is tried as one that was.
        if (notify) continue;
        const tried = await visitor.submit(kind, flow, { method: 'code', code: '000000' });
        seen.at(-1)?.push(told(tried, address));
      }
      expect(seen[1]?.slice(0, 2)).toEqual(seen[0]?.slice(0, 2));
      if (!notify) expect(seen[1]).toEqual(seen[0]);
      expect(await server.messagesTo(known.address)).toHaveLength(1);
    });
  });
});
