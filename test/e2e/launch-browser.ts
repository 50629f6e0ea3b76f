import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a Chromium without a window: the one of the development dependencies, or else an installed one.
 * @throws Error when there is neither
 */
export async function launchBrowser(): Promise<Browser> {
  const unpacked = await unpackChromium();
  const executable = unpacked?.executable ?? INSTALLED.find((path) => existsSync(path));
  if (executable === undefined) {
    throw new Error(`There is no browser to test with: install Chromium, so that there is one of ${INSTALLED.join(', ')}.`);
  }
  return chromium.launch({
    executablePath: executable,
    args: FLAGS,
    env: { ...(process.env as Record<string, string>), ...unpacked?.env },
  });
}
