import type { FlowKind } from '../../../src/store/flow-store.ts';
import { keepCookie } from '../../clients/cookie-jar.ts';
import type { Answer } from '../../http/http-client.ts';
import type { Dice } from '../dice.ts';

/** Something that keeps cookies. */
export interface Browser {
  readonly cookies: Map<string, string>;
}

export interface KnownFlow {
  readonly kind: FlowKind;
  readonly id: string;
  readonly isNative: boolean;
  /** The last token that the server put into its form. */
  readonly csrf: string;
  readonly browser: Browser | undefined;
}

/** What everybody knows who is part of the play: what the server handed out, and to whom. */
export interface World {
  readonly browsers: readonly Browser[];
  readonly flows: KnownFlow[];
  readonly sessionTokens: string[];
  readonly logoutTokens: string[];
  readonly errorIds: string[];
  /** Codes and tokens of links, as messages and administrators tell them. */
  readonly codes: { readonly flow?: string | undefined; readonly code: string }[];
  readonly links: { readonly flow: string; readonly token: string }[];
  /** Secrets that were sent where they do not belong: they may come back. */
  readonly exposed: Set<string>;
}

export const PEOPLE = 16;
/** Part of every password: whatever shows it shows a password. */
export const HUSH = 'hush-hush';
export const emailOf = (person: number) => `person-${person}@example.org`;
export const passwordOf = (person: number) => `${HUSH}-Zebra-91-${person}`;

const KEPT = 60;

export function createWorld(): World {
  return {
    browsers: Array.from({ length: 8 }, () => ({ cookies: new Map<string, string>() })),
    flows: [],
    sessionTokens: [],
    logoutTokens: [],
    errorIds: [],
    codes: [],
    links: [],
    exposed: new Set(),
  };
}

export function remember<T>(list: T[], ...values: readonly T[]): void {
  list.push(...values);
  if (list.length > KEPT) list.splice(0, list.length - KEPT);
}

export const pickOr = <T>(list: readonly T[], otherwise: T, dice: Dice): T => (list.length === 0 ? otherwise : dice.pick(list));

const FLOW = /"id":"([0-9a-f-]{36})","type":"(browser|api)"/;
const ACTION = /\/self-service\/(login|registration|settings|recovery|verification)\?flow=([0-9a-f-]{36})/;
const CSRF = /"name":"csrf_token","type":"hidden","value":"([^"]*)"/;

/** Learns what an answer tells. */
export function learn(world: World, browser: Browser | undefined, answer: Answer): void {
  const { text, headers } = answer;
  if (browser) for (const line of headers['set-cookie'] ?? []) keepCookie(browser.cookies, line);
  const [, id, type] = FLOW.exec(text) ?? [];
  const [, kind, ofAction] = ACTION.exec(text) ?? [];
  if (id !== undefined && id === ofAction) {
    const csrf = CSRF.exec(text)?.[1] ?? '';
    remember(world.flows, { kind: kind as FlowKind, id, isNative: type === 'api', csrf, browser });
  }
  for (const [, token = ''] of text.matchAll(/"(?:ory_)?session_token":"([^"]+)"/g)) remember(world.sessionTokens, token);
  for (const [, token = ''] of text.matchAll(/"logout_token":"([^"]+)"/g)) remember(world.logoutTokens, token);
  const location = String(headers.location ?? '');
  const shown = /:4455\/(\w+)\?(?:.*&)?(flow|id)=([0-9a-f-]{36})/.exec(location);
  if (!shown) return;
  const [page, name, value] = shown.slice(1) as [string, string, string];
  if (name === 'id') remember(world.errorIds, value);
  else remember(world.flows, { kind: page as FlowKind, id: value, isNative: false, csrf: '', browser });
}
