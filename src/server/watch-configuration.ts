import { resolve } from 'node:path';
import type { LoadedConfig } from '../config/load-config.ts';
import { watchFiles } from '../config/watch/watch-files.ts';
import { absoluteUrl } from '../document/absolute-url.ts';
import { filesAmong } from '../document/files-among.ts';
import type { Reloader } from './create-reloader.ts';

/** Files are written in pieces, and those of one change one after the other. */
const SETTLE_MS = 200;
const POLL_MS = 5000;

/** Watches over the files of a configuration. */
export interface ConfigurationWatch {
  /** Follows the files of identity schemas that a configuration names, too: before they are read, so that no change is missed. */
  expect(loaded: LoadedConfig): Promise<void>;
  /** From now on what changed is loaded, also what did since the watch began. The log says what comes of it. */
  attach(reloader: Reloader): Promise<void>;
  close(): void;
}

/**
 * Begins before the configuration is loaded for the first time, so that no change is missed: starting may take minutes.
 * @param files paths of configuration files
 */
export async function watchConfiguration(files: readonly string[], cwd: string): Promise<ConfigurationWatch> {
  let attached: Reloader | undefined;
  let isMissed = false;

  async function reload(reloader: Reloader): Promise<void> {
    await reloader.reload().catch(() => {});
    await watch.follow(reloader.files());
  }

  const configFiles = files.map((file) => resolve(cwd, file));
  const watch = await watchFiles({
    paths: configFiles,
    onChange() {
      if (attached) reload(attached);
      else isMissed = true;
    },
    settleMs: SETTLE_MS,
    pollMs: POLL_MS,
  });
  return {
    expect({ config }) {
      const urls = config.identity.schemas.map(({ url }) => absoluteUrl(url, cwd));
      return watch.follow([...configFiles, ...filesAmong(urls)]);
    },
    async attach(reloader) {
      attached = reloader;
      await watch.follow(reloader.files());
      if (isMissed) await reload(reloader);
    },
    close: watch.close,
  };
}
