import { ApiError } from '../error/api-error.ts';
import { jsonOf } from '../json/json-text.ts';
import { type Clock, now } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { MessageStore } from '../store/message-store.ts';
import { createHeaderFilter } from './allowed-headers.ts';
import { mailRecipient } from './mail-recipient.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { templateDataOf, templateVariables } from './template-data.ts';
import { CARRIES_REQUEST_HEADERS } from './template-variables.ts';
import type { Templates } from './templates.ts';

export interface CourierOptions {
  readonly store: MessageStore;
  readonly templates: Templates;
  readonly clock: Clock;
  readonly random: Random;
  /** Names of request headers that may be kept with a message. */
  readonly allowedHeaders: readonly string[];
  /** Called after a message was queued. */
  readonly onQueued?: () => void;
}

/** Takes messages to users. */
export interface Courier {
  /**
   * Queues a message; a worker delivers it. Subject and text are rendered now, so a broken template fails the caller.
   * @throws ApiError `message_recipient_invalid` for an e-mail to something that is no address, and what templates and store throw
   */
  send(message: OutgoingMessage): Promise<void>;
}

/** A header is one line. */
const oneLine = (text: string) => text.trim().replace(/\s*[\r\n]+\s*/g, ' ');

/** U+0000, which traits may hold, can be neither stored in a text nor sent. */
const withoutNul = (text: string) => text.replaceAll('\0', '');

/** Makes the entrance to the outgoing queue. */
export function createCourier({ store, templates, clock, random, allowedHeaders, onQueued }: CourierOptions): Courier {
  const headersOf = createHeaderFilter(allowedHeaders);
  return {
    async send(message) {
      const { template, via, to, requestHeaders } = message;
      if (via === 'email' && mailRecipient(to) === undefined)
        throw new ApiError('message_recipient_invalid', {
          details: { rule: 'format', expected: 'an e-mail address', got: to.slice(0, 100) },
        });
      const carriesHeaders = CARRIES_REQUEST_HEADERS.has(template);
      const headers = carriesHeaders && requestHeaders ? headersOf(requestHeaders) : undefined;
      const data = templateDataOf(message);
      const variables = templateVariables(template, via, data, headers);
      const [subject, body] =
        via === 'email'
          ? await Promise.all([
              templates.render(template, 'subject', variables),
              templates.render(template, 'plaintext', variables),
            ])
          : ['', await templates.render(template, 'sms', variables)];
      await store.add({
        id: random.uuid(),
        via,
        recipient: to,
        subject: withoutNul(oneLine(subject)),
        body: withoutNul(body),
        templateType: template,
        templateData: jsonOf(data),
        // Null tells a template that could show headers and got none from one that never does.
        requestHeaders: jsonOf(headers ?? (carriesHeaders || isChangeNews(message) ? null : {})),
        createdAt: now(clock),
      });
      onQueued?.();
    },
  };
}

/** The text message about an address that was replaced: its headers are always null. */
const isChangeNews = ({ template, via }: OutgoingMessage) => template === 'verifiable_address_changed' && via === 'sms';
