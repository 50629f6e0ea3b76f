import type { Channel } from './channel.ts';
import type { CourierLog } from './courier-log.ts';

/** What could move the cursor of a terminal, or colour it. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

const indented = (text: string) => text.trimEnd().replaceAll('\n', '\n  ');

/** Prints messages instead of sending them, where a person develops, or tries the server out. */
export function createLogChannel(log: CourierLog): Channel {
  return {
    async deliver({ recipient, subject, body }) {
      const heading = subject === '' ? '' : `\n  ${subject}\n`;
      log.info({}, `message for ${recipient}:${heading}\n  ${indented(body)}\n`.replaceAll(CONTROL, ''));
    },
  };
}
