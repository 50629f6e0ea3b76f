import type { MessageRow } from '../store/message-store.ts';

/** Takes messages to the one who passes them on: a mail server, a service, a terminal. */
export interface Channel {
  /**
   * Tries once.
   * @param signal ends an attempt that takes too long
   * @throws DeliveryFault; anything else counts as one that is not permanent
   */
  deliver(message: MessageRow, signal: AbortSignal): Promise<void>;
}
