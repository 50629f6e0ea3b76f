import { expect } from 'vitest';
import { createSealedCookie } from '../../../src/cipher/sealed-cookie.ts';
import type { AroundFlow } from '../../../src/config/flows-config.ts';
import type { Courier } from '../../../src/courier/courier.ts';
import type { OutgoingMessage } from '../../../src/courier/outgoing-message.ts';
import { createFlowUrls } from '../../../src/flow/flow-urls.ts';
import { createHardErrors } from '../../../src/flow/hard-errors.ts';
import { createReturnTo } from '../../../src/flow/return-to.ts';
import { beginVerification } from '../../../src/flow/verification/begin-verification.ts';
import { fetchVerification } from '../../../src/flow/verification/fetch-verification.ts';
import { startVerification } from '../../../src/flow/verification/start-verification.ts';
import { submitVerification } from '../../../src/flow/verification/submit-verification.ts';
import type { VerificationEngine } from '../../../src/flow/verification/verification-engine.ts';
import type { Answer } from '../../../src/form/answer.ts';
import type { VerificationFlow } from '../../../src/form/flow.ts';
import { createFlowBook } from '../../../src/form/flow-book.ts';
import { findInput } from '../../../src/form/ui/container.ts';
import type { FlowHooks, Hook } from '../../../src/hook/hook.ts';
import { createIdentity } from '../../../src/identity/create.ts';
import type { Identity, VerifiableAddress } from '../../../src/identity/identity.ts';
import { writeOf } from '../../../src/identity/stored-identity.ts';
import { dependencies } from '../../../src/identity/testing/world.ts';
import { jsonOf } from '../../../src/json/json-text.ts';
import { createSystemClock } from '../../../src/lib/clock.ts';
import { createSystemRandom } from '../../../src/lib/random.ts';
import { createCodeVerification } from '../../../src/method/code/code-verification.ts';
import { createFlowSecrets } from '../../../src/method/flow-secrets.ts';
import { createLinkVerification } from '../../../src/method/link/link-verification.ts';
import { createVerificationPost } from '../../../src/method/verification/verification-post.ts';
import { createSchemaRegistry } from '../../../src/schema/schema-registry.ts';
import { createSessionCookie } from '../../../src/session/session-cookie.ts';
import { createSessions } from '../../../src/session/sessions.ts';
import { createTokenExchange } from '../../../src/session/token-exchange.ts';
import { openStore } from '../../../src/store/sql/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { dsnOf } from '../../storage/dsn-of.ts';
import { type Client, type ClientKind, createClient, PUBLIC_URL } from '../recovery/client.ts';

const mark = (via: string) => ({ 'ory.sh/kratos': { verification: { via } } });
const SCHEMA = {
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: { type: 'string', format: 'email', ...mark('email') },
        phone: { type: 'string', format: 'tel', ...mark('sms') },
      },
    },
  },
};

const schemas = await createSchemaRegistry({
  schemas: [{ id: 'person', url: `base64://${Buffer.from(JSON.stringify(SCHEMA)).toString('base64')}` }],
  defaultId: 'person',
  fetch: () => Promise.reject(new Error('no network here')),
  readFile: () => Promise.reject(new Error('no files here')),
  disallowRefs: false,
  log: { warn: () => {} },
});

export interface WorldOptions {
  readonly use?: 'code' | 'link';
  readonly enabled?: boolean;
  readonly codeEnabled?: boolean;
  readonly linkEnabled?: boolean;
  readonly takesPhones?: boolean;
  readonly notifyUnknown?: boolean;
  readonly returnUrl?: string;
  readonly before?: readonly Hook[];
  readonly after?: readonly Hook[];
  readonly store?: Store;
}

const around: AroundFlow = { before: [], after: [], afterMethod: {}, returnUrl: undefined, returnUrlOfMethod: {} };
const flow = (kind: string) => ({ uiUrl: `https://app.example.org/${kind}`, lifespanMs: 3_600_000, around });
const none: FlowHooks = { before: [], after: [], afterMethod: {} };

/** Verification on a store of its own, with everything around it that does not belong to it made up. */
export async function verificationWorld(options: WorldOptions = {}) {
  const { use = 'code', enabled = true, codeEnabled = true, linkEnabled = true, notifyUnknown = false } = options;
  const system = createSystemClock();
  let ahead = 0;
  const clock = { micros: () => system.micros() + ahead };
  const random = createSystemRandom();
  const store = options.store ?? (await openStore({ dsn: dsnOf('memory'), autoMigrate: true, clock, random }));
  const attributes = { path: '/', secure: true, sameSite: 'Lax' } as const;
  const sealed = createSealedCookie({ name: 'session', secrets: ['a secret'], clock, random });
  const cookie = createSessionCookie({ sealed, attributes, persistent: true, clock });
  const settings = { lifespanMs: 86_400_000, organizationLifespansMs: {} };
  const sessions = createSessions({ store: store.sessions, clock, random, cookie, settings });
  const updates = { ...dependencies(), schemas, random, clock, store: store.identities };
  const secrets = createFlowSecrets({
    store: store.flows,
    clock,
    random,
    keys: ['a secret'],
    codeLifespanMs: 900_000,
    linkLifespanMs: 1_200_000,
    maxTries: 5,
  });

  const sent: OutgoingMessage[] = [];
  const courier: Courier = { send: async (message) => void sent.push(message) };
  const post = createVerificationPost({
    identities: store.identities,
    pendingChanges: store.pendingChanges,
    secrets,
    courier,
    updates,
    describe: ({ id }) => ({ id }),
    codeLifespanMs: 900_000,
    linkLifespanMs: 1_200_000,
    notifyUnknown,
    publicUrl: PUBLIC_URL,
  });
  const addressFlow = { enabled, use, notifyUnknownRecipients: notifyUnknown };
  const flows = {
    errorUiUrl: 'https://app.example.org/error',
    login: { ...flow('login'), style: 'unified' as const },
    registration: { ...flow('registration'), enabled: true, loginHints: false, twoSteps: true },
    settings: { ...flow('settings'), privilegedSessionMaxAgeMs: 600_000, requiredAal: 'aal1' as const },
    recovery: { ...flow('recovery'), ...addressFlow },
    verification: { ...flow('verification'), ...addressFlow, around: { ...around, returnUrl: options.returnUrl } },
    logout: { returnUrl: undefined, clearBrowserData: false },
  };
  const defaultUrl = 'https://app.example.org/';
  const returns = { allowed: ['https://app.example.org'], defaultUrl, publicUrl: PUBLIC_URL, allowUnboundedWildcards: false };
  const urls = createFlowUrls({ publicUrl: PUBLIC_URL, flows, defaultUrl, returnTo: createReturnTo(returns) });
  const book = createFlowBook({ store: store.flows, clock, random, publicUrl: PUBLIC_URL });
  const takesPhones = options.takesPhones ?? false;
  const engine: VerificationEngine = {
    book,
    methods: [
      {
        id: 'code',
        enabled: codeEnabled,
        verification: createCodeVerification({ enabled: codeEnabled, secrets, post, takesPhones }),
      },
      {
        id: 'link',
        enabled: linkEnabled,
        verification: createLinkVerification({ enabled: linkEnabled, secrets, post, clock }),
      },
    ],
    hooks: {
      login: none,
      registration: none,
      settings: none,
      recovery: none,
      verification: { ...none, before: options.before ?? [], after: options.after ?? [] },
    },
    sessions,
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
    pendingChanges: store.pendingChanges,
    sessionRows: store.sessions,
    tokenExchange: createTokenExchange({ store: store.tokenExchanges, clock, random }),
  };

  const begin = (client: Client, query = '') => {
    const type = client.kind === 'native' ? 'api' : 'browser';
    return client.ask((exchange) => beginVerification(type, exchange, engine), `/self-service/verification/${type}${query}`);
  };
  const stored = async (id: string): Promise<VerificationFlow> =>
    (await book.find('verification', id)) ?? expect.fail(`no flow ${id} is stored`);

  return {
    engine,
    store,
    updates,
    /** What the courier was given. */
    sent,
    begin,
    stored,
    fetchFlow: (client: Client, id: string) =>
      client.ask((exchange) => fetchVerification(exchange, engine), `/self-service/verification/flows?id=${id}`),
    /** Posts a form; with the token that is in the form of the flow. */
    async submit(client: Client, id: string, body: object) {
      const csrf = findInput((await stored(id)).ui, 'csrf_token')?.attributes.value;
      const whole = { ...(typeof csrf === 'string' && csrf !== '' && { csrf_token: csrf }), ...body };
      return client.ask((exchange) => submitVerification(exchange, engine), `/self-service/verification?flow=${id}`, whole);
    },
    follow: (client: Client, link: string) => client.ask((exchange) => submitVerification(exchange, engine), link),
    /** Begins the verification of the first address of a person out of another flow. */
    async startFrom(client: Client, parent: VerificationFlow, person: Identity): Promise<string> {
      const [address] = person.verifiableAddresses;
      const { id: addressId, via, value } = address ?? expect.fail('nothing to verify');
      let id = '';
      await client.ask(async (exchange) => {
        const to = { identity: writeOf(person).row, addressId, via, value };
        ({ id } = await startVerification(parent, exchange, to, engine));
        return { kind: 'nothing' };
      }, '/self-service/registration');
      return id;
    },
    client: (kind: ClientKind) => createClient(kind, sessions),
    /** A person with these traits. */
    person: (traits: object): Promise<Identity> =>
      createIdentity({ traits: jsonOf(traits) }, { ...updates, importing: { ...updates.importing } }),
    async addressesOf(
      id: string,
    ): Promise<(Pick<VerifiableAddress, 'value' | 'verified' | 'status'> & { verified_at?: string })[]> {
      return JSON.parse((await store.identities.get(id))?.verifiableAddresses ?? '');
    },
    /** A flow that has just begun. */
    async start(client: Client, query = ''): Promise<VerificationFlow> {
      return stored(idIn(await begin(client, query)));
    },
    lastCode(): string {
      const message = sent.findLast(({ template }) => template === 'verification_code_valid');
      return message?.template === 'verification_code_valid' ? message.model.verificationCode : expect.fail('no code was sent');
    },
    /** The link of the last message. */
    lastLink(): string {
      const model = sent.at(-1)?.model;
      return model && 'verificationUrl' in model ? model.verificationUrl : expect.fail('no link was sent');
    },
    pass(milliseconds: number): void {
      ahead += milliseconds * 1000;
    },
  };
}

/** The id of the flow that an answer shows or leads to. */
export function idIn(answer: Answer): string {
  if (answer.kind === 'flow') return answer.flow.id;
  if (answer.kind === 'error')
    return (answer.error.beside as { use_flow_id?: string }).use_flow_id ?? expect.fail(answer.error.message);
  if (answer.kind !== 'redirect') return expect.fail(`an answer of kind ${answer.kind} has no flow`);
  const { searchParams } = new URL(answer.location);
  return searchParams.get('flow') ?? searchParams.get('id') ?? expect.fail(`no flow in ${answer.location}`);
}

/** Ids of the messages on a form and on its fields. */
export function messagesOf({ ui }: VerificationFlow): number[] {
  return [...(ui.messages ?? []), ...ui.nodes.flatMap(({ messages }) => messages)].map(({ id }) => id);
}

/** A form in short: type and name of each node. */
export function nodesOf({ ui }: VerificationFlow): string[] {
  return ui.nodes.map((node) =>
    node.type === 'input'
      ? `${node.group} ${node.attributes.type} ${node.attributes.name}`
      : `${node.group} ${node.attributes.id}`,
  );
}

/** A code that is none of those. */
export const wrong = (code: string) => (code === '000000' ? '111111' : '000000');
