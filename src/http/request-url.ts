import type { FastifyRequest } from 'fastify';

const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+=%-]+)(?::\d{0,5})?$/i;
const ABSOLUTE = /^(https?):\/\/([^/?#]*)(.*)$/is;

/** The first element of a header to which every proxy may have added its own. */
function firstOf(header: string | string[] | undefined): string {
  const line = Array.isArray(header) ? header[0] : header;
  return line?.split(',', 1)[0]?.trim() ?? '';
}

const schemeOf = (text: string) => (/^https?$/i.test(text) ? text.toLowerCase() : undefined);
/** Some have the letters of a host and are none, such as `a%zz` and `999.1.1.1`: the URL would not be one either. */
const hostOf = (text: string) => (HOST.test(text) && URL.canParse(`http://${text}`) ? text : undefined);

const isEncrypted = ({ raw: { socket } }: FastifyRequest) => 'encrypted' in socket && socket.encrypted === true;

/**
 * The absolute URL of a request as its client wrote it, with the whole query. The host is that of the request line, else of
 * `X-Forwarded-Host`, else of `Host`; the scheme that of `X-Forwarded-Proto`, else of the request line, else of the connection.
 * Headers that hold no host or neither `http` nor `https` are passed over. What comes out is for the record: nothing may be trusted
 * because of it.
 */
export function requestUrl(request: FastifyRequest): string {
  const { headers } = request;
  const [, lineScheme = '', lineHost = '', rest = request.url] = ABSOLUTE.exec(request.url) ?? [];
  const host = hostOf(lineHost) ?? hostOf(firstOf(headers['x-forwarded-host'])) ?? hostOf(firstOf(headers.host)) ?? 'localhost';
  const scheme =
    schemeOf(firstOf(headers['x-forwarded-proto'])) ?? schemeOf(lineScheme) ?? (isEncrypted(request) ? 'https' : 'http');
  return `${scheme}://${host}${rest.startsWith('/') ? '' : '/'}${rest}`;
}
