import { isAddressSetEntry } from '../lib/address-set.ts';
import { parseDuration } from './duration.ts';
import { isUri, isUriReference, isUrlOrPath } from './url-syntax.ts';

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

function isHostname(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  return name.length > 0 && name.length <= 253 && name.split('.').every((label) => LABEL.test(label));
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  const domain = text.slice(at + 1);
  return isHostname(domain) || /^\[[0-9A-Fa-f:.]+\]$/.test(domain);
}

function isHostAndPort(text: string): boolean {
  const [, host, bracketed] = /^(?:([^:[\]]+)|(\[[0-9A-Fa-f:.%a-z]+\])):\d*$/.exec(text) ?? [];
  return bracketed !== undefined || (host !== undefined && isHostname(host));
}

const starCount = (text: string) => text.split('*').length - 1;

/** The formats that keys refer to by name. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uri: isUri,
  'uri-reference': isUriReference,
  'url-or-path': isUrlOrPath,
  'uri-or-file': (text) => !/^(http|https|file|base64):\/\//.test(text) || isUri(text),
  'cors-origin': (text) => text === '*' || (starCount(text) < 2 && isUri(text)),
  'host-port': isHostAndPort,
  'host-port-or-uri': (text) => isHostAndPort(text) || isUri(text),
  'duration-range': (text) => parseDuration(text) !== undefined,
  hostname: isHostname,
  email: isEmail,
  proxy: isAddressSetEntry,
};
