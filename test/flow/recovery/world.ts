import { expect } from 'vitest';
import { beginRecovery } from '../../../src/flow/recovery/begin-recovery.ts';
import { fetchRecovery } from '../../../src/flow/recovery/fetch-recovery.ts';
import type { RecoveryEngine, SettingsBeginning } from '../../../src/flow/recovery/recovery-engine.ts';
import { submitRecovery } from '../../../src/flow/recovery/submit-recovery.ts';
import type { Answer } from '../../../src/form/answer.ts';
import type { RecoveryFlow } from '../../../src/form/flow.ts';
import { findInput } from '../../../src/form/ui/container.ts';
import { createCodeRecovery } from '../../../src/method/code/code-recovery.ts';
import { createLinkRecovery } from '../../../src/method/link/link-recovery.ts';
import { createRecoveryPost } from '../../../src/method/recovery/recovery-post.ts';
import type { RecoverySettings } from '../../../src/recovery/recovery-settings.ts';
import { type Client, PUBLIC_URL } from '../client.ts';
import { flowGround, type GroundOptions, schemasOf } from '../flow-ground.ts';

const marks = (via: string) => ({ 'ory.sh/kratos': { verification: { via }, recovery: { via } } });
const schemas = await schemasOf({
  email: { type: 'string', ...marks('email') },
  second: { type: 'string', format: 'no-validate', ...marks('email') },
  phone: { type: 'string', format: 'tel', ...marks('sms') },
});

export interface WorldOptions extends Omit<GroundOptions, 'kind' | 'schemas'> {
  readonly codeEnabled?: boolean;
  readonly linkEnabled?: boolean;
  readonly chooseAddress?: boolean;
  readonly continueWithTransitions?: boolean;
}

/** Recovery on a store of its own, with everything around it that does not belong to it made up. */
export async function recoveryWorld(options: WorldOptions = {}) {
  const { use = 'code', codeEnabled = true, linkEnabled = true, chooseAddress = false } = options;
  const ground = await flowGround({ ...options, kind: 'recovery', schemas });
  const { store, secrets, sent, random } = ground;
  const { book, clock, flows } = ground.engine;
  const post = createRecoveryPost(ground.post);
  const begun: SettingsBeginning[] = [];
  const engine: RecoveryEngine = {
    ...ground.engine,
    methods: [
      {
        id: 'code',
        enabled: codeEnabled,
        recovery: createCodeRecovery({ enabled: codeEnabled, use, identities: store.identities, secrets, post }),
      },
      { id: 'link', enabled: linkEnabled, recovery: createLinkRecovery({ enabled: linkEnabled, secrets, post, clock }) },
    ],
    chooseAddress,
    continueWithTransitions: options.continueWithTransitions ?? false,
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
    ...ground,
    engine,
    /** What settings flows were begun with. */
    begun,
    begin,
    fetchFlow,
    stored,
    submit,
    follow,
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
    /** What administrators' codes and links are made with. */
    byAdmin: {
      store: store.flows,
      clock,
      random,
      settings: {
        publicUrl: PUBLIC_URL,
        uiUrl: flows.recovery.uiUrl,
        chooseAddress: chooseAddress,
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
