import { ApiError } from '../error/api-error.ts';
import { type Clock, microsOf, now } from '../lib/clock.ts';
import type { AdminKeyRow, AdminKeyStore } from '../store/admin-key-store.ts';
import { hashOfKey } from './make-key.ts';
import { covers } from './scope.ts';

/** How long the table of keys is trusted: a new or revoked key counts after this time in every process. */
const TRUST_MICROS = 1_000_000;
/** How often the last use of a key is written down. */
const TOUCH_MICROS = 60_000_000;

/** Some official clients send the key as it is, without naming a scheme. */
const PRESENTED = /^(?:bearer )?(\S+)$/i;

interface KeyTable {
  readonly byHash: ReadonlyMap<string, AdminKeyRow>;
  readonly until: number;
}

export interface Authoriser {
  /**
   * Lets a call pass, or not. Without any key everybody may call, unless keys are required.
   * @param header value of `Authorization`
   * @throws ApiError `key_missing`, `key_invalid`, `key_scope`
   */
  check(header: string | undefined, scope: string): Promise<void>;
}

/** Checks the keys of the admin API. @param required calls need a key even while there is none */
export function createAuthoriser({
  store,
  clock,
  required,
  onOpen,
}: {
  readonly store: AdminKeyStore;
  readonly clock: Clock;
  readonly required: boolean;
  /** Told when the last key is gone, after which everybody may call. */
  readonly onOpen?: () => void;
}): Authoriser {
  let table: KeyTable | undefined;
  let loading: Promise<KeyTable> | undefined;
  const touched = new Map<string, number>();

  async function load(): Promise<KeyTable> {
    const keys = await store.list();
    if (keys.length === 0 && !required && (table?.byHash.size ?? 0) > 0) onOpen?.();
    table = { byHash: new Map(keys.map((key) => [key.hash, key])), until: clock.micros() + TRUST_MICROS };
    return table;
  }

  function current(): Promise<KeyTable> | KeyTable {
    if (table && clock.micros() < table.until) return table;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  function noteUse(key: AdminKeyRow): void {
    const micros = clock.micros();
    const before = touched.get(key.id) ?? (key.lastUsedAt === null ? 0 : microsOf(key.lastUsedAt));
    if (micros - before < TOUCH_MICROS) return;
    touched.set(key.id, micros);
    // The note is a courtesy: a call does not wait for it, nor fail with it.
    store.touch(key.id, now(clock)).catch(() => touched.delete(key.id));
  }

  return {
    async check(header, scope) {
      const { byHash } = await current();
      if (byHash.size === 0 && !required) return;
      const presented = PRESENTED.exec(header ?? '')?.[1];
      if (presented === undefined)
        throw new ApiError('key_missing', { details: { pointer: 'Authorization', rule: 'required', expected: 'Bearer <key>' } });
      const key = byHash.get(hashOfKey(presented));
      if (!key || (key.expiresAt !== null && key.expiresAt <= now(clock)))
        throw new ApiError('key_invalid', { details: { pointer: 'Authorization' } });
      if (!covers(key.scopes, scope)) {
        throw new ApiError('key_scope', {
          params: { name: key.name, scope },
          details: { pointer: 'Authorization', rule: 'scope', expected: scope, got: key.scopes.join(' ') },
        });
      }
      noteUse(key);
    },
  };
}
