import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

const run = promisify(execFile);

const PACKED = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin');
/** Goes with node_modules, and is made anew with it. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** A Chromium that brings its libraries and fonts along. */
export interface UnpackedChromium {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The fonts of the package and no others: pages look the same on every machine. */
const fontsOf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;

const inflate = (file: string, to: string) =>
  pipeline(createReadStream(join(PACKED, file)), createBrotliDecompress(), createWriteStream(to));

async function inflateTar(name: string, folder: string): Promise<void> {
  const tar = join(folder, `${name}.tar`);
  await inflate(`${name}.tar.br`, tar);
  await run('tar', ['-x', '-f', tar, '-C', folder]);
  await rm(tar);
}

/** @param later where the folder will be */
async function unpackInto(folder: string, later: string): Promise<void> {
  const program = join(folder, 'chromium');
  await Promise.all([inflate('chromium.br', program), inflateTar('al2023', folder), inflateTar('fonts', folder)]);
  await writeFile(join(folder, 'fonts.conf'), fontsOf(later));
  await chmod(program, 0o755);
}

/**
 * Unpacks the Chromium of the development dependency, once for each installation.
 * @returns undefined where there is none for this machine: the package has Linux on x64 only
 */
export async function unpackChromium(): Promise<UnpackedChromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(PACKED)) return undefined;
  const folder = join(CACHE, 'chromium');
  if (!existsSync(folder)) {
    await mkdir(CACHE, { recursive: true });
    // Several test files may be at it: the folder appears as a whole, and the first one counts.
    const own = await mkdtemp(join(CACHE, 'chromium-'));
    try {
      await unpackInto(own, folder);
      await rename(own, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }
  return {
    executable: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}
