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
  | { readonly do: 'drain' };

/** What a worker tells the primary process. */
export type Report =
  | ({ readonly did: 'listen' } & Addresses)
  /** It ends next. `why` is for people. */
  | { readonly did: 'fail'; readonly why: string };
