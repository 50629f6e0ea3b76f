import { problemOf } from '../outgoing/problem-of.ts';
import type { PublicOnly } from '../outgoing/public-only.ts';
import type { MessageRow } from '../store/message-store.ts';
import type { BodyContext } from './body-context.ts';
import type { BodyTemplate } from './body-template.ts';
import type { Channel } from './channel.ts';
import type { CourierLog } from './courier-log.ts';
import { DeliveryFault } from './delivery-fault.ts';
import type { HtmlBody } from './html-body.ts';
import { httpCall, type RequestConfig } from './http-request.ts';

export interface HttpChannelOptions {
  readonly request: RequestConfig;
  readonly body: BodyTemplate;
  readonly html: HtmlBody;
  readonly fetch: typeof fetch;
  /** Refuses URLs that must not be called; redirects are not followed then. */
  readonly assertAllowed?: PublicOnly;
  readonly log: CourierLog;
}

const TIMEOUT_MS = 10_000;
/** How much of an answer that says no goes into the log, in bytes. */
const LOGGED = 1024;

async function firstBytes({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= LOGGED) break;
  }
  return Buffer.concat(chunks).subarray(0, LOGGED).toString();
}

/** Hands messages to a service over HTTP. */
export function createHttpChannel({ request, body, html, fetch, assertAllowed, log }: HttpChannelOptions): Channel {
  async function contextOf(message: MessageRow): Promise<BodyContext> {
    // The built-in body has no place for it.
    const html_body = request.body === undefined ? undefined : await html(message);
    return {
      recipient: message.recipient,
      subject: message.subject,
      body: message.body,
      ...(html_body !== undefined && { html_body }),
      template_type: message.templateType,
      template_data: JSON.parse(message.templateData) as BodyContext['template_data'],
      message_type: message.via,
      request_headers: JSON.parse(message.requestHeaders) as BodyContext['request_headers'],
    };
  }

  async function bodyOf(message: MessageRow): Promise<string> {
    try {
      return await body(request.body, await contextOf(message));
    } catch (error) {
      throw new DeliveryFault(`the body of the request could not be made: ${problemOf(error)}`);
    }
  }

  return {
    async deliver(message, signal) {
      const { url, ...call } = httpCall(request, await bodyOf(message));
      const place = `${call.method} ${url.origin}${url.pathname}`;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      let response: Response;
      try {
        await assertAllowed?.(url, limit);
        response = await fetch(url, {
          method: call.method,
          headers: call.headers,
          ...(call.body !== undefined && { body: call.body }),
          redirect: assertAllowed ? 'manual' : 'follow',
          signal: limit,
        });
      } catch (error) {
        throw new DeliveryFault(`${place} failed: ${problemOf(error)}`);
      }
      if (response.ok) {
        await response.body?.cancel().catch(() => {});
        return;
      }
      const answer = await firstBytes(response).catch(() => '');
      const { status } = response;
      log.warn({ message_id: message.id, call: place, status, answer }, 'The service that delivers messages refused one.');
      throw new DeliveryFault(`unable to dispatch mail delivery because upstream server replied with status code ${status}`);
    },
  };
}
