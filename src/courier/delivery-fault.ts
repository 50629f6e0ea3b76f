export interface DeliveryFaultOptions {
  /** What failed, where the message says why. */
  readonly reason?: string;
  /** Trying again would fail in the same way. */
  readonly permanent?: boolean;
  /** For the log only. */
  readonly cause?: unknown;
}

/** Why a message could not be delivered. Administrators read it with the message, so it names no secret. */
export class DeliveryFault extends Error {
  readonly reason: string | undefined;
  readonly permanent: boolean;

  constructor(message: string, { reason, permanent = false, cause }: DeliveryFaultOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DeliveryFault';
    this.reason = reason;
    this.permanent = permanent;
  }
}

/** The text of an error of the network; those of several addresses have none of their own. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : undefined;
  return error.message || (first ? problemOf(first) : ((error as NodeJS.ErrnoException).code ?? error.name));
}
