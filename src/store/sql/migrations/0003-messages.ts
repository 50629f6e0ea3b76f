import type { Migration } from './migration.ts';

/**
 * The outgoing queue: messages and the attempts to deliver them.
 *
 * `due_at` is the time from which a message may be taken: the end of a pause after a failure, or the end of the lease of whoever
 * took it. It is null once the message is sent or given up, so that the index of the queue holds only what waits.
 */
export const messages: Migration = {
  version: 3,
  name: '0003-messages',
  statements: ({ text }) => [
    `CREATE TABLE courier_messages (
      nid INTEGER NOT NULL REFERENCES networks (nid) ON DELETE CASCADE,
      id ${text} NOT NULL,
      via ${text} NOT NULL,
      status ${text} NOT NULL,
      recipient ${text} NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      template_type ${text} NOT NULL,
      template_data TEXT NOT NULL,
      request_headers TEXT NOT NULL,
      send_count INTEGER NOT NULL,
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL,
      due_at ${text},
      claim_id ${text},
      PRIMARY KEY (nid, id)
    )`,
    'CREATE INDEX courier_messages_queue ON courier_messages (nid, due_at, id) WHERE due_at IS NOT NULL',
    'CREATE INDEX courier_messages_newest ON courier_messages (nid, created_at DESC, id)',
    'CREATE INDEX courier_messages_recipient ON courier_messages (nid, recipient, created_at DESC, id)',
    'CREATE INDEX courier_messages_status ON courier_messages (nid, status, created_at DESC, id)',

    `CREATE TABLE courier_dispatches (
      nid INTEGER NOT NULL,
      id ${text} NOT NULL,
      message_id ${text} NOT NULL,
      status ${text} NOT NULL,
      error TEXT,
      created_at ${text} NOT NULL,
      PRIMARY KEY (nid, id),
      FOREIGN KEY (nid, message_id) REFERENCES courier_messages (nid, id) ON DELETE CASCADE
    )`,
    'CREATE INDEX courier_dispatches_message ON courier_dispatches (nid, message_id, created_at DESC, id)',
  ],
};
