import { wireTime } from '../../lib/clock.ts';
import type { DispatchRow, MessageRow } from '../../store/message-store.ts';

const REDACTED = '<redacted-unless-dev-mode>';

function dispatchOf({ id, messageId, status, error, createdAt }: DispatchRow) {
  const at = wireTime(createdAt);
  return { id, message_id: messageId, status, error: error === null ? null : JSON.parse(error), created_at: at, updated_at: at };
}

export interface MessageParts {
  readonly showContent: boolean;
  /** The attempts to deliver it; left out where there are none. */
  readonly dispatches?: readonly DispatchRow[];
}

/** A message as JSON text. */
export function renderMessage(message: MessageRow, { showContent, dispatches = [] }: MessageParts): string {
  return JSON.stringify({
    id: message.id,
    status: message.status,
    type: message.via,
    recipient: message.recipient,
    body: showContent ? message.body : REDACTED,
    subject: showContent ? message.subject : REDACTED,
    template_type: message.templateType,
    channel: message.via,
    send_count: message.sendCount,
    ...(dispatches.length > 0 && { dispatches: dispatches.map(dispatchOf) }),
    created_at: wireTime(message.createdAt),
    updated_at: wireTime(message.updatedAt),
  });
}
