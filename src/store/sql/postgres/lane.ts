import type postgres from 'postgres';
import type { Watched } from './silence-watch.ts';

/** One connection, made when it is needed. */
export interface Lane extends Watched {
  readonly sql: postgres.Sql;
  /** What is under way, transactions counted as much as they keep others waiting. */
  load: number;
  /** Whether the server let it in. */
  isOpen: boolean;
  /** Tells it once that is known. */
  readonly opened: PromiseWithResolvers<boolean>;
  readonly idle: PromiseWithResolvers<void>;
  left: boolean;
}

/** A lane that has not been used. */
export function createLane(sql: postgres.Sql): Lane {
  const [opened, idle] = [Promise.withResolvers<boolean>(), Promise.withResolvers<void>()];
  return { sql, socket: undefined, underWay: 0, patient: 0, load: 0, isOpen: false, opened, idle, left: false };
}

/**
 * The place of the lane with the least to do; the first ones where several have nothing, so that no more connections are made than
 * are needed.
 * @param isFull the server takes no further connections: open lanes go first
 */
export function leastBusy(lanes: readonly Lane[], isFull: boolean): number {
  const onlyOpen = isFull && lanes.some(({ isOpen }) => isOpen);
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let place = 0; place < lanes.length; place++) {
    const { load, isOpen } = lanes[place] as Lane;
    if (onlyOpen && !isOpen) continue;
    if (load === 0) return place;
    if (load < least) [best, least] = [place, load];
  }
  return best;
}

/** Whether a lane is open; waits for those that are being opened. */
export async function isAnyOpen(lanes: readonly Lane[]): Promise<boolean> {
  if (lanes.some(({ isOpen }) => isOpen)) return true;
  const opening = lanes.filter(({ underWay }) => underWay > 0).map(({ opened }) => opened.promise);
  const outcomes = opening.map((promise) => promise.then((isOpen) => (isOpen ? true : Promise.reject())));
  return Promise.any(outcomes).catch(() => false);
}
