import { Type } from '@sinclair/typebox';
import { nullable, Time, Uuid } from '../shapes.ts';

export const MESSAGE_STATUSES = ['queued', 'sent', 'processing', 'abandoned'] as const;

const TEMPLATE_TYPES = [
  'recovery_invalid',
  'recovery_valid',
  'recovery_code_invalid',
  'recovery_code_valid',
  'verification_invalid',
  'verification_valid',
  'verification_code_invalid',
  'verification_code_valid',
  'stub',
  'login_code_valid',
  'registration_code_valid',
  'verifiable_address_changed',
  'authenticator_key_added',
];

export const MessageStatusName = Type.Unsafe<string>({
  type: 'string',
  enum: [...MESSAGE_STATUSES],
  $id: 'courierMessageStatus',
});

const MessageTypeName = Type.Unsafe<string>({ type: 'string', enum: ['email', 'sms'], $id: 'courierMessageType' });

const MessageDispatch = Type.Object(
  {
    id: Uuid,
    message_id: Uuid,
    status: Type.Unsafe<string>({ type: 'string', enum: ['failed', 'success'] }),
    error: Type.Optional(
      nullable(Type.Object({}, { additionalProperties: true, description: 'Why the attempt failed.', $id: 'JSONRawMessage' })),
    ),
    created_at: Time,
    updated_at: Time,
  },
  { $id: 'messageDispatch' },
);

export const MessageShape = Type.Object(
  {
    id: Uuid,
    status: MessageStatusName,
    type: MessageTypeName,
    recipient: Type.String(),
    body: Type.String({ description: 'Only in development mode.' }),
    subject: Type.String({ description: 'Only in development mode.' }),
    template_type: Type.Unsafe<string>({ type: 'string', enum: TEMPLATE_TYPES }),
    channel: Type.Optional(Type.String()),
    send_count: Type.Integer({ format: 'int64', description: 'Attempts so far.' }),
    dispatches: Type.Optional(Type.Array(MessageDispatch, { description: 'The attempts, newest first; in no list.' })),
    created_at: Time,
    updated_at: Time,
  },
  { $id: 'message' },
);
