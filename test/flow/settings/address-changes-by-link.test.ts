import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../../http/people.ts';
import { wanted } from '../../http/server-under-test.ts';
import type { WireIdentity } from '../../http/wire.ts';
import { EMPTY_DATABASES } from '../../server/empty-databases.ts';
import { type Scene, setScene, UI } from './scene.ts';
import { told, type Visitor, type WireSettings } from './visitor.ts';

const VALUES = {
  dev: true,
  selfservice: {
    methods: { link: { enabled: true } },
    flows: {
      settings: { after: { profile: { hooks: [{ hook: 'verify_new_address' }] } } },
      verification: { enabled: true, ui_url: `${UI}/verification`, use: 'link' },
    },
  },
};
const flowIn = (url = '') => new URL(url).searchParams.get('flow') ?? '';

describe.each(EMPTY_DATABASES)('new addresses that are verified by link, on %s', (_, make) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(make, VALUES);
  });
  afterAll(() => scene.close());

  async function linkTo(address: string): Promise<string> {
    const path = `/admin/courier/messages?recipient=${encodeURIComponent(address)}`;
    const [message] = wanted<{ body: string }[]>(await scene.admin.send('GET', path), 200);
    const link = /http\S+\/self-service\/verification\?\S+/.exec(message?.body ?? '')?.[0];
    return link ?? expect.fail(`no link was sent to ${address}`);
  }

  /** Asks for a change, as a page does. @returns the flow that waits for the proof, and its link */
  async function ask(page: Visitor, next: string) {
    const { id } = await page.begin();
    const answer = await page.submit(id, { method: 'profile', 'traits.email': next });
    expect(answer.status, answer.text).toBe(303);
    expect(answer.headers.location).toMatch(new RegExp(`^${UI}/verification\\?flow=`));
    return { flow: flowIn(answer.headers.location), link: await linkTo(next) };
  }

  /** Opens a link in a browser. @returns the flow that the browser is shown then */
  async function open(browser: Visitor, link: string): Promise<WireSettings> {
    const answer = await browser.get(link);
    expect(answer).toMatchObject({ status: 303, headers: { location: expect.stringContaining(`${UI}/verification?flow=`) } });
    return wanted(await browser.get(`/self-service/verification/flows?id=${flowIn(answer.headers.location)}`), 200);
  }

  const emailNow = async ({ id }: WireIdentity) => (await scene.get(id)).traits.email;

  test('count once the link is opened, in whichever browser', async () => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    for (const browser of [page, scene.stranger('page')]) {
      const next = email();
      const { flow, link } = await ask(page, next);
      const waiting = wanted<WireSettings>(await page.get(`/self-service/verification/flows?id=${flow}`), 200);
      expect([waiting.state, told(waiting)]).toEqual(['sent_email', []]);
      expect(await emailNow(person)).not.toBe(next);
      const shown = await open(browser, link);
      expect([shown.id, shown.state, told(shown)]).toEqual([flow, 'passed_challenge', ['1080002']]);
      expect(await emailNow(person)).toBe(next);
      expect((await scene.get(person.id)).verifiable_addresses).toMatchObject([{ value: next, verified: true }]);
    }
  });

  test('a program is told where the proof is waited for', async () => {
    const app = await scene.visit('app', await scene.person());
    const { id } = await app.begin();
    const next = email();
    const answer = wanted<WireSettings>(await app.submit(id, { method: 'profile', traits: { email: next } }), 200);
    const [item] = answer.continue_with as unknown as { action: string; flow: { id: string; url: string } }[];
    expect(item).toEqual({
      action: 'show_verification_ui',
      flow: { id: item?.flow.id, verifiable_address: next, url: `${UI}/verification?flow=${item?.flow.id}` },
    });
    expect(flowIn(await linkTo(next))).toBe(item?.flow.id);
  });

  test.each(['page', 'stranger'] as const)('a session that is over makes the link useless, and the %s is told', async (who) => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    const { flow, link } = await ask(page, email());
    await scene.admin.send('DELETE', `/admin/identities/${person.id}/sessions`);
    const shown = await open(who === 'page' ? page : scene.stranger('page'), link);
    expect([shown.id, shown.state, told(shown)]).toEqual([flow, 'sent_email', ['4070001']]);
    expect(await emailNow(person)).toBe(person.traits.email);
  });

  test.each(['page', 'stranger'] as const)('an address that somebody else got meanwhile: the %s is told', async (who) => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    const next = email();
    const { flow, link } = await ask(page, next);
    await scene.person({ traits: { email: next } });
    const shown = await open(who === 'page' ? page : scene.stranger('page'), link);
    expect([shown.id, told(shown)]).toEqual([flow, ['4000007']]);
    expect(await emailNow(person)).toBe(person.traits.email);
  });

  test('the later of two changes counts', async () => {
    const person = await scene.person();
    const page = await scene.visit('page', person);
    const first = await ask(page, email());
    const second = email();
    const { link } = await ask(page, second);
    expect(told(await open(page, first.link))).toEqual(['4070001']);
    expect(told(await open(page, link))).toEqual(['1080002']);
    expect(await emailNow(person)).toBe(second);
  });
});
