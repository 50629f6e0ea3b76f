import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/form/answer.ts';
import type { Store } from '../../../src/store/store.ts';
import { email as newEmail } from '../../http/people.ts';
import { DATABASES, type Place } from '../../storage/databases.ts';
import { recoveryWorld } from './world.ts';

const isSettled = (answer: Answer) => answer.kind === 'redirect' && answer.location.includes('/settings?flow=');

describe.each(DATABASES)('recoveries at once on %s', (_, make) => {
  let place: Place;
  let stores: Store[];

  beforeAll(async () => {
    place = await make();
    stores = [await place.open(), await place.open()];
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await place.remove();
  });

  test.each(['code', 'link'] as const)('of all who use a %s in two processes at the same time, one wins', async (use) => {
    const [one, two] = [
      await recoveryWorld({ use, store: stores[0] ?? expect.fail() }),
      await recoveryWorld({ use, store: stores[1] ?? expect.fail() }),
    ];
    const email = newEmail();
    const ada = await one.person({ email });
    const client = one.client('page');
    const { id } = await one.start(client);
    await one.submit(client, id, { method: use, email });
    const redeem = (world: typeof one) =>
      use === 'code'
        ? world.submit({ ...client, cookies: new Map(client.cookies) }, id, { code: one.lastCode() })
        : world.follow(world.client('page'), one.lastLink());
    const answers = await Promise.all([redeem(one), redeem(two), redeem(one), redeem(two)]);
    expect(answers.filter(isSettled)).toHaveLength(1);
    const { sessions } = await one.store.sessions.listOfIdentity(ada.id, { offset: 0, limit: 10 });
    expect(sessions).toHaveLength(1);
  });

  test('an identity that goes takes its codes along', async () => {
    const world = await recoveryWorld({ store: stores[0] ?? expect.fail() });
    const email = newEmail();
    const ada = await world.person({ email });
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email });
    expect(await world.store.identities.delete(ada.id)).toBe(true);
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(answer).toMatchObject({ kind: 'flow', flow: { ui: { messages: [{ id: 4060006 }] } } });
  });
});
