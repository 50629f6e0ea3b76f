import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';

/**
 * The commit that a folder is checked out at, and its time; not of a repository around it. Builds without the repository, as in
 * containers, say it in ZELOS_COMMIT and ZELOS_COMMIT_TIME.
 * @returns an empty object where it is not known
 */
export function originOf(root, env = process.env) {
  if (env.ZELOS_COMMIT) return { commit: env.ZELOS_COMMIT, ...(env.ZELOS_COMMIT_TIME && { time: env.ZELOS_COMMIT_TIME }) };
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    if (realpathSync(git('rev-parse', '--show-toplevel')) !== realpathSync(root)) return {};
    const [commit, time] = git('log', '-1', '--format=%H %cI').split(' ');
    return { commit, time };
  } catch {
    return {};
  }
}
