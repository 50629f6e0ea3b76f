import { xchacha20Poly1305 as aead } from '../cipher/xchacha20-poly1305.ts';
import { ApiError } from '../error/api-error.ts';
import type { Exchange } from '../form/exchange.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { type Clock, now, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { ContinuityRow, ContinuityStore } from '../store/continuity-store.ts';
import type { ContinuityCookie, ParkedPlace } from './continuity-cookie.ts';

/** What is to be gone on with later. */
export interface Parking {
  readonly name: string;
  readonly payload: string;
  /** Who may go on with it; anybody who has the cookie when there is none. */
  readonly identityId: string | null;
  readonly lifespanMs: number;
}

/** Lets a browser go on with what it was about to do, after it was sent somewhere else (flows.md 24). */
export interface Continuity {
  /** Keeps a payload under a name, in the place of an earlier one of that name. */
  park(exchange: Exchange, parking: Parking): Promise<void>;
  /** Whether the browser says that there is something of that name. */
  has(exchange: Exchange, name: string): boolean;
  /**
   * Takes what was kept under a name: once.
   * @param identityId who asks, if anybody is signed in
   * @throws ApiError `continuity_missing`, `continuity_of_another`
   */
  resume(exchange: Exchange, name: string, identityId: string | undefined): Promise<string>;
  /** Drops what is kept under such names. */
  discard(exchange: Exchange, isMeant: (name: string) => boolean): Promise<void>;
}

export interface ContinuityOptions {
  readonly store: ContinuityStore;
  readonly cookie: ContinuityCookie;
  readonly clock: Clock;
  readonly random: Random;
}

const KEY_LENGTH = 32;

/**
 * Payloads hold what users typed, passwords included: the store gets them encrypted, each under a key of its own that only the
 * cookie of the browser has.
 */
export function createContinuity({ store, cookie, clock, random }: ContinuityOptions): Continuity {
  function seal(payload: string, key: Uint8Array): JsonText {
    const sealed = aead.seal(key, random.bytes(aead.nonceLength), Buffer.from(payload));
    return jsonOf({ sealed: sealed.toString('base64url') });
  }

  function open({ payload }: ContinuityRow, { key }: ParkedPlace): string | undefined {
    const { sealed } = JSON.parse(payload) as { sealed: string };
    return aead.open(Buffer.from(key, 'base64url'), Buffer.from(sealed, 'base64url'))?.toString();
  }

  const without = (exchange: Exchange, name: string) => cookie.places(exchange).filter((place) => place.name !== name);

  function missing(exchange: Exchange, name: string): ApiError {
    const others = without(exchange, name);
    if (others.length > 0) cookie.write(exchange, others);
    else cookie.clear(exchange);
    return new ApiError('continuity_missing');
  }

  return {
    async park(exchange, { name, payload, identityId, lifespanMs }) {
      const earlier = cookie.places(exchange).filter((place) => place.name === name);
      const key = random.bytes(KEY_LENGTH);
      const micros = clock.micros();
      const row: ContinuityRow = {
        id: random.uuid(),
        name,
        identityId,
        payload: seal(payload, key),
        createdAt: timestampOf(micros),
        expiresAt: timestampOf(micros + lifespanMs * 1000),
      };
      if (!(await store.create(row))) return;
      for (const { id } of earlier) await store.delete(id);
      const place = { name, id: row.id, key: Buffer.from(key).toString('base64url') };
      cookie.write(exchange, [...without(exchange, name), place]);
    },

    has: (exchange, name) => cookie.places(exchange).some((place) => place.name === name),

    async resume(exchange, name, identityId) {
      // Browsers send several cookies of one name where paths or domains overlap: the one that leads somewhere counts.
      for (const place of cookie.places(exchange).filter((one) => one.name === name)) {
        const row = await store.get(place.id);
        if (!row || row.name !== name || row.expiresAt <= now(clock)) continue;
        if (row.identityId !== null && row.identityId !== identityId) throw new ApiError('continuity_of_another');
        const payload = open(row, place);
        if (payload === undefined || !(await store.delete(row.id))) continue;
        cookie.write(exchange, without(exchange, name));
        return payload;
      }
      throw missing(exchange, name);
    },

    async discard(exchange, isMeant) {
      const places = cookie.places(exchange);
      const meant = places.filter(({ name }) => isMeant(name));
      if (meant.length === 0) return;
      for (const { id } of meant) await store.delete(id);
      cookie.write(
        exchange,
        places.filter((place) => !meant.includes(place)),
      );
    },
  };
}
