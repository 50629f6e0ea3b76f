import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { createBodyTemplate } from '../courier/body-template.ts';
import { type ChannelChoice, chooseChannels } from '../courier/choose-channel.ts';
import { type Courier, createCourier } from '../courier/courier.ts';
import { createHtmlBody } from '../courier/html-body.ts';
import { createHttpChannel } from '../courier/http-channel.ts';
import type { RequestConfig } from '../courier/http-request.ts';
import { createLogChannel } from '../courier/log-channel.ts';
import { createSmtpChannel } from '../courier/smtp-channel.ts';
import type { Templates } from '../courier/templates.ts';
import { createWorker, type Delivery } from '../courier/worker.ts';
import type { Jsonnet } from '../jsonnet/create-jsonnet.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createPublicOnly } from '../outgoing/public-only.ts';
import type { MessageStore } from '../store/message-store.ts';
import type { Log } from './log.ts';

/** What of the configuration messages depend on. */
export interface MailSettings {
  readonly config: Config;
  /** Messages that this process has under way at once. */
  readonly pullCount: number;
  readonly templates: Templates;
  readonly jsonnet: Jsonnet;
}

export interface MailOptions extends MailSettings {
  readonly store: MessageStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Outgoing HTTP. */
  readonly fetch: typeof fetch;
  readonly log: Log;
}

/** Another way to write and deliver messages, which nobody uses yet. */
export interface PreparedMail {
  readonly courier: Courier;
  /** Delivers like this from now on. */
  use(): void;
}

/** Messages to users: their way into the queue, and out of it. */
export interface Mail {
  readonly courier: Courier;
  /** Builds what messages are written and delivered with by other settings. */
  prepare(settings: MailSettings): PreparedMail;
  /** Starts to deliver messages from this process. @param options.announce says first what becomes of e-mail */
  deliver(options: { readonly announce: boolean }): Promise<void>;
  /** Ends that, after what is under way. */
  stop(): Promise<void>;
}

function channelsOf(options: MailOptions) {
  const { config, templates, jsonnet, fetch, log } = options;
  const { deliveryStrategy, smtp, http, sms } = config.courier;
  const { clients } = config;
  const html = createHtmlBody({ templates, log });
  const body = createBodyTemplate(jsonnet);
  const guard = clients.http.disallowPrivateIps && {
    assertAllowed: createPublicOnly({ exceptions: clients.http.privateIpExceptions }),
  };
  const over = (request: RequestConfig) => createHttpChannel({ request, body, html, fetch, log, ...guard });
  const { connectionUri } = smtp;
  const { disallowPrivateIps } = clients.smtp;
  return chooseChannels({
    deliveryStrategy,
    smtp:
      connectionUri === undefined
        ? undefined
        : createSmtpChannel({ settings: { ...smtp, connectionUri, disallowPrivateIps }, html, readFile, log }),
    http: over(http),
    sms: sms && over(sms),
    // Whoever tries the server out, or develops with it, has no mail server yet, and needs the codes.
    print: config.dev || config.dsn.kind === 'sqlite' ? createLogChannel(log) : undefined,
  });
}

/** Builds everything that messages to users need. */
export function createMail(options: MailOptions): Mail {
  const { store, clock, random, log } = options;
  let channels = channelsOf(options);
  let isAnnouncing = false;
  const worker = createWorker({ store, ...deliveryOf(options, channels), clock, random, log });

  function deliveryOf({ config, pullCount }: MailSettings, { via, channelFor }: ChannelChoice): Delivery {
    const { messageRetries } = config.courier;
    return { via, channelFor, settings: { ...config.courier.worker, pullCount, messageRetries } };
  }

  const courierOf = ({ config, templates }: MailSettings): Courier =>
    createCourier({
      store,
      templates,
      clock,
      random,
      allowedHeaders: config.clients.webHook.headerAllowlist,
      onQueued: worker.wake,
    });

  async function tellOfMail(): Promise<void> {
    if (channels.mail === 'printed') log.info({}, 'courier.smtp.connection_uri is not set: e-mail is not sent but printed here.');
    if (channels.mail === 'kept')
      log.warn(
        { waiting: await store.countWaiting().catch(() => undefined) },
        'courier.smtp.connection_uri is not set: e-mail stays in the queue until a mail server is configured.',
      );
  }

  return {
    courier: courierOf(options),
    prepare(settings) {
      const next = channelsOf({ ...options, ...settings });
      return {
        courier: courierOf(settings),
        use() {
          const before = channels.mail;
          channels = next;
          worker.use(deliveryOf(settings, next));
          if (isAnnouncing && before !== next.mail) tellOfMail();
        },
      };
    },
    async deliver({ announce }) {
      isAnnouncing = announce;
      if (announce) await tellOfMail();
      worker.start();
    },
    stop: () => worker.stop(),
  };
}
