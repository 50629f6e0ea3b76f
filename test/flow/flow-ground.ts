import { createSealedCookie } from '../../src/cipher/sealed-cookie.ts';
import { createSignedCookie } from '../../src/cipher/signed-cookie.ts';
import type { AroundFlow } from '../../src/config/flows-config.ts';
import type { Courier } from '../../src/courier/courier.ts';
import type { OutgoingMessage } from '../../src/courier/outgoing-message.ts';
import type { FlowEngine } from '../../src/flow/engine.ts';
import { createFlowUrls } from '../../src/flow/flow-urls.ts';
import { createHardErrors } from '../../src/flow/hard-errors.ts';
import { createReturnTo } from '../../src/flow/return-to.ts';
import { createFlowBook } from '../../src/form/flow-book.ts';
import type { FlowHooks, Hook } from '../../src/hook/hook.ts';
import { createIdentity } from '../../src/identity/create.ts';
import type { Identity } from '../../src/identity/identity.ts';
import { dependencies } from '../../src/identity/testing/world.ts';
import { jsonOf } from '../../src/json/json-text.ts';
import { createSystemClock } from '../../src/lib/clock.ts';
import { createSystemRandom } from '../../src/lib/random.ts';
import { createFlowSecrets } from '../../src/method/flow-secrets.ts';
import { createSchemaRegistry, type SchemaRegistry } from '../../src/schema/schema-registry.ts';
import { createSessionCookie } from '../../src/session/session-cookie.ts';
import { createSessions } from '../../src/session/sessions.ts';
import { createTokenExchange } from '../../src/session/token-exchange.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { dsnOf } from '../storage/dsn-of.ts';
import { type ClientKind, createClient, PUBLIC_URL } from './client.ts';

/** A registry with one schema, whose traits have these properties. */
export function schemasOf(properties: object): Promise<SchemaRegistry> {
  const schema = JSON.stringify({ type: 'object', properties: { traits: { type: 'object', properties } } });
  return createSchemaRegistry({
    schemas: [{ id: 'person', url: `base64://${Buffer.from(schema).toString('base64')}` }],
    defaultId: 'person',
    fetch: () => Promise.reject(new Error('no network here')),
    readFile: () => Promise.reject(new Error('no files here')),
    disallowRefs: false,
    log: { warn: () => {} },
  });
}

export interface GroundOptions {
  /** Which of the two flows the options are of. */
  readonly kind: 'recovery' | 'verification';
  readonly schemas: SchemaRegistry;
  readonly use?: 'code' | 'link';
  readonly enabled?: boolean;
  readonly notifyUnknown?: boolean;
  readonly returnUrl?: string;
  readonly before?: readonly Hook[];
  readonly after?: readonly Hook[];
  readonly store?: Store;
}

const around: AroundFlow = { before: [], after: [], afterMethod: {}, returnUrl: undefined, returnUrlOfMethod: {} };
const flow = (kind: string) => ({ uiUrl: `https://app.example.org/${kind}`, lifespanMs: 3_600_000, around });
const none: FlowHooks = { before: [], after: [], afterMethod: {} };

export const LIFESPANS = { codeLifespanMs: 900_000, linkLifespanMs: 1_200_000 };

/** What recovery and verification stand on: a store of its own, and everything around the flow made up. */
export async function flowGround(options: GroundOptions) {
  const { kind, schemas, use = 'code', enabled = true, notifyUnknown = false } = options;
  const system = createSystemClock();
  let ahead = 0;
  const clock = { micros: () => system.micros() + ahead };
  const random = createSystemRandom();
  const store = options.store ?? (await openStore({ dsn: dsnOf('memory'), autoMigrate: true, clock, random }));
  const attributes = { path: '/', secure: true, sameSite: 'Lax' } as const;
  const codec = { name: 'session', secrets: ['a secret'], clock };
  const sealed = createSealedCookie({ ...codec, random });
  const signed = createSignedCookie({ ...codec, maxAgeMs: 86_400_000 });
  const cookie = createSessionCookie({ sealed, signed, attributes, persistent: true, clock });
  const settings = { lifespanMs: 86_400_000, organizationLifespansMs: {} };
  const sessions = createSessions({ store: store.sessions, clock, random, cookie, settings });
  const updates = { ...dependencies(), schemas, random, clock, store: store.identities };
  const secrets = createFlowSecrets({ store: store.flows, clock, random, keys: ['a secret'], ...LIFESPANS, maxTries: 5 });
  const sent: OutgoingMessage[] = [];
  const courier: Courier = { send: async (message) => void sent.push(message) };

  const addressFlow = (one: GroundOptions['kind']) => {
    const isMeant = one === kind;
    const mine = isMeant ? { around: { ...around, returnUrl: options.returnUrl }, enabled } : { enabled: true };
    return { ...flow(one), use, notifyUnknownRecipients: notifyUnknown, ...mine };
  };
  const flows = {
    errorUiUrl: 'https://app.example.org/error',
    login: { ...flow('login'), style: 'unified' as const },
    registration: { ...flow('registration'), enabled: true, loginHints: false, twoSteps: true },
    settings: { ...flow('settings'), privilegedSessionMaxAgeMs: 600_000, requiredAal: 'aal1' as const },
    recovery: addressFlow('recovery'),
    verification: addressFlow('verification'),
    logout: { returnUrl: undefined, clearBrowserData: false },
  };
  const defaultUrl = 'https://app.example.org/';
  const returns = { allowed: ['https://app.example.org'], defaultUrl, publicUrl: PUBLIC_URL, allowUnboundedWildcards: false };
  const urls = createFlowUrls({ publicUrl: PUBLIC_URL, flows, defaultUrl, returnTo: createReturnTo(returns) });
  const hooks = { login: none, registration: none, settings: none, recovery: none, verification: none };
  const engine = {
    book: createFlowBook({ store: store.flows, clock, random, publicUrl: PUBLIC_URL }),
    hooks: { ...hooks, [kind]: { ...none, before: options.before ?? [], after: options.after ?? [] } },
    sessions,
    tokenExchange: createTokenExchange({ store: store.tokenExchanges, clock, random }),
    identities: store.identities,
    signUp: () => Promise.reject(new Error('nobody signs up here')),
    schemas: { asked: () => undefined, of: () => schemas.default },
    urls,
    hardErrors: createHardErrors({
      store: store.flowErrors,
      clock,
      random,
      log: { error: () => {}, warn: () => {} },
      errorUrl: urls.error,
    }),
    flows,
    requiredAal: 'aal1',
    clock,
    updates,
  } satisfies Omit<FlowEngine, 'methods'> & { updates: typeof updates };

  return {
    engine,
    store,
    secrets,
    sessions,
    updates,
    random,
    /** What messages to users are made with. */
    post: {
      identities: store.identities,
      secrets,
      courier,
      describe: ({ id }: { readonly id: string }) => ({ id }),
      ...LIFESPANS,
      notifyUnknown,
      publicUrl: PUBLIC_URL,
    },
    /** What the courier was given. */
    sent,
    client: (of: ClientKind) => createClient(of, sessions),
    /** A person with these traits. */
    person: (traits: object): Promise<Identity> =>
      createIdentity({ traits: jsonOf(traits) }, { ...updates, importing: { ...updates.importing } }),
    pass(milliseconds: number): void {
      ahead += milliseconds * 1000;
    },
  };
}
