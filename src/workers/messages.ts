/** Where one worker, and so all of them, can be reached. */
export interface Addresses {
  readonly publicUrl: string;
  readonly adminUrl: string;
}

/** What the primary process tells a worker; `T` is what a worker has to know to start. */
export type Order<T> =
  | { readonly do: 'start'; readonly task: T }
  /** Goes on with another task, without ending what is under way. */
  | { readonly do: 'renew'; readonly task: T }
  /** There is another task that nobody can do; `why` is for people. */
  | { readonly do: 'refuse'; readonly why: string }
  | { readonly do: 'drain' }
  /** Report what you have measured. */
  | { readonly do: 'measure'; readonly question: number }
  /** What the others have measured, for the `ask` of the same ticket. */
  | { readonly do: 'hear'; readonly ticket: number; readonly measured: readonly unknown[] };

/** What a worker tells the primary process. */
export type Report =
  | ({ readonly did: 'listen' } & Addresses)
  /** It ends next. `why` is for people. */
  | { readonly did: 'fail'; readonly why: string }
  | Questioning;

/** How one worker learns what the others have measured. */
export type Questioning =
  /** It wants to hear it. */
  | { readonly did: 'ask'; readonly ticket: number }
  | { readonly did: 'measure'; readonly question: number; readonly measured: unknown };
