import { requestAuth } from './hooks.ts';
import { choice, duration, FETCHABLE, list, openSection, optional, section, text, textMap, uri, whole } from './kinds.ts';

const email = () =>
  section('The e-mail.', {
    subject: optional(uri('Template of the subject.')),
    body: optional(
      section('The body.', {
        plaintext: optional(uri('Template of the plain text.')),
        html: optional(uri('Template of the HTML.')),
      }),
    ),
  });

const sms = () =>
  section('The text message.', {
    body: optional(section('The body.', { plaintext: optional(uri('Template of the text.')) })),
  });

const valid = () => optional(section('To an address that is known.', { email: email(), sms: optional(sms()) }));

const both = (doc: string) =>
  optional(section(doc, { valid: valid(), invalid: optional(section('To an address that nobody has.', { email: email() })) }));

const validOnly = (doc: string) => optional(section(doc, { valid: valid() }));

const auth = () => optional(requestAuth);
const headers = () => optional(textMap('Headers of the call.', { secret: true }));
const url = () =>
  optional(
    text('URL that takes the messages.', { pattern: '^https?://', expects: 'a URL that starts with http:// or https://' }),
  );
const body = () => optional(uri('Jsonnet that makes the body; a built-in one when unset.', { pattern: FETCHABLE }));

/** `courier`: messages to users. */
export const courier = section('Messages to users.', {
  delivery_strategy: choice('How e-mail leaves.', ['smtp', 'http'], 'smtp'),
  message_retries: whole('How often a message is tried again.', { default: 5 }),
  worker: openSection('The worker that sends.', {
    pull_count: whole('Messages that are sent at once.', { default: 10 }),
    pull_wait: duration('Pause between two looks into the queue; 10 ms at least.', '1s'),
  }),
  template_override_path: optional(text('Folder with templates that replace the built-in ones.')),
  templates: optional(
    section('Templates that replace the built-in ones, one by one.', {
      recovery: both('The link of a recovery.'),
      recovery_code: both('The code of a recovery.'),
      verification: both('The link of a verification.'),
      verification_code: both('The code of a verification.'),
      registration_code: validOnly('The code of a registration.'),
      login_code: validOnly('The code of a login.'),
      verifiable_address_changed: optional(
        section('The news that an address was replaced.', { email: optional(email()), sms: optional(sms()) }),
      ),
    }),
  ),
  smtp: section('The mail server.', {
    connection_uri: optional(
      text('Mail server with user and password.', {
        pattern: '^smtps?://.*',
        expects: 'a URL that starts with smtp:// or smtps://',
      }),
    ),
    client_cert_path: text('Client certificate in PEM.', { default: '' }),
    client_key_path: text('Key of the client certificate in PEM.', { default: '' }),
    from_address: text('Sender of all mail.', {
      format: 'email',
      expects: 'an e-mail address',
      default: 'no-reply@ory.kratos.sh',
    }),
    from_name: optional(text('Name of the sender.')),
    headers: optional(textMap('Further headers of each mail.')),
    local_name: text('Name with which the server greets.', { default: 'localhost' }),
  }),
  http: section('The service that takes mail over HTTP.', {
    request_config: section('The call.', {
      url: url(),
      method: text('HTTP method.', { default: 'POST' }),
      headers: headers(),
      body: body(),
      auth: auth(),
    }),
  }),
  channels: optional(
    list(
      'Services that take messages which are not e-mail.',
      section('One channel.', {
        id: choice('What the channel carries.', ['sms']),
        type: optional(choice('How it is carried; over HTTP when unset.', ['http'])),
        request_config: section('The call.', {
          url: url(),
          method: optional(text('HTTP method; POST when unset.')),
          headers: headers(),
          body: body(),
          auth: auth(),
        }),
      }),
    ),
  ),
});
