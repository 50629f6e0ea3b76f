import type { Config } from '../config/config.ts';
import { absoluteUrl } from '../flow/absolute-url.ts';
import { createReturnTo, type ReturnToSettings, unusableReturnUrls } from '../flow/return-to.ts';
import type { Log } from './log.ts';

/** Where browsers may be sent after a flow, and where they go unless told otherwise. */
export interface ReturnUrls {
  readonly returnTo: { check(candidate: string): string };
  /** `selfservice.default_browser_return_url`, absolute. */
  readonly defaultUrl: string;
}

/** As configured; entries that cannot be used are told. @param publicUrl without a slash at the end */
export function createReturnUrls({ selfservice, featureFlags }: Config, publicUrl: string, log: Log): ReturnUrls {
  const settings: ReturnToSettings = {
    allowed: selfservice.allowedReturnUrls,
    defaultUrl: absoluteUrl(selfservice.defaultBrowserReturnUrl, publicUrl),
    publicUrl,
    allowUnboundedWildcards: featureFlags.legacyAllowInsecureOrigins,
  };
  for (const url of unusableReturnUrls(settings)) {
    log.warn(
      { url },
      'An entry of selfservice.allowed_return_urls is passed over: it is no URL, or its wildcard allows domains of others.',
    );
  }
  return { returnTo: createReturnTo(settings), defaultUrl: settings.defaultUrl };
}
