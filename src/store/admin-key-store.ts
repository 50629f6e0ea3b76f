import type { Timestamp } from '../lib/clock.ts';

/** A key for the admin API. Only its hash is kept. */
export interface AdminKeyRow {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
  readonly scopes: readonly string[];
  readonly createdAt: Timestamp;
  readonly expiresAt: Timestamp | null;
  readonly lastUsedAt: Timestamp | null;
}

export interface AdminKeyStore {
  /** @returns false when there is a key of that name */
  create(key: AdminKeyRow): Promise<boolean>;
  /** By name. */
  list(): Promise<AdminKeyRow[]>;
  /** By id or name. @returns whether there was one */
  revoke(idOrName: string): Promise<boolean>;
  /** Notes when a key was last used. */
  touch(id: string, at: Timestamp): Promise<void>;
}
