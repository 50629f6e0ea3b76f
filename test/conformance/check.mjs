// Replays the recorded exchanges against this checkout: `npm run conformance [-- --profile identities --dsn …]`.
// A newer copy of the recordings beside the checkout (../shared/conformance) is used when there is one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const newer = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url));
const recordings = existsSync(`${newer}run.mjs`) ? newer : fileURLToPath(new URL('./', import.meta.url));

/** The profiles of the parts that exist. */
const PROFILES = ['identities', 'listing'];

const asked = process.argv.slice(2);
const profiles = asked.includes('--profile') ? [undefined] : PROFILES;
let failed = false;
for (const profile of profiles) {
  const args = [`${recordings}run.mjs`, 'check', '--start', `exec ${root}bin/zelos serve -c {config} --auto-migrate`, ...(profile ? ['--profile', profile] : []), ...asked];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
