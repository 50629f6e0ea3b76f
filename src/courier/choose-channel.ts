import type { Via } from '../store/message-store.ts';
import type { Channel } from './channel.ts';
import { DeliveryFault } from './delivery-fault.ts';

/** What can carry messages; what is not configured is undefined. */
export interface ChannelParts {
  readonly deliveryStrategy: 'smtp' | 'http';
  readonly smtp: Channel | undefined;
  readonly http: Channel;
  readonly sms: Channel | undefined;
  /** Where messages are printed that nothing else carries; undefined where they must not be. */
  readonly print: Channel | undefined;
}

/** Which channel carries what. */
export interface ChannelChoice {
  /** The ways that are served. E-mail without a mail server is not one: it stays in the queue. */
  readonly via: readonly Via[];
  /** How e-mail leaves. */
  readonly mail: 'smtp' | 'http' | 'printed' | 'kept';
  channelFor(via: Via): Channel;
}

const refusing = (message: string): Channel => ({
  deliver() {
    return Promise.reject(new DeliveryFault(message));
  },
});

/** Decides it, here and nowhere else. */
export function chooseChannels({ deliveryStrategy, smtp, http, sms, print }: ChannelParts): ChannelChoice {
  const mail = deliveryStrategy === 'http' ? http : (smtp ?? print);
  const texts = sms ?? print ?? refusing('no courier channels configured for: sms');
  return {
    via: mail ? ['email', 'sms'] : ['sms'],
    mail: deliveryStrategy === 'http' ? 'http' : smtp ? 'smtp' : print ? 'printed' : 'kept',
    channelFor: (via) =>
      via === 'sms' ? texts : (mail ?? refusing('Courier tried to deliver an email but courier.smtp.connection_uri is not set!')),
  };
}
