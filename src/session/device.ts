import { EMPTY_LIST, type JsonText } from '../json/json-text.ts';
import type { Random } from '../lib/random.ts';
import type { ClientInfo } from './client-info.ts';

/** An entry of the list of devices of a session, as JSON text. */
function deviceOf({ ip, userAgent, location }: ClientInfo, random: Random): string {
  return JSON.stringify({ id: random.uuid(), ip_address: ip, user_agent: userAgent, location });
}

/** A stored list of devices with one more at its end. */
export function withDevice(devices: JsonText, client: ClientInfo, random: Random): JsonText {
  const device = deviceOf(client, random);
  return (devices === EMPTY_LIST ? `[${device}]` : `${devices.slice(0, -1)},${device}]`) as JsonText;
}
