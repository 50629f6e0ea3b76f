import { timestampOf } from '../../../src/lib/clock.ts';
import type { StartedSession } from '../../../src/session/session.ts';
import type { SessionRow } from '../../../src/store/session-store.ts';
import { startOn } from '../../clients/start-on.ts';
import { createHttpClient } from '../../http/http-client.ts';
import { email } from '../../http/people.ts';
import { wanted } from '../../http/server-under-test.ts';
import type { WireIdentity } from '../../http/wire.ts';
import type { EMPTY_DATABASES } from '../../server/empty-databases.ts';
import { mergeValues } from '../../server/merge-values.ts';
import { createSignIn } from '../../server/signed-in.ts';
import { clock } from '../../storage/databases.ts';
import { createVisitor, type Visitor, type VisitorKind } from './visitor.ts';

export const UI = 'http://127.0.0.1:4455';
export const PASSWORD = 'ohWee7aiDeiz';
export const NEW_PASSWORD = 'Chee2Aehohs4';
const HOUR = 3_600_000_000;

/** A session that was begun so long ago that it may not change identifiers, addresses and credentials any more. */
export const stale = (): Partial<SessionRow> => ({ authenticatedAt: timestampOf(clock.micros() - 2 * HOUR) });

const uiUrl = (name: string) => ({ ui_url: `${UI}/${name}` });

const VALUES = {
  selfservice: {
    allowed_return_urls: [UI],
    methods: { password: { config: { haveibeenpwned_enabled: false } } },
    flows: { settings: uiUrl('settings'), login: uiUrl('login'), error: uiUrl('error') },
  },
};

/** A server and people who are signed in to it. */
export async function setScene(make: (typeof EMPTY_DATABASES)[number][1], values: object = {}) {
  const running = await startOn(make, mergeValues(VALUES, values));
  const { zelos, store } = running;
  const open = createHttpClient(zelos.publicUrl);
  const admin = createHttpClient(zelos.adminUrl);
  const signing = createSignIn(zelos, store, clock);

  const scene = {
    publicUrl: zelos.publicUrl,
    store,
    open,
    admin,
    signing,
    async person(more: object = {}): Promise<WireIdentity> {
      const json = { traits: { email: email() }, credentials: { password: { config: { password: PASSWORD } } }, ...more };
      return wanted(await admin.send('POST', '/admin/identities', { json }), 201);
    },
    get: async (id: string): Promise<WireIdentity> =>
      wanted(await admin.send('GET', `/admin/identities/${id}?include_credential=password`), 200),
    as: (kind: VisitorKind, started: StartedSession): Visitor =>
      createVisitor(kind, open, { token: started.token, cookie: signing.cookieOf(started) }),
    /** Somebody who is signed in as this identity. */
    visit: async (kind: VisitorKind, { id }: WireIdentity, changes: Partial<SessionRow> = {}): Promise<Visitor> =>
      scene.as(kind, await signing.signIn(id, changes)),
    stranger: (kind: VisitorKind): Visitor => createVisitor(kind, open),
    /** Whether somebody signs in with that. */
    async signsIn(identifier: string, password: string): Promise<boolean> {
      const native = createVisitor('native', open);
      const { id } = (await native.get('/self-service/login/api')).json<{ id: string }>();
      const answer = await native.post(`/self-service/login?flow=${id}`, { method: 'password', identifier, password });
      return answer.status === 200;
    },
    async close() {
      open.close();
      admin.close();
      await running.close();
    },
  };
  return scene;
}

export type Scene = Awaited<ReturnType<typeof setScene>>;
