import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from '../../http/people.ts';
import { failure, wanted } from '../../http/server-under-test.ts';
import type { WireIdentity } from '../../http/wire.ts';
import { EMPTY_DATABASES } from '../../server/empty-databases.ts';
import { NEW_PASSWORD, PASSWORD, type Scene, setScene, stale, UI } from './scene.ts';
import { shownIn, told, type Visitor, type WireSettings } from './visitor.ts';

const CONTINUITY = 'ory_kratos_continuity';
const LOST = 'shu9Eiph2oos';

describe.each(EMPTY_DATABASES)('what needs a fresh login, on %s', (_, make) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(make);
  });
  afterAll(() => scene.close());

  const submitUrl = (id: string) => `${scene.publicUrl}/self-service/settings?flow=${id}`;
  const refreshUrl = (id: string) =>
    `${scene.publicUrl}/self-service/login/browser?refresh=true&return_to=${encodeURIComponent(submitUrl(id))}`;
  const emailOf = ({ traits }: WireIdentity) => String(traits.email);

  /** Logs in once more, as the page says. @returns where the browser goes then */
  async function refresh(page: Visitor, url: string, person: WireIdentity): Promise<string> {
    const begun = await page.get(url);
    const id = new URL(begun.headers.location ?? '').searchParams.get('flow') ?? '';
    const flow = (await page.get(`/self-service/login/flows?id=${id}`)).json<WireSettings>();
    const answer = await page.post(`/self-service/login?flow=${id}`, {
      csrf_token: String(shownIn(flow, 'csrf_token')),
      method: 'password',
      identifier: emailOf(person),
      password: PASSWORD,
    });
    expect(answer.status, answer.text).toBe(303);
    return answer.headers.location ?? '';
  }

  async function stalePage(person: WireIdentity) {
    const page = await scene.visit('page', person, stale());
    return { page, flow: await page.begin() };
  }

  test('programs are told, and nothing is changed', async () => {
    const person = await scene.person();
    for (const kind of ['native', 'app'] as const) {
      const visitor = await scene.visit(kind, person, stale());
      const { id } = await visitor.begin();
      for (const fields of [
        { method: 'password', password: NEW_PASSWORD },
        { method: 'password', password: 'short' },
        { method: 'password', password: PASSWORD },
        { method: 'profile', traits: { email: email() } },
      ]) {
        const answer = await visitor.submit(id, fields);
        expect(failure(answer, 403).id).toBe('session_refresh_required');
        expect(answer.json()).toMatchObject({ redirect_browser_to: refreshUrl(id) });
      }
      expect(told(await visitor.fetch(id))).toEqual([]);
      // What is wrong whoever sends it is told first.
      expect(told(wanted(await visitor.submit(id, { method: 'password' }), 400))).toEqual(['password 4000002']);
    }
    expect(await scene.signsIn(emailOf(person), PASSWORD)).toBe(true);
    expect((await scene.get(person.id)).traits).toEqual(person.traits);
  });

  test('a program sends it again once that is done', async () => {
    const person = await scene.person();
    const app = await scene.visit('app', person, stale());
    const { id } = await app.begin();
    const fields = { method: 'password', password: NEW_PASSWORD };
    failure(await app.submit(id, fields), 403);
    const page = await scene.visit('page', person, stale());
    for (const [name, value] of app.cookies) page.cookies.set(name, value);
    expect(await refresh(page, refreshUrl(id), person)).toBe(submitUrl(id));
    for (const [name, value] of page.cookies) app.cookies.set(name, value);
    expect(told(wanted(await app.submit(id, fields), 200))).toEqual(['1050001']);
  });

  test('a page is sent to log in, and finds its change made when it comes back', async () => {
    for (const [fields, done] of [
      [{ method: 'password', password: NEW_PASSWORD }, (person: WireIdentity) => scene.signsIn(emailOf(person), NEW_PASSWORD)],
      [
        { method: 'profile', 'traits.email': email('moved'), 'traits.age': '12' },
        async (person: WireIdentity) => (await scene.get(person.id)).traits.age === 12,
      ],
    ] as const) {
      const person = await scene.person();
      const { page, flow } = await stalePage(person);
      const answer = await page.submit(flow.id, fields);
      expect(answer).toMatchObject({ status: 303, headers: { location: refreshUrl(flow.id) } });
      expect(answer.headers['set-cookie']).toEqual([
        expect.stringMatching(/^ory_kratos_continuity=[\w=-]+; Path=\/; Expires=[^;]+; Max-Age=3600; HttpOnly; SameSite=Lax$/),
      ]);
      expect(await done(person)).toBe(false);
      const back = await refresh(page, answer.headers.location ?? '', person);
      expect(back).toBe(submitUrl(flow.id));
      expect((await page.get(back)).headers.location).toBe(`${UI}/settings?flow=${flow.id}`);
      expect(told(await page.fetch(flow.id))).toEqual(['1050001']);
      expect(await done(person)).toBe(true);
      // Once is enough.
      await page.get(back);
      expect(told(await page.fetch(flow.id))).toEqual(['4010004']);
    }
  });

  test('coming back without having logged in changes nothing; it goes on waiting', async () => {
    const person = await scene.person();
    const { page, flow } = await stalePage(person);
    const sent = await page.submit(flow.id, { method: 'password', password: NEW_PASSWORD });
    const login = await page.get(submitUrl(flow.id));
    expect(login.headers.location).toBe(sent.headers.location);
    expect(await scene.signsIn(emailOf(person), NEW_PASSWORD)).toBe(false);
    await page.get(await refresh(page, login.headers.location ?? '', person));
    expect(await scene.signsIn(emailOf(person), NEW_PASSWORD)).toBe(true);
  });

  test('what is sent later counts, not what waits', async () => {
    const person = await scene.person();
    const { page, flow } = await stalePage(person);
    await page.submit(flow.id, { method: 'password', password: LOST });
    const sent = await page.submit(flow.id, { method: 'password', password: NEW_PASSWORD });
    await page.get(await refresh(page, sent.headers.location ?? '', person));
    expect([await scene.signsIn(emailOf(person), LOST), await scene.signsIn(emailOf(person), NEW_PASSWORD)]).toEqual([
      false,
      true,
    ]);
  });

  test('a new flow drops what waits', async () => {
    const person = await scene.person();
    const { page, flow } = await stalePage(person);
    const sent = await page.submit(flow.id, { method: 'password', password: NEW_PASSWORD });
    await page.begin();
    await page.get(await refresh(page, sent.headers.location ?? '', person));
    expect(told(await page.fetch(flow.id))).toEqual(['4010004']);
    expect(await scene.signsIn(emailOf(person), NEW_PASSWORD)).toBe(false);
  });

  test('a change that is made drops what waits, of every method', async () => {
    const person = await scene.person();
    const { page, flow } = await stalePage(person);
    const sent = await page.submit(flow.id, { method: 'password', password: LOST });
    const saved = await page.submit(flow.id, { method: 'profile', 'traits.email': emailOf(person), 'traits.age': '7' });
    expect(saved.headers.location).toBe(`${UI}/settings?flow=${flow.id}`);
    await page.get(await refresh(page, sent.headers.location ?? '', person));
    expect(told(await page.fetch(flow.id))).toEqual(['4010004']);
    expect(await scene.signsIn(emailOf(person), PASSWORD)).toBe(true);
  });

  test('nobody else goes on with it, in no other flow and without the token', async () => {
    const [person, thief] = [await scene.person(), await scene.person()];
    const { page, flow } = await stalePage(person);
    await page.submit(flow.id, { method: 'password', password: NEW_PASSWORD });
    const parked = page.cookies.get(CONTINUITY) ?? '';
    const other = await scene.visit('page', thief);
    const own = await other.begin();
    other.cookies.set(CONTINUITY, parked);
    await other.get(submitUrl(own.id));
    expect(told(await other.fetch(own.id))).toEqual(['4010004']);
    expect(await scene.signsIn(emailOf(thief), PASSWORD)).toBe(true);

    const fresh = await scene.visit('page', person);
    const another = await fresh.begin();
    fresh.cookies.set(CONTINUITY, parked);
    await fresh.get(submitUrl(another.id));
    expect(told(await fresh.fetch(another.id))).toEqual(['4010004']);

    const { page: owner, flow: mine } = await stalePage(person);
    const forged = await owner.submit(mine.id, { method: 'password', password: NEW_PASSWORD, csrf_token: 'forged' });
    expect(forged.headers.location).toMatch(/\/error\?id=/);
    expect(owner.cookies.has(CONTINUITY)).toBe(false);
    expect(await scene.signsIn(emailOf(person), PASSWORD)).toBe(true);
  });

  test('programs never take up what waits', async () => {
    const person = await scene.person();
    const app = await scene.visit('app', person, stale());
    const { id } = await app.begin();
    failure(await app.submit(id, { method: 'password', password: NEW_PASSWORD }), 403);
    expect(app.cookies.has(CONTINUITY)).toBe(true);
    expect(told(wanted(await app.submit(id, {}), 400))).toEqual(['4010004']);
    expect(told(wanted(await app.get(submitUrl(id)), 400))).toEqual(['4010004']);
  });

  test('a page that sends nothing by POST takes it up as well', async () => {
    const person = await scene.person();
    const { page, flow } = await stalePage(person);
    const sent = await page.submit(flow.id, { method: 'password', password: NEW_PASSWORD });
    await refresh(page, sent.headers.location ?? '', person);
    expect((await page.submit(flow.id, {})).headers.location).toBe(`${UI}/settings?flow=${flow.id}`);
    expect(await scene.signsIn(emailOf(person), NEW_PASSWORD)).toBe(true);
  });

  test('sessions that need not be fresh', async () => {
    const person = await scene.person();
    await scene.close();
    scene = await setScene(make, { selfservice: { flows: { settings: { privileged_session_max_age: '3h' } } } });
    const patient = await scene.person();
    const native = await scene.visit('native', patient, stale());
    const { id } = await native.begin();
    wanted(await native.submit(id, { method: 'password', password: NEW_PASSWORD }), 200);
    expect(person.id).not.toBe(patient.id);
  });
});
