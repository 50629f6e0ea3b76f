import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../../http/people.ts';
import { type ServerUnderTest, startOnSqlite } from '../../http/server-under-test.ts';
import { createVisitor, shownIn, told, type VisitorKind, type WireFlow } from '../settings/visitor.ts';

const PASSWORD = 'ohWee7aiDeiz';
const ORGANIZATION = '11111111-1111-4111-8111-111111111111';
const values = (password: boolean) => ({
  selfservice: {
    methods: { password: { enabled: password, config: { haveibeenpwned_enabled: false } } },
    flows: { registration: { ui_url: 'http://127.0.0.1:4455/registration' } },
  },
});

let server: ServerUnderTest;
let bare: ServerUnderTest;
beforeAll(async () => {
  [server, bare] = await Promise.all([startOnSqlite(values(true)), startOnSqlite(values(false))]);
});
afterAll(() => Promise.all([server.stop(), bare.stop()]));

const visitor = (kind: VisitorKind, on = server) => createVisitor(kind, on.open, {}, 'registration');
const names = ({ ui }: WireFlow) => ui.nodes.map(({ group, attributes }) => `${group} ${attributes.name}`);

describe.each(['app', 'native'] as const)('two steps, in %s', (kind) => {
  test.each([{ method: 'profile', screen: 'elsewhere' }, { screen: 'elsewhere' }])(
    '%j: there is no such screen',
    async (fields) => {
      const someone = visitor(kind);
      const { id } = await someone.begin<WireFlow>();
      const refused = await someone.submit(id, { ...fields, traits: { email: email() } });
      expect([refused.status, told(refused.json())]).toEqual([400, ['screen 4000001']]);
      const next = await someone.submit(id, { method: 'profile', traits: { email: email() } });
      expect(told(next.json())).toEqual(['1040009']);
      // What complained is gone: a form would send it before the button of the same name.
      expect(names(next.json()).filter((name) => name.endsWith(' screen'))).toEqual(['profile screen']);
    },
  );

  test('where there is nothing to sign in with, the first step says so and stays', async () => {
    const someone = visitor(kind, bare);
    const begun = await someone.begin<WireFlow>();
    const address = email();
    const answer = await someone.submit(begun.id, { method: 'profile', traits: { email: address } });
    const flow = answer.json<WireFlow>();
    expect([answer.status, told(flow), shownIn(flow, 'traits.email')]).toEqual([400, ['4010003'], address]);
    expect(names(flow)).toEqual(names(begun));
    expect(flow.ui.nodes.map(({ attributes }) => attributes)).not.toContainEqual(expect.objectContaining({ name: 'screen' }));
  });

  test('whoever goes back leaves the organization behind', async () => {
    const someone = visitor(kind);
    const begun = await someone.begin<WireFlow & { organization_id: string | null }>(`?organization=${ORGANIZATION}`);
    expect([begun.organization_id, names(begun)]).toEqual([ORGANIZATION, ['default csrf_token']]);
    const back = (await someone.submit(begun.id, { screen: 'previous', traits: { email: email() } })).json<typeof begun>();
    expect([back.organization_id, names(back).includes('default traits.email')]).toEqual([null, true]);
    const traits = { email: email() };
    expect(told((await someone.submit(begun.id, { method: 'profile', traits })).json())).toEqual(['1040009']);
    expect((await someone.submit(begun.id, { method: 'password', password: PASSWORD, traits })).status).toBe(200);
  });
});
