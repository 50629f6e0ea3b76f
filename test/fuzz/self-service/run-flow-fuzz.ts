import { codeIn } from '../../courier/code-in.ts';
import { createHttpClient, type HttpClient } from '../../http/http-client.ts';
import { createDice } from '../dice.ts';
import { describeRequest } from '../fuzz-request.ts';
import { faultsOfAnswer, noteExposed } from './examine-answer.ts';
import { flowWireRequest } from './flow-request.ts';
import { mutatedFlowRequest } from './mutate-flow-request.ts';
import { validFlowRequest } from './valid-flow-requests.ts';
import { createWorld, emailOf, learn, PEOPLE, passwordOf, pickOr, remember, type World } from './world.ts';

/** Milliseconds that any answer may take. */
const PATIENCE = 5_000;
const WORKERS = 12;
const SHOWN_FAILURES = 10;
/** So many requests pass between two looks at the messages. */
const BETWEEN_LOOKS = 60;

export interface FlowFuzzOptions {
  readonly adminUrl: string;
  readonly publicUrl: string;
  readonly seed: number;
  readonly requests: number;
}

export interface FlowFuzzReport {
  /** What no server should do, with the requests that made it. */
  readonly failures: readonly string[];
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** How many logins and registrations led to a session. */
  readonly sessions: number;
  /** Everything secret that was handed out. */
  readonly secrets: ReadonlySet<string>;
  /** Texts in answers that may be keyed hashes. */
  readonly digests: ReadonlySet<string>;
}

interface Message {
  readonly body: string;
}

/** Reads the codes and links of the newest messages, as their recipients do. */
async function readMessages(admin: HttpClient, { codes, links }: World): Promise<void> {
  const { text, json } = await admin.send('GET', '/admin/courier/messages?page_size=40');
  if (!text.startsWith('[')) throw new Error(`messages cannot be read: ${text}`);
  for (const { body } of json<Message[]>().reverse()) {
    const [, flow, token] = /[?&]flow=([0-9a-f-]{36})&(?:amp;)?token=(\w+)/.exec(body) ?? [];
    if (flow && token && !links.some((one) => one.token === token)) remember(links, { flow, token });
    const code = codeIn(body);
    const [, codeFlow] = /code=\d{6}&(?:amp;)?flow=([0-9a-f-]{36})/.exec(body) ?? [];
    if (code && !codes.some((one) => one.code === code)) remember(codes, { code, flow: codeFlow });
  }
}

async function settle(admin: HttpClient): Promise<string[]> {
  const ids: string[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const json = {
      schema_id: 'person',
      traits: { email: emailOf(person) },
      credentials: { password: { config: { password: passwordOf(person) } } },
    };
    const answer = await admin.send('POST', '/admin/identities', { json });
    if (answer.status !== 201) throw new Error(answer.text);
    ids.push(answer.json<{ id: string }>().id);
  }
  return ids;
}

/** Throws good and spoilt requests at the public listener, and looks hard at the answers. */
export async function runFlowFuzz({ adminUrl, publicUrl, seed, requests }: FlowFuzzOptions): Promise<FlowFuzzReport> {
  const admin = createHttpClient(adminUrl);
  const open = createHttpClient(publicUrl, { timeoutMs: PATIENCE, sockets: WORKERS, maxHeaderSize: 512 * 1024 });
  const world = createWorld();
  const failures: string[] = [];
  const statuses: Record<number, number> = {};
  const secrets = new Set<string>();
  const digests = new Set<string>();
  let sessions = 0;
  const people = await settle(admin);

  async function throwOne(number: number): Promise<void> {
    const dice = createDice(seed, number);
    const valid = validFlowRequest(dice, world);
    const { request, wire } = dice.chance(0.35)
      ? { request: valid, wire: flowWireRequest(valid) }
      : mutatedFlowRequest(valid, dice, world);
    noteExposed({ request, wire }, world);
    const complain = (fault: string) => failures.push(`FUZZ_SEED=${seed} #${number}: ${fault}\n  ${describeRequest(wire)}`);
    try {
      const { headers, body } = wire;
      const answer = await open.send(wire.method, wire.path, { headers, ...(body && { body }) });
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      for (const fault of faultsOfAnswer({ request, wire, answer }, { publicUrl, adminUrl }, world)) complain(fault);
      for (const [digest] of answer.text.matchAll(/\b[0-9a-f]{64}\b/g)) digests.add(digest);
      if (/ory_kratos_session=[^;]{20}/.test(String(answer.headers['set-cookie'])) || answer.text.includes('"session_token"'))
        sessions++;
      learn(world, request.browser, answer);
    } catch (error) {
      complain(String(error));
    }
    for (const { token } of world.links) secrets.add(token);
    for (const { code } of world.codes) secrets.add(code);
    for (const token of world.sessionTokens) secrets.add(token);
    for (const { cookies } of world.browsers) for (const value of cookies.values()) secrets.add(value);
  }

  /** What an administrator hands over is worth trying, too. */
  async function handOver(number: number): Promise<void> {
    const dice = createDice(seed, -number);
    const json = { identity_id: pickOr(people, '', dice) };
    const code = await admin.send('POST', '/admin/recovery/code', { json });
    const link = await admin.send('POST', '/admin/recovery/link', { json });
    const made = { ...code.json<{ recovery_code: string }>(), link: link.json<{ recovery_link: string }>().recovery_link };
    const [, codeFlow] = /flow=([0-9a-f-]{36})/.exec(code.text) ?? [];
    const [, flow = ''] = /flow=([0-9a-f-]{36})/.exec(made.link) ?? [];
    remember(world.codes, { flow: codeFlow, code: made.recovery_code });
    remember(world.links, { flow, token: new URL(made.link).searchParams.get('token') ?? '' });
    await readMessages(admin, world);
  }

  let next = 0;
  async function work(): Promise<void> {
    while (next < requests && failures.length < SHOWN_FAILURES) {
      const number = next++;
      if (number % BETWEEN_LOOKS === 0) await handOver(number);
      await throwOne(number);
    }
  }
  try {
    await Promise.all(Array.from({ length: WORKERS }, work));
  } finally {
    admin.close();
    open.close();
  }
  return { failures, statuses, sessions, secrets, digests };
}
