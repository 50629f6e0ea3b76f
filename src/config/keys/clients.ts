import { flag, list, openSection, optional, section, text, textMap, uri, uriReference } from './kinds.ts';

/** `oauth2_provider`: the OAuth2 server that this one signs users in for. */
export const oauth2Provider = section('The OAuth2 server that this one signs users in for.', {
  url: optional(uri('URL of its admin API; without it login challenges are refused.')),
  headers: optional(textMap('Headers of each call.', { secret: true })),
  override_return_to: flag('Sends users back to the OAuth2 request instead of return_to.', false),
});

/** `clients`: calls that this server makes. */
export const clients = openSection('Limits of the calls that this server makes.', {
  http: openSection('Calls over HTTP.', {
    disallow_private_ip_ranges: flag('Refuses calls to addresses that are not public.', false),
    private_ip_exception_urls: list('URLs, * allowed, that may be called all the same.', uriReference('A URL.'), { default: [] }),
  }),
  smtp: openSection('Calls to mail servers.', {
    disallow_private_ip_ranges: flag('Refuses mail servers whose address is not public.', false),
  }),
  web_hook: openSection('Calls of hooks.', {
    header_allowlist: list('Headers of the user’s request that a hook may see.', text('A header.'), {
      default: [
        'Accept',
        'Accept-Encoding',
        'Accept-Language',
        'Content-Length',
        'Content-Type',
        'Origin',
        'Priority',
        'Referer',
        'Sec-Ch-Ua',
        'Sec-Ch-Ua-Mobile',
        'Sec-Ch-Ua-Platform',
        'Sec-Fetch-Dest',
        'Sec-Fetch-Mode',
        'Sec-Fetch-Site',
        'Sec-Fetch-User',
        'True-Client-Ip',
        'User-Agent',
      ],
    }),
  }),
});
