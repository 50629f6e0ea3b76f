import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { email as newEmail } from '../../http/people.ts';
import { DATABASES, type Place } from '../../storage/databases.ts';
import { verificationWorld } from './world.ts';

describe.each(DATABASES)('verifications at once on %s', (_, make) => {
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

  const worlds = async (use: 'code' | 'link' = 'code') =>
    [
      await verificationWorld({ use, store: stores[0] ?? expect.fail() }),
      await verificationWorld({ use, store: stores[1] ?? expect.fail() }),
    ] as const;

  test.each(['code', 'link'] as const)('of all who use a %s in two processes at the same time, one wins', async (use) => {
    const [one, two] = await worlds(use);
    const email = newEmail();
    const ada = await one.person({ email });
    const client = one.client('page');
    const { id } = await one.start(client);
    await one.submit(client, id, { method: use, email });
    const redeem = (world: typeof one | typeof two) =>
      use === 'code'
        ? world.submit(world.client('native'), id, { code: one.lastCode() })
        : world.follow(world.client('page'), one.lastLink());
    const answers = await Promise.all([redeem(one), redeem(two), redeem(one), redeem(two)]);
    const won = answers.filter((answer) =>
      answer.kind === 'flow' ? answer.flow.id === id : answer.kind === 'redirect' && answer.location.includes(id),
    );
    expect(won).toHaveLength(1);
    expect(await one.stored(id)).toMatchObject({ state: 'passed_challenge' });
    expect(await one.addressesOf(ada.id)).toMatchObject([{ verified: true, status: 'completed' }]);
  });

  test('tries in two processes are counted together', async () => {
    const [one, two] = await worlds();
    const email = newEmail();
    await one.person({ email });
    const client = one.client('native');
    const { id } = await one.start(client);
    await one.submit(client, id, { method: 'code', email });
    const bad = one.lastCode() === '999999' ? '888888' : '999999';
    const answers = await Promise.all(
      [one, two, one, two, one, two, one, two].map((world) => world.submit(world.client('native'), id, { code: bad })),
    );
    expect(answers.filter(({ kind }) => kind === 'flow')).toHaveLength(5);
    expect(answers.filter(({ kind }) => kind === 'error')).toHaveLength(3);
  });

  test('an address that is taken away takes its codes along', async () => {
    const [world] = await worlds();
    const email = newEmail();
    const ada = await world.person({ email });
    const client = world.client('native');
    const { id } = await world.start(client);
    await world.submit(client, id, { method: 'code', email });
    expect(await world.store.identities.delete(ada.id)).toBe(true);
    const answer = await world.submit(client, id, { code: world.lastCode() });
    expect(answer).toMatchObject({ kind: 'flow', flow: { ui: { messages: [{ id: 4070006 }] } } });
  });
});
