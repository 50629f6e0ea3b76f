import { dict, text } from '../argument.ts';
import { ValueFault } from '../template-error.ts';
import { type Functions, of } from '../template-function.ts';
import type { Dict, Value } from '../value.ts';

/** RFC 3986, appendix B, with the authority taken apart. */
const URL_PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    throw new ValueFault('a percent sign in the URL is not followed by two hexadecimal digits', { cause: error });
  }
}

function parsed(url: string): Dict {
  const [, scheme = '', userinfo = '', host = '', path = '', query = '', fragment = ''] = URL_PARTS.exec(url) ?? [];
  const opaque = scheme !== '' && host === '' && !path.startsWith('/') ? path : '';
  const hostname = host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  return new Map<string, Value>([
    ['scheme', scheme.toLowerCase()],
    ['host', host],
    ['hostname', hostname],
    ['path', opaque === '' ? decoded(path) : ''],
    ['query', query],
    ['opaque', opaque],
    ['fragment', decoded(fragment)],
    ['userinfo', userinfo],
  ]);
}

function joined(parts: Dict): string {
  const part = (name: string) => text(parts.get(name) ?? '');
  const path = encodeURI(part('path')).replace(/[?#]/g, encodeURIComponent);
  const scheme = part('scheme') && `${part('scheme')}:`;
  const host = part('host') && `//${part('userinfo') && `${part('userinfo')}@`}${part('host')}`;
  const gap = host && path && !path.startsWith('/') ? '/' : '';
  const end = `${part('query') && `?${part('query')}`}${part('fragment') && `#${encodeURI(part('fragment'))}`}`;
  return `${scheme}${part('opaque') || `${host}${gap}${path}`}${end}`;
}

/** Functions for URLs. */
export const URLS: Functions = {
  urlParse: of(1, ([url]) => parsed(text(url))),
  urlJoin: of(1, ([parts]) => joined(dict(parts))),
};
