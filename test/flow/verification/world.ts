import { expect } from 'vitest';
import { beginVerification } from '../../../src/flow/verification/begin-verification.ts';
import { fetchVerification } from '../../../src/flow/verification/fetch-verification.ts';
import { startVerification } from '../../../src/flow/verification/start-verification.ts';
import { submitVerification } from '../../../src/flow/verification/submit-verification.ts';
import type { VerificationEngine } from '../../../src/flow/verification/verification-engine.ts';
import type { Answer } from '../../../src/form/answer.ts';
import type { VerificationFlow } from '../../../src/form/flow.ts';
import { findInput } from '../../../src/form/ui/container.ts';
import type { Identity, VerifiableAddress } from '../../../src/identity/identity.ts';
import { writeOf } from '../../../src/identity/stored-identity.ts';
import { createCodeVerification } from '../../../src/method/code/code-verification.ts';
import { createLinkVerification } from '../../../src/method/link/link-verification.ts';
import { createVerificationPost } from '../../../src/method/verification/verification-post.ts';
import type { Client } from '../client.ts';
import { flowGround, type GroundOptions, schemasOf } from '../flow-ground.ts';

const mark = (via: string) => ({ 'ory.sh/kratos': { verification: { via } } });
const schemas = await schemasOf({
  email: { type: 'string', format: 'email', ...mark('email') },
  phone: { type: 'string', format: 'tel', ...mark('sms') },
});

export interface WorldOptions extends Omit<GroundOptions, 'kind' | 'schemas'> {
  readonly codeEnabled?: boolean;
  readonly linkEnabled?: boolean;
  readonly takesPhones?: boolean;
}

/** Verification on a store of its own, with everything around it that does not belong to it made up. */
export async function verificationWorld(options: WorldOptions = {}) {
  const { codeEnabled = true, linkEnabled = true, takesPhones = false } = options;
  const ground = await flowGround({ ...options, kind: 'verification', schemas });
  const { store, secrets, sent, updates } = ground;
  const { book, clock } = ground.engine;
  const post = createVerificationPost({ ...ground.post, pendingChanges: store.pendingChanges, updates });
  const engine: VerificationEngine = {
    ...ground.engine,
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
    pendingChanges: store.pendingChanges,
    sessionRows: store.sessions,
  };

  const begin = (client: Client, query = '') => {
    const type = client.kind === 'native' ? 'api' : 'browser';
    return client.ask((exchange) => beginVerification(type, exchange, engine), `/self-service/verification/${type}${query}`);
  };
  const stored = async (id: string): Promise<VerificationFlow> =>
    (await book.find('verification', id)) ?? expect.fail(`no flow ${id} is stored`);

  return {
    ...ground,
    engine,
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
