/** A message to the user, as clients get it and as flows are stored. */
export interface Message {
  readonly id: number;
  readonly text: string;
  readonly type: 'info' | 'error' | 'success';
  /** What the text was filled with; keys in the order of the alphabet, absent when there is nothing. */
  readonly context?: Readonly<Record<string, unknown>>;
}
