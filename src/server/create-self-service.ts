import type { SchemaUrls } from '../api/schemas/schema-urls.ts';
import type { Config } from '../config/config.ts';
import type { Courier } from '../courier/courier.ts';
import type { FlowEngine } from '../flow/engine.ts';
import { showError } from '../flow/error/show-error.ts';
import { createFlowSchemas } from '../flow/flow-schemas.ts';
import { createFlowUrls } from '../flow/flow-urls.ts';
import { createHardErrors } from '../flow/hard-errors.ts';
import { beginLogin } from '../flow/login/begin-login.ts';
import { fetchLogin } from '../flow/login/fetch-login.ts';
import { submitLogin } from '../flow/login/submit-login.ts';
import { beginLogout, finishLogout, logoutNative } from '../flow/logout/logout.ts';
import { beginRegistration } from '../flow/registration/begin-registration.ts';
import { fetchRegistration } from '../flow/registration/fetch-registration.ts';
import { createSignUp } from '../flow/registration/sign-up.ts';
import { submitRegistration } from '../flow/registration/submit-registration.ts';
import { createTakenMessage } from '../flow/taken-message.ts';
import { createFlowBook } from '../form/flow-book.ts';
import type { SelfService } from '../form/operations.ts';
import type { PasswordHashing } from '../hash/password-hashing.ts';
import type { UpdateDependencies } from '../identity/update.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createFlowSecrets } from '../method/flow-secrets.ts';
import type { OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';
import type { Sessions } from '../session/sessions.ts';
import type { TokenExchange } from '../session/token-exchange.ts';
import type { Store } from '../store/store.ts';
import { createConfiguredHooks } from './create-configured-hooks.ts';
import { createMethods } from './create-methods.ts';
import { createRecoveryMethods, createRecoveryOperations, describedBy } from './create-recovery.ts';
import { createSettings } from './create-settings.ts';
import { createVerificationMethods, createVerificationOperations, createVerificationStarter } from './create-verification.ts';
import type { Log } from './log.ts';

export interface SelfServiceOptions {
  readonly config: Config;
  readonly store: Store;
  readonly schemas: SchemaRegistry;
  readonly hasher: PasswordHashing;
  readonly sessions: Sessions;
  readonly tokenExchange: TokenExchange;
  readonly courier: Courier;
  readonly schemaUrls: SchemaUrls;
  /** What changes of identities stand on. */
  readonly updates: UpdateDependencies;
  readonly returnTo: { check(candidate: string): string };
  /** `selfservice.default_browser_return_url`, absolute. */
  readonly defaultUrl: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly outgoing: OutgoingGetOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What users do by themselves, as configured. */
export function createSelfService(options: SelfServiceOptions): SelfService {
  const { config, store, schemas, hasher, sessions, tokenExchange, updates, publicUrl, clock, random, log } = options;
  const { flows, methods } = config.selfservice;
  const secrets = createFlowSecrets({
    store: store.flows,
    clock,
    random,
    keys: config.secrets.cookie,
    codeLifespanMs: methods.code.lifespanMs,
    linkLifespanMs: methods.link.lifespanMs,
    maxTries: methods.code.maxSubmissions,
  });
  const describe = describedBy(options.schemaUrls);
  const parts = { ...options, identities: store.identities, secrets, describe };
  const recovery = createRecoveryMethods(parts);
  const verification = createVerificationMethods(parts);
  const verifications = createVerificationStarter(() => verificationEngine);
  const urls = createFlowUrls({ ...options, flows });
  const selectable = config.identity.schemas.filter(({ selfserviceSelectable }) => selfserviceSelectable);
  const taken = createTakenMessage({ ...updates, identities: store.identities, loginHints: flows.registration.loginHints });
  const engine: FlowEngine = {
    book: createFlowBook({ store: store.flows, clock, random, publicUrl }),
    methods: createMethods({ ...options, recovery, verification }),
    hooks: createConfiguredHooks({ ...parts, verifications }),
    sessions,
    tokenExchange,
    identities: store.identities,
    schemas: createFlowSchemas(schemas, new Set(selectable.map(({ id }) => id))),
    urls,
    hardErrors: createHardErrors({ store: store.flowErrors, clock, random, log, errorUrl: urls.error }),
    flows,
    requiredAal: config.session.requiredAal,
    clock,
    signUp: createSignUp({ updates, hasher, taken }),
  };
  const settings = createSettings(engine, { ...options, taken });
  const verificationEngine = { ...engine, updates, pendingChanges: store.pendingChanges, sessionRows: store.sessions };
  return {
    flows: {
      login: {
        begin: (type, exchange) => beginLogin(type, exchange, engine),
        fetch: (exchange) => fetchLogin(exchange, engine),
        submit: (exchange) => submitLogin(exchange, engine),
      },
      registration: {
        begin: (type, exchange) => beginRegistration(type, exchange, engine),
        fetch: (exchange) => fetchRegistration(exchange, engine),
        submit: (exchange) => submitRegistration(exchange, engine),
      },
      settings: settings.operations,
      recovery: createRecoveryOperations({
        ...engine,
        updates,
        chooseAddress: config.featureFlags.chooseRecoveryAddress,
        continueWithTransitions: config.featureFlags.useContinueWithTransitions,
        beginSettings: settings.begin,
      }),
      verification: createVerificationOperations(verificationEngine),
    },
    logout: {
      begin: (exchange) => beginLogout(exchange, engine),
      finish: (exchange) => finishLogout(exchange, engine),
      native: (exchange) => logoutNative(exchange, engine),
    },
    showError: (exchange) => showError(exchange, { store: store.flowErrors, random }),
    changePassword: async () => ({ kind: 'redirect', status: 303, location: flows.settings.uiUrl }),
  };
}
