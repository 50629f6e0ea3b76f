/** What is wrong with a snippet or its evaluation, with the offset in its text. Becomes a `JsonnetError` at the end. */
export class Fault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
