/**
 * Every error that a client can get, by its stable code (`error.details.code` on the wire).
 *
 * `message` and `reason` are what the Ory API says there; `{name}` is filled in from the parameters of the error. `id` is
 * `error.id`, where that API has one. `hint` tells what to do about it.
 */
export interface ErrorKind {
  readonly status: number;
  readonly id?: string;
  readonly message: string;
  readonly reason?: string;
  readonly hint?: string;
}
