/** What became of the things of one kind. */
export interface Tally {
  /** Stored now; in a dry run: would be. */
  taken: number;
  /** Were there before, under the same id. */
  present: number;
  /** Could not be taken over; each was told with its reason. */
  failed: number;
}

export const newTally = (): Tally => ({ taken: 0, present: 0, failed: 0 });

/** Told how far it is. @param all how many there are, where that is known */
export type Progress = (what: 'identities' | 'sessions' | 'messages' | 'compared', done: number, all?: number) => void;

/** Told of each thing that could not be taken over. */
export type OnFailure = (what: 'identity' | 'session' | 'message' | 'comparison', id: string, reason: string) => void;
