import { createHash } from 'node:crypto';
import { type Clock, timestampOf } from '../lib/clock.ts';
import { ALPHANUMERIC, type Random } from '../lib/random.ts';
import type { AdminKeyRow } from '../store/admin-key-store.ts';

const PREFIX = 'zelos_key_';
const LENGTH = 40;

/** What is stored of a key: its SHA-256, hexadecimal. Enough, as a key has 238 bits of randomness. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Makes a key for the admin API. `key` is shown once and cannot be read again; `row` is what the store keeps. */
export function makeKey(
  { name, scopes, lifespanMs }: { readonly name: string; readonly scopes: readonly string[]; readonly lifespanMs?: number },
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): { readonly key: string; readonly row: AdminKeyRow } {
  const key = PREFIX + random.text(LENGTH, ALPHANUMERIC);
  const micros = clock.micros();
  const row: AdminKeyRow = {
    id: random.uuid(),
    name,
    hash: hashOfKey(key),
    scopes,
    createdAt: timestampOf(micros),
    expiresAt: lifespanMs === undefined ? null : timestampOf(micros + lifespanMs * 1000),
    lastUsedAt: null,
  };
  return { key, row };
}
