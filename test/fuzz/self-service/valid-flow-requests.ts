import type { FlowKind } from '../../../src/store/flow-store.ts';
import type { Dice } from '../dice.ts';
import { nodeOf } from '../json-node.ts';
import type { FlowRequest } from './flow-request.ts';
import { type Browser, emailOf, HUSH, type KnownFlow, PEOPLE, passwordOf, pickOr, type World } from './world.ts';

const KINDS: readonly FlowKind[] = ['login', 'registration', 'settings', 'recovery', 'verification'];
const NO_FLOW = '00000000-0000-4000-8000-000000000000';
/** More than there are, so that some of them are nobody's. */
const CASTING = PEOPLE + 4;
const RETURN_URLS = ['https://app.example/in/x', 'https://a.wild.example/y', '/in/z', 'myapp://callback/done'];
const ACCEPTS = ['application/json', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8', '*/*'];

type Make = (dice: Dice, world: World) => FlowRequest;

const get = (path: string, query: FlowRequest['query'] = [], browser?: Browser): FlowRequest => ({
  method: 'GET',
  path,
  query,
  headers: {},
  encoding: 'json',
  ...(browser && { browser }),
});

const begin: Make = (dice, { browsers }) => {
  const kind = dice.pick(['login', 'login', ...KINDS]);
  const query: (readonly [string, string])[] = [];
  if (dice.chance(0.3)) query.push(['return_to', dice.pick(RETURN_URLS)]);
  if (dice.chance(0.1)) query.push(['refresh', 'true']);
  if (dice.chance(0.05)) query.push(['aal', 'aal2']);
  if (dice.chance(0.1)) query.push(['return_session_token_exchange_code', 'true']);
  if (dice.chance(0.05)) query.push(['skip_settings', 'true']);
  const isNative = dice.chance(0.35);
  const path = `/self-service/${kind}/${isNative ? 'api' : 'browser'}`;
  return get(path, query, isNative ? undefined : dice.pick(browsers));
};

function someFlow(dice: Dice, { flows, browsers }: World, kind?: FlowKind): KnownFlow {
  const nothing = { kind: kind ?? 'login', id: NO_FLOW, isNative: false, csrf: '', browser: browsers[0] };
  const own = kind === undefined ? flows : flows.filter((flow) => flow.kind === kind);
  // Mostly one that shows a form: those that only a page was named for have no token yet.
  const usable = own.filter(({ isNative, csrf }) => isNative || csrf !== '');
  return pickOr(dice.chance(0.9) ? usable : own, nothing, dice);
}

const fetchFlow: Make = (dice, world) => {
  const { flows } = world;
  const flow = dice.chance(0.5) ? pickOr(flows.slice(-6), someFlow(dice, world), dice) : someFlow(dice, world);
  return get(`/self-service/${flow.kind}/flows`, [['id', flow.id]], flow.browser);
};

/** Sends a form to a flow. Native flows have no token; neither does who forgets it. */
function submission(flow: KnownFlow, values: Readonly<Record<string, unknown>>, dice: Dice): FlowRequest {
  const all = flow.isNative ? values : { csrf_token: flow.csrf, ...values };
  return {
    method: 'POST',
    path: `/self-service/${flow.kind}`,
    query: [['flow', flow.id]],
    headers: {},
    encoding: dice.pick(['json', 'json', 'form', 'form', 'multipart', 'query']),
    fields: Object.entries(all).map(([name, value]) => [name, nodeOf(value)] as const),
    ...(!flow.isNative && flow.browser && { browser: flow.browser }),
  };
}

const login: Make = (dice, world) => {
  const person = dice.below(CASTING);
  const password = dice.chance(0.8) ? passwordOf(person) : `${HUSH}-wrong-${dice.below(9)}`;
  return submission(someFlow(dice, world, 'login'), { method: 'password', identifier: emailOf(person), password }, dice);
};

const registration: Make = (dice, world) => {
  const email = dice.chance(0.2) ? emailOf(dice.below(PEOPLE)) : `new-${dice.below(1_000_000)}@example.org`;
  const traits = dice.chance(0.3)
    ? { traits: { email, name: { first: 'Ada' }, age: dice.below(100) } }
    : { 'traits.email': email, 'traits.name.first': 'Ada', 'traits.age': dice.below(200), 'traits.newsletter': true };
  const method = dice.pick(['password', 'password', 'password', 'profile']);
  const step = dice.chance(0.1) ? { screen: dice.pick(['previous', 'credential-selection']) } : {};
  const secret = method === 'password' ? { password: `${HUSH}-Quokka-${dice.below(1000)}` } : {};
  const payload = dice.chance(0.1) ? { transient_payload: { a: [1, { b: 'c' }] } } : {};
  return submission(someFlow(dice, world, 'registration'), { ...traits, method, ...secret, ...step, ...payload }, dice);
};

const byMessage =
  (kind: 'recovery' | 'verification'): Make =>
  (dice, world) => {
    const { codes, links } = world;
    if (dice.chance(0.1)) {
      const { flow, token } = pickOr(links, { flow: NO_FLOW, token: 'x'.repeat(32) }, dice);
      return get(
        `/self-service/${kind}`,
        [
          ['flow', flow],
          ['token', token],
        ],
        dice.pick(world.browsers),
      );
    }
    const flow = someFlow(dice, world, kind);
    if (dice.chance(0.5)) {
      return submission(flow, { method: dice.pick(['code', 'code', 'link']), email: emailOf(dice.below(CASTING)) }, dice);
    }
    const known = pickOr(codes, { code: '123456' }, dice);
    const target = known.flow === undefined ? flow : { ...flow, id: known.flow };
    return submission(target, { method: 'code', code: known.code }, dice);
  };

const settings: Make = (dice, world) => {
  const flow = someFlow(dice, world, 'settings');
  const email = dice.chance(0.3) ? `new-${dice.below(1_000_000)}@example.org` : emailOf(dice.below(PEOPLE));
  const values = dice.chance(0.5)
    ? { method: 'password', password: `${HUSH}-Tapir-${dice.below(1000)}` }
    : { method: 'profile', 'traits.email': email, 'traits.name.last': 'Lovelace' };
  const request = submission(flow, values, dice);
  const token = flow.isNative ? pickOr(world.sessionTokens, 'ory_st_none', dice) : '';
  return token === '' ? request : { ...request, headers: { 'x-session-token': token } };
};

const rest: Make = (dice, world) => {
  const browser = dice.pick(world.browsers);
  const token = pickOr(world.sessionTokens, 'ory_st_none', dice);
  return dice.pick<() => FlowRequest>([
    () => get('/self-service/logout/browser', [], browser),
    () => get('/self-service/logout', [['token', pickOr(world.logoutTokens, 'ory_lo_none', dice)]], browser),
    () => ({
      ...get('/self-service/logout/api'),
      method: 'DELETE',
      fields: [['session_token', nodeOf(token)]],
    }),
    () => get('/self-service/errors', [['id', pickOr(world.errorIds, NO_FLOW, dice)]], browser),
    () => get('/sessions/whoami', [], browser),
    () => ({ ...get('/sessions/whoami'), headers: { 'x-session-token': token } }),
    () => ({ ...get('/sessions'), headers: { authorization: `Bearer ${token}` } }),
    () => ({ ...get('/sessions', [], browser), method: dice.pick(['GET', 'DELETE']) }),
    () => get('/.well-known/change-password'),
    () =>
      get('/sessions/token-exchange', [
        ['init_code', 'a'],
        ['return_to_code', 'b'],
      ]),
    () => get('/identities', [['page_size', '1']], browser),
  ])();
};

const MAKES: readonly (readonly [times: number, make: Make])[] = [
  [6, begin],
  [4, fetchFlow],
  [7, login],
  [6, registration],
  [4, byMessage('recovery')],
  [4, byMessage('verification')],
  [4, settings],
  [4, rest],
];
const REPEATED = MAKES.flatMap(([times, make]) => Array.from({ length: times }, () => make));

/** A request that the server could take as it is. */
export const validFlowRequest: Make = (dice, world) => {
  const request = dice.pick(REPEATED)(dice, world);
  return { ...request, headers: { accept: dice.pick(ACCEPTS), ...request.headers } };
};
