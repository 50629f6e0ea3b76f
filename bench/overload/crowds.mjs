// The clients of an overload: one process on each load CPU (crowd.mjs), and the sum of what they saw.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onCpus } from '../lib/cpus.mjs';
import { addedUp } from '../lib/load.mjs';

const CROWD = fileURLToPath(new URL('./crowd.mjs', import.meta.url));
const STRANGE = 5;
const NOTHING = { slowestMs: 0, slowest: '' };

export class Crowds {
  #processes;
  #laps = [];
  /** Counts by status, the slowest answer, examples of answers that are neither success nor refusal. */
  total = { ...NOTHING, statuses: {}, strange: [] };

  /** Lets them in. @param {{server: object, dataDir: string, cpus: number[], connections: number, deaf: number}} options */
  constructor({ server, dataDir, cpus, connections, deaf }) {
    const part = (all, index) => Math.floor((all + index) / cpus.length);
    this.#processes = cpus.map((cpu, index) => {
      const [execPath, ...execArgv] = onCpus([cpu], [process.execPath]);
      const crowd = fork(CROWD, { execPath, execArgv });
      crowd.on('message', (lap) => this.#laps.push(lap));
      crowd.send({
        targets: { public: server.public, admin: server.admin },
        dataDir,
        share: { index, of: cpus.length },
        connections: part(connections, index),
        deaf: part(deaf, index),
      });
      return crowd;
    });
  }

  /** What they saw since the last call. */
  lap() {
    const laps = this.#laps;
    this.#laps = [];
    const slower = (one, other) => (other.slowestMs > one.slowestMs ? other : one);
    const { slowestMs, slowest } = laps.reduce(slower, NOTHING);
    const lap = { statuses: addedUp(laps.map(({ statuses }) => statuses)), slowestMs, slowest };
    const { statuses, strange } = this.total;
    this.total = {
      ...slower(this.total, lap),
      statuses: addedUp([statuses, lap.statuses]),
      strange: [...strange, ...laps.flatMap((one) => one.strange)].slice(0, STRANGE),
    };
    return lap;
  }

  /** All go home at once. */
  leave() {
    for (const crowd of this.#processes) crowd.kill();
  }
}
