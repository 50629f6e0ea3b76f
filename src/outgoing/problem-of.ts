/**
 * What went wrong with a call, in one line for logs and errors. `fetch` says so only in the cause of its error, and a connection that
 * failed at several addresses only in the errors of each: the first counts. An error without a text is called by its code or name.
 */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof TypeError && error.cause !== undefined) return problemOf(error.cause);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  return error.message || (first ? problemOf(first) : ((error as NodeJS.ErrnoException).code ?? error.name));
}
