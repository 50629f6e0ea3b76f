import { expect } from 'vitest';
import { createSealedCookie } from '../../../src/cipher/sealed-cookie.ts';
import type { AroundFlow } from '../../../src/config/flows-config.ts';
import type { Courier } from '../../../src/courier/courier.ts';
import type { OutgoingMessage } from '../../../src/courier/outgoing-message.ts';
import { createFlowUrls } from '../../../src/flow/flow-urls.ts';
import { createHardErrors } from '../../../src/flow/hard-errors.ts';
import { beginRecovery } from '../../../src/flow/recovery/begin-recovery.ts';
import { fetchRecovery } from '../../../src/flow/recovery/fetch-recovery.ts';
import type { RecoveryEngine, SettingsBeginning } from '../../../src/flow/recovery/recovery-engine.ts';
import { submitRecovery } from '../../../src/flow/recovery/submit-recovery.ts';
import { createReturnTo } from '../../../src/flow/return-to.ts';
import type { Answer } from '../../../src/form/answer.ts';
import type { RecoveryFlow } from '../../../src/form/flow.ts';
import { createFlowBook } from '../../../src/form/flow-book.ts';
import { findInput } from '../../../src/form/ui/container.ts';
import type { FlowHooks, Hook } from '../../../src/hook/hook.ts';
import { createIdentity } from '../../../src/identity/create.ts';
import type { Identity } from '../../../src/identity/identity.ts';
import { dependencies } from '../../../src/identity/testing/world.ts';
import { jsonOf } from '../../../src/json/json-text.ts';
import { createSystemClock } from '../../../src/lib/clock.ts';
import { createSystemRandom } from '../../../src/lib/random.ts';
import { createCodeRecovery } from '../../../src/method/code/code-recovery.ts';
import { createFlowSecrets } from '../../../src/method/flow-secrets.ts';
import { createLinkRecovery } from '../../../src/method/link/link-recovery.ts';
import { createRecoveryPost } from '../../../src/method/recovery/recovery-post.ts';
import type { RecoverySettings } from '../../../src/recovery/recovery-settings.ts';
import { createSchemaRegistry } from '../../../src/schema/schema-registry.ts';
import { createSessionCookie } from '../../../src/session/session-cookie.ts';
import { createSessions } from '../../../src/session/sessions.ts';
import { createTokenExchange } from '../../../src/session/token-exchange.ts';
import { openStore } from '../../../src/store/sql/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { dsnOf } from '../../storage/dsn-of.ts';
import { type Client, type ClientKind, createClient, PUBLIC_URL } from './client.ts';

const marks = (via: string) => ({ 'ory.sh/kratos': { verification: { via }, recovery: { via } } });
const SCHEMA = {
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: { type: 'string', ...marks('email') },
        second: { type: 'string', format: 'no-validate', ...marks('email') },
        phone: { type: 'string', format: 'tel', ...marks('sms') },
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
  readonly chooseAddress?: boolean;
  readonly continueWithTransitions?: boolean;
  readonly notifyUnknown?: boolean;
  readonly returnUrl?: string;
  readonly before?: readonly Hook[];
  readonly after?: readonly Hook[];
  readonly store?: Store;
}

const around: AroundFlow = { before: [], after: [], afterMethod: {}, returnUrl: undefined, returnUrlOfMethod: {} };
const flow = (kind: string) => ({ uiUrl: `https://app.example.org/${kind}`, lifespanMs: 3_600_000, around });
const none: FlowHooks = { before: [], after: [], afterMethod: {} };

/** Recovery on a store of its own, with everything around it that does not belong to it made up. */
export async function recoveryWorld(options: WorldOptions = {}) {
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
  const post = createRecoveryPost({
    identities: store.identities,
    secrets,
    courier,
    describe: ({ id }) => ({ id }),
    codeLifespanMs: 900_000,
    linkLifespanMs: 1_200_000,
    notifyUnknown,
    publicUrl: PUBLIC_URL,
  });
  const addressFlow = { enabled: true, use, notifyUnknownRecipients: notifyUnknown };
  const flows = {
    errorUiUrl: 'https://app.example.org/error',
    login: { ...flow('login'), style: 'unified' as const },
    registration: { ...flow('registration'), enabled: true, loginHints: false, twoSteps: true },
    settings: { ...flow('settings'), privilegedSessionMaxAgeMs: 600_000, requiredAal: 'aal1' as const },
    recovery: { ...flow('recovery'), ...addressFlow, enabled, around: { ...around, returnUrl: options.returnUrl } },
    verification: { ...flow('verification'), ...addressFlow },
    logout: { returnUrl: undefined, clearBrowserData: false },
  };
  const defaultUrl = 'https://app.example.org/';
  const returns = { allowed: ['https://app.example.org'], defaultUrl, publicUrl: PUBLIC_URL, allowUnboundedWildcards: false };
  const urls = createFlowUrls({ publicUrl: PUBLIC_URL, flows, defaultUrl, returnTo: createReturnTo(returns) });
  const book = createFlowBook({ store: store.flows, clock, random, publicUrl: PUBLIC_URL });
  const begun: SettingsBeginning[] = [];
  const engine: RecoveryEngine = {
    book,
    methods: [
      {
        id: 'code',
        enabled: codeEnabled,
        recovery: createCodeRecovery({ enabled: codeEnabled, use, identities: store.identities, secrets, post }),
      },
      { id: 'link', enabled: linkEnabled, recovery: createLinkRecovery({ enabled: linkEnabled, secrets, post, clock }) },
    ],
    hooks: {
      login: none,
      registration: none,
      settings: none,
      verification: none,
      recovery: { ...none, before: options.before ?? [], after: options.after ?? [] },
    },
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
    chooseAddress: options.chooseAddress ?? false,
    continueWithTransitions: options.continueWithTransitions ?? false,
    updates,
    async beginSettings(_, identity, __, beginning) {
      begun.push(beginning);
      const { type, requestUrl } = beginning;
      const more = { kind: 'settings', state: 'show_form', active: undefined, csrfToken: '' } as const;
      return { ...book.begin('settings', 1000), ...more, type, requestUrl, identityId: identity.id, continueWith: [] };
    },
  };

  const begin = (client: Client, query = '') => {
    const type = client.kind === 'native' ? 'api' : 'browser';
    return client.ask((exchange) => beginRecovery(type, exchange, engine), `/self-service/recovery/${type}${query}`);
  };
  const fetchFlow = (client: Client, id: string) =>
    client.ask((exchange) => fetchRecovery(exchange, engine), `/self-service/recovery/flows?id=${id}`);
  const stored = async (id: string): Promise<RecoveryFlow> =>
    (await book.find('recovery', id)) ?? expect.fail(`no flow ${id} is stored`);
  /** Posts a form; with the token that is in the form of the flow. */
  const submit = async (client: Client, id: string, body: object) => {
    const csrf = findInput((await stored(id)).ui, 'csrf_token')?.attributes.value;
    const whole = { ...(typeof csrf === 'string' && csrf !== '' && { csrf_token: csrf }), ...body };
    return client.ask((exchange) => submitRecovery(exchange, engine), `/self-service/recovery?flow=${id}`, whole);
  };
  const follow = (client: Client, link: string) => client.ask((exchange) => submitRecovery(exchange, engine), link);

  return {
    engine,
    store,
    secrets,
    sessions,
    updates,
    /** What the courier was given. */
    sent,
    /** What settings flows were begun with. */
    begun,
    begin,
    fetchFlow,
    stored,
    submit,
    follow,
    client: (kind: ClientKind) => createClient(kind, sessions),
    /** A person with these traits. */
    person: (traits: object): Promise<Identity> =>
      createIdentity({ traits: jsonOf(traits) }, { ...updates, importing: { ...updates.importing } }),
    /** A flow that has just begun. */
    async start(client: Client, query = ''): Promise<RecoveryFlow> {
      return stored(idIn(await begin(client, query)));
    },
    lastCode(): string {
      const message = sent.findLast(({ template }) => template === 'recovery_code_valid');
      return message?.template === 'recovery_code_valid' ? message.model.recoveryCode : expect.fail('no code was sent');
    },
    lastLink(): string {
      const message = sent.findLast(({ template }) => template === 'recovery_valid');
      return message?.template === 'recovery_valid' ? message.model.recoveryUrl : expect.fail('no link was sent');
    },
    pass(milliseconds: number): void {
      ahead += milliseconds * 1000;
    },
    /** What administrators' codes and links are made with. */
    byAdmin: {
      store: store.flows,
      clock,
      random,
      settings: {
        publicUrl: PUBLIC_URL,
        uiUrl: flows.recovery.uiUrl,
        chooseAddress: options.chooseAddress ?? false,
        codeLifespanMs: 900_000,
        linkLifespanMs: 900_000,
        secrets: ['a secret'],
      } satisfies RecoverySettings,
    },
  };
}

/** The id of the flow that an answer shows or leads to. */
export function idIn(answer: Answer): string {
  if (answer.kind === 'flow') return answer.flow.id;
  if (answer.kind !== 'redirect') return expect.fail(`an answer of kind ${answer.kind} has no flow`);
  const { searchParams } = new URL(answer.location);
  return searchParams.get('flow') ?? searchParams.get('id') ?? expect.fail(`no flow in ${answer.location}`);
}

/** Ids of the messages on a form and on its fields. */
export function messagesOf({ ui }: RecoveryFlow): number[] {
  return [...(ui.messages ?? []), ...ui.nodes.flatMap(({ messages }) => messages)].map(({ id }) => id);
}

export function flowIn(answer: Answer): RecoveryFlow {
  return answer.kind === 'flow' && answer.flow.kind === 'recovery'
    ? answer.flow
    : expect.fail(`not a recovery flow: ${JSON.stringify(answer)}`);
}

/** A code that is none of those. */
export const wrong = (code: string) => (code === '000000' ? '111111' : '000000');
