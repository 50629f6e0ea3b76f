import { createSystemClock } from '../../src/lib/clock.ts';
import { createSystemRandom } from '../../src/lib/random.ts';
import { type Dsn, openDatabase } from '../../src/store/sql/open-database.ts';
import { createHttpClient, type HttpClient } from '../http/http-client.ts';
import type { WireAddress, WireIdentity } from '../http/wire.ts';

/** The types of credentials whose identifiers the list searches. */
const SEARCHED = new Set(['password', 'webauthn', 'code', 'oidc', 'saml']);

type Stored = ReadonlyMap<string, readonly string[]>;

function grouped(rows: readonly (readonly unknown[])[]): Stored {
  const groups = new Map<string, string[]>();
  for (const [id, ...values] of rows) {
    const group = groups.get(String(id)) ?? [];
    group.push(values.join(' '));
    groups.set(String(id), group);
  }
  return groups;
}

/** What the index tables hold, by identity. */
async function indexesIn(
  dsn: Dsn,
): Promise<{ readonly identifiers: Stored; readonly addresses: Stored; readonly ids: ReadonlySet<string> }> {
  const database = openDatabase(dsn, { clock: createSystemClock(), random: createSystemRandom() });
  try {
    return {
      ids: new Set((await database.read('SELECT id FROM identities', [])).map(([id]) => String(id))),
      identifiers: grouped(await database.read('SELECT identity_id, type, identifier FROM identity_identifiers', [])),
      addresses: grouped(await database.read('SELECT identity_id, kind, id, via, value FROM identity_addresses', [])),
    };
  } finally {
    await database.close();
  }
}

async function allOf(admin: HttpClient): Promise<WireIdentity[]> {
  const all: WireIdentity[] = [];
  for (let path: string | undefined = '/admin/identities?page_size=500'; path !== undefined; ) {
    const { text, headers, json } = await admin.send('GET', path);
    if (!text.startsWith('[')) throw new Error(`the list cannot be read: ${text}`);
    all.push(...json<WireIdentity[]>());
    path = /<([^>]+)>; rel="next"/.exec(String(headers.link))?.[1];
  }
  return all;
}

const addressKey = (kind: string, { id, via, value }: WireAddress) => [kind, id, via, value].join(' ');

const differ = (one: readonly string[], other: readonly string[]) => [...one].sort().join('\n') !== [...other].sort().join('\n');

/** What an identity shows of itself against what the indexes hold. */
function indexFaults(
  identity: WireIdentity,
  { identifiers, addresses }: { readonly identifiers: Stored; readonly addresses: Stored },
): string[] {
  const { id, credentials = {}, verifiable_addresses = [], recovery_addresses = [] } = identity;
  const shownIdentifiers = Object.values(credentials).flatMap((one) =>
    one.identifiers.map((identifier) => `${one.type} ${identifier}`),
  );
  const shownAddresses = [
    ...verifiable_addresses.map((address) => addressKey('verifiable', address)),
    ...recovery_addresses.map((address) => addressKey('recovery', address)),
  ];
  return [
    ...(differ(shownIdentifiers, identifiers.get(id) ?? [])
      ? [`${id}: identifiers differ: ${shownIdentifiers} | ${identifiers.get(id)}`]
      : []),
    ...(differ(shownAddresses, addresses.get(id) ?? [])
      ? [`${id}: addresses differ: ${shownAddresses} | ${addresses.get(id)}`]
      : []),
  ];
}

async function searchFaults(identity: WireIdentity, admin: HttpClient): Promise<string[]> {
  const faults: string[] = [];
  const finds = async (path: string) => {
    const answer = await admin.send('GET', path);
    if (!answer.text.includes(`"id":"${identity.id}"`))
      faults.push(`${identity.id} is not found by ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  };
  for (const { type, identifiers } of Object.values(identity.credentials ?? {})) {
    if (!SEARCHED.has(type)) continue;
    for (const identifier of identifiers)
      await finds(`/admin/identities?credentials_identifier=${encodeURIComponent(identifier)}`);
  }
  if (identity.external_id !== undefined)
    await finds(`/admin/identities/by/external/${encodeURIComponent(identity.external_id)}`);
  return faults;
}

/** The list leaves out the credentials; everything else is the same as in a single read. */
const withoutCredentials = ({ credentials: _, ...rest }: WireIdentity) => JSON.stringify(rest);

async function faultsOf(
  listed: WireIdentity,
  admin: HttpClient,
  indexes: Awaited<ReturnType<typeof indexesIn>>,
): Promise<string[]> {
  const path = `/admin/identities/${listed.id}`;
  const answer = await admin.send('GET', path);
  if (answer.status !== 200) return [`${listed.id} cannot be read: ${answer.status} ${answer.text}`];
  const identity = answer.json<WireIdentity>();
  const faults = [...indexFaults(identity, indexes), ...(await searchFaults(identity, admin))];
  if (withoutCredentials(identity) !== withoutCredentials(listed))
    faults.push(`${listed.id}: list and read differ: ${answer.text}`);
  const touched = await admin.send('PATCH', path, { json: [] });
  if (touched.status !== 200)
    faults.push(`${listed.id} cannot be updated any more: ${touched.status} ${touched.text} ${answer.text}`);
  return faults;
}

/** Reads every identity in every way there is; tells what does not fit together. */
export async function faultsOfIdentities(
  adminUrl: string,
  dsn: Dsn,
): Promise<{ readonly count: number; readonly faults: readonly string[] }> {
  const admin = createHttpClient(adminUrl);
  try {
    const all = await allOf(admin);
    const indexes = await indexesIn(dsn);
    const faults: string[] = [];
    for (const identity of all) faults.push(...(await faultsOf(identity, admin, indexes)));
    for (const id of [...indexes.ids, ...indexes.identifiers.keys(), ...indexes.addresses.keys()]) {
      if (!all.some((identity) => identity.id === id)) faults.push(`${id} is in the tables, but not in the list`);
    }
    return { count: all.length, faults };
  } finally {
    admin.close();
  }
}
