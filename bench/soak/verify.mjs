// At the end, when all is quiet: is everything there that was acknowledged, and nothing else?
const PAGE = 250;
const NO_ANSWER_MS = 60_000;

/** Ids of all identities, page by page. */
async function listedIds(adminUrl) {
  const ids = [];
  let url = `${adminUrl}/admin/identities?page_size=${PAGE}`;
  while (url) {
    const response = await fetch(url, { signal: AbortSignal.timeout(NO_ANSWER_MS) });
    if (!response.ok) throw new Error(`${url} -> ${response.status}`);
    ids.push(...(await response.json()).map(({ id }) => id));
    const next = /<([^>]+)>; *rel="next"/.exec(response.headers.get('link') ?? '');
    url = next && new URL(next[1], adminUrl).href;
  }
  return ids;
}

/** @returns {Promise<{people: number, sessions: number}>} how many were looked at */
export async function verifyAll(lanes, { server, record }) {
  await Promise.all(
    lanes.map(async ({ people, checks }) => {
      for (const who of people) {
        await checks.present(who);
        await checks.presentByEmail(who);
        for (const session of who.sessions) await checks.session(who, session);
      }
    }),
  );
  const known = new Map(lanes.flatMap(({ people }) => [...people].map((who) => [who.id, who])));
  const listed = await listedIds(server.adminUrl);
  if (new Set(listed).size < listed.length) record.isWrong('the list of identities has some of them twice');
  for (const id of listed)
    if (!known.delete(id)) record.isWrong(`the list has ${id}, which was deleted or never acknowledged`);
  for (const id of known.keys()) record.isWrong(`the list lacks ${id}`);
  const everybody = lanes.flatMap(({ people }) => [...people]);
  return { people: everybody.length, sessions: everybody.flatMap(({ sessions }) => sessions).length };
}
