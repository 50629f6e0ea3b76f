import { createCredentialKinds } from '../../credential/kinds.ts';
import { ApiError } from '../../error/api-error.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { type Timestamp, timestampOf } from '../../lib/clock.ts';
import { createTurns } from '../../lib/turns.ts';
import { createSchemaRegistry } from '../../schema/schema-registry.ts';
import type { IdentityRowWithConfigs, IdentityStore, IdentityWrite } from '../../store/identity-store.ts';

const via = { verification: { via: 'email' }, recovery: { via: 'email' } };
const marks = (more: object) => ({ 'ory.sh/kratos': more });
const schemaOf = (properties: object) => ({ type: 'object', properties: { traits: { type: 'object', properties } } });

/** E-mail addresses that sign in and are verified and recovered with; a user name that only signs in. */
const PERSON = schemaOf({
  email: {
    type: 'string',
    ...marks({
      credentials: { password: { identifier: true }, webauthn: { identifier: true }, code: { identifier: true, via: 'email' } },
      ...via,
    }),
  },
  second: { type: 'string', ...marks(via) },
  username: { type: 'string', ...marks({ credentials: { password: { identifier: true } } }) },
  age: { type: 'integer' },
});
const BARE = schemaOf({ email: { type: 'string' } });

/** The schemas `person` (the default) and `bare`. */
export const schemas = await createSchemaRegistry({
  schemas: Object.entries({ person: PERSON, bare: BARE }).map(([id, schema]) => ({
    id,
    url: `base64://${Buffer.from(JSON.stringify(schema)).toString('base64')}`,
    selfserviceSelectable: false,
  })),
  defaultId: 'person',
  fetch: () => Promise.reject(new Error('no network here')),
  readFile: () => Promise.reject(new Error('no files here')),
  disallowRefs: false,
  log: { warn: () => {} },
});

export const kinds = createCredentialKinds({
  checkImportedHash(hash) {
    if (!hash.startsWith('$')) throw new ApiError('password_format');
  },
  normaliseIdentifier,
});

export const NOW: Timestamp = timestampOf(1_735_689_600_000_000);
export const LATER: Timestamp = timestampOf(1_735_689_660_000_000);

/** Ids that tell in which order they were made. */
export function countingRandom() {
  let count = 0;
  return {
    uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
    text: () => '',
    bytes: () => new Uint8Array(),
  };
}

/** Everything that writes of identities need, besides a store. */
export function dependencies() {
  const hashed: string[] = [];
  return {
    schemas,
    kinds,
    factors: { passwordMigrationHook: false, codePasswordless: false, codeSecondFactor: true },
    random: countingRandom(),
    clock: { micros: () => 1_735_689_660_000_000 },
    turns: createTurns(),
    defaultSchemaId: 'person',
    /** Passwords that were hashed, in order. */
    hashed,
    importing: {
      now: NOW,
      hasher: {
        async hash(password: string) {
          hashed.push(password);
          return `$${password}`;
        },
      },
    },
  };
}

const unused = () => Promise.reject(new Error('not part of this test'));

/** A store that only knows ids, identifiers and revisions; `between` runs before each replacement, as another process would. */
export function memoryStore(between: (rows: Map<string, IdentityRowWithConfigs>) => void = () => {}) {
  const rows = new Map<string, IdentityRowWithConfigs>();
  const taken = new Map<string, string>();
  const keysOf = ({ identifiers }: IdentityWrite) => identifiers.map(({ type, identifier }) => `${type} ${identifier}`);
  const put = (write: IdentityWrite, revision: number) => {
    for (const key of keysOf(write)) taken.set(key, write.row.id);
    rows.set(write.row.id, { ...write.row, revision });
  };
  const isTaken = (write: IdentityWrite) => keysOf(write).some((key) => (taken.get(key) ?? write.row.id) !== write.row.id);
  const store: IdentityStore = {
    get: unused,
    getByExternalId: unused,
    getByAddress: unused,
    getByIdentifier: unused,
    list: unused,
    listWithConfigs: unused,
    count: unused,
    delete: unused,
    getWithConfigs: async (id) => rows.get(id),
    async create(writes) {
      return writes.map((write) => {
        if (isTaken(write)) return 'conflict';
        put(write, 1);
        return 'created';
      });
    },
    async replace(next, previous) {
      between(rows);
      if (rows.get(next.row.id)?.revision !== previous.row.revision) return 'stale';
      if (isTaken(next)) return 'conflict';
      put(next, previous.row.revision + 1);
      return 'replaced';
    },
  };
  return { store, rows };
}
