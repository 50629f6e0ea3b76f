import { afterAll, beforeAll, describe } from 'vitest';
import { codeIn } from '../courier/code-in.ts';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { mergeValues } from '../server/merge-values.ts';
import { random } from '../storage/databases.ts';
import type { AdminClient } from './admin-client.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';
import { VISITORS, type Visitor } from './visitor.ts';

export const UI = 'http://127.0.0.1:4455';

const signsIn = { hooks: [{ hook: 'session' }, { hook: 'show_verification_ui' }] };
const FLOWS = {
  error: { ui_url: `${UI}/error` },
  login: { ui_url: `${UI}/login` },
  registration: { ui_url: `${UI}/registration`, enable_legacy_one_step: true, after: { password: signsIn } },
  settings: { ui_url: `${UI}/settings` },
  verification: { enabled: true, ui_url: `${UI}/verification`, use: 'code' },
  recovery: { enabled: true, ui_url: `${UI}/recovery`, use: 'code' },
};

/** Where a suite of self-service stands. */
export interface Stage {
  /** A new visitor: nobody is signed in there. */
  visitor(): Visitor;
  readonly admin: AdminClient;
  readonly running: Running;
  /** The newest code that was sent to an address. */
  codeFor(recipient: string): Promise<string>;
}

/** A password that is good enough, and new. */
export const somePassword = () => random.text(20, 'abcdefghijkmnpqrstuvwxyz23456789');

/**
 * Runs a suite on all databases, through all official clients, in native applications and in browsers.
 * @param values changes to the configuration
 */
export function describeSelfService(name: string, suite: (stage: Stage) => void, values: object = {}): void {
  describe.each(EMPTY_DATABASES)(`${name} on %s`, (_, make) => {
    let running: Running;
    beforeAll(async () => {
      running = await startOn(make, mergeValues({ selfservice: { allowed_return_urls: [UI], flows: FLOWS } }, values));
    });
    afterAll(() => running.close());

    describe.each(CLIENTS)('through %s', (_client, makeClient) => {
      describe.each(VISITORS)('in %s', (_visitor, createVisitor) => {
        suite({
          visitor: () => createVisitor({ makeClient, url: running.zelos.publicUrl }),
          get admin() {
            return makeClient({ url: running.zelos.adminUrl });
          },
          get running() {
            return running;
          },
          async codeFor(recipient) {
            const { data } = await this.admin.call('listCourierMessages', { recipient });
            const code = codeIn(data[0]?.body ?? '');
            if (code === undefined) throw new Error(`no code was sent to ${recipient}`);
            return code;
          },
        });
      });
    });
  });
}

/** Signs somebody new up; they are signed in from then on. */
export async function signUp(visitor: Visitor) {
  const [email, password] = [newEmail(), somePassword()];
  const form = await visitor.start('Registration');
  const { data } = await visitor.submit('Registration', form, { method: 'password', password, traits: { email } });
  return { email, password, outcome: data };
}
