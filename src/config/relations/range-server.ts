import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';
import { rangeServerUrl } from '../range-server-url.ts';

/** The server that is asked about leaked passwords has to be one that can be called. */
export function* rangeServer({ selfservice }: Values): Generator<Finding> {
  const { haveibeenpwned_enabled, haveibeenpwned_host } = selfservice.methods.password.config;
  if (!haveibeenpwned_enabled || rangeServerUrl(haveibeenpwned_host)) return;
  yield {
    path: ['selfservice', 'methods', 'password', 'config', 'haveibeenpwned_host'],
    expected: 'a host, a host with a port, or a URL that starts with http:// or https://',
    hint: 'To look no passwords up, set haveibeenpwned_enabled to false.',
  };
}
