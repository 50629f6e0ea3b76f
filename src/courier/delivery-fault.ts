export interface DeliveryFaultOptions {
  /** What failed, where the message says why. */
  readonly reason?: string;
  /** Trying again would fail in the same way. */
  readonly permanent?: boolean;
}

/** Why a message could not be delivered. Administrators read it with the message, so it names no secret. */
export class DeliveryFault extends Error {
  readonly reason: string | undefined;
  readonly permanent: boolean;

  constructor(message: string, { reason, permanent = false }: DeliveryFaultOptions = {}) {
    super(message);
    this.name = 'DeliveryFault';
    this.reason = reason;
    this.permanent = permanent;
  }
}
