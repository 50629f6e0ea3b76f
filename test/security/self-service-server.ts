import { type MailSink, startMailSink } from '../../src/courier/testing/mail-sink.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { codeIn } from '../courier/code-in.ts';
import { email } from '../http/people.ts';
import { type ServerUnderTest, type StartServer, startOnSqlite } from '../http/server-under-test.ts';
import { mergeValues } from '../server/merge-values.ts';
import { clock, random } from '../storage/databases.ts';

export const UI = 'http://127.0.0.1:4455';
export const PASSWORD = 'Zebra-91-crossing';

const page = (name: string) => ({ ui_url: `${UI}/${name}` });
const VALUES = {
  selfservice: {
    allowed_return_urls: ['https://app.example/in', 'https://*.wild.example'],
    methods: { password: { config: { haveibeenpwned_enabled: false } } },
    flows: {
      error: page('error'),
      login: page('login'),
      registration: { ...page('registration'), after: { password: { hooks: [{ hook: 'session' }] } } },
      settings: page('settings'),
      recovery: { enabled: true, ...page('recovery') },
      verification: { enabled: true, ...page('verification') },
    },
  },
};

interface Message {
  readonly recipient: string;
  readonly body: string;
}

/** A server on which people look after themselves. */
export interface SelfServiceServer extends ServerUnderTest {
  readonly sink: MailSink;
  /** Somebody with the password `PASSWORD`. */
  person(more?: object): Promise<{ readonly id: string; readonly address: string }>;
  /** What was sent to an address, newest first. */
  messagesTo(address: string): Promise<Message[]>;
  /** The code in the newest message to an address. */
  codeFor(address: string): Promise<string>;
  /** The first column of the rows of a statement. */
  look(statement: string, ...values: readonly string[]): Promise<unknown[]>;
  /** Stops it and starts another one on the same database, configured alike but for `changes`. */
  again(changes?: object): Promise<SelfServiceServer>;
}

export async function startSelfService(values: object = {}, start: StartServer = startOnSqlite): Promise<SelfServiceServer> {
  const sink = await startMailSink();
  const courier = { smtp: { connection_uri: `smtp://127.0.0.1:${sink.port}/?disable_starttls=true` } };
  const all = mergeValues(mergeValues(VALUES, { courier }), values);
  return around(await start(all), all, sink);
}

function around(server: ServerUnderTest, values: object, sink: MailSink): SelfServiceServer {
  async function messagesTo(address: string): Promise<Message[]> {
    const { json } = await server.admin.send(
      'GET',
      `/admin/courier/messages?page_size=500&recipient=${encodeURIComponent(address)}`,
    );
    return json<Message[]>();
  }
  return {
    ...server,
    sink,
    async person(more = {}) {
      const address = email();
      const credentials = { password: { config: { password: PASSWORD } } };
      const { id } = await server.create({ schema_id: 'person', traits: { email: address }, credentials, ...more });
      return { id, address };
    },
    messagesTo,
    async codeFor(address) {
      const [message] = await messagesTo(address);
      const code = codeIn(message?.body ?? '');
      if (code === undefined) throw new Error(`no code was sent to ${address}`);
      return code;
    },
    async look(statement, ...args) {
      const database = openDatabase(server.dsn, { clock, random });
      const rows = await database.read(statement, args);
      await database.close();
      return rows.map(([first]) => first);
    },
    async again(changes = {}) {
      const all = mergeValues(values, changes);
      return around(await server.again(all), all, sink);
    },
    async stop() {
      await server.stop();
      await sink.close();
    },
  };
}
