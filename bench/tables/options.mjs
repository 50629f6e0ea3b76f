// The options of tables.mjs, in the form of lib/options.mjs.
import { fileURLToPath } from 'node:url';

const number = (value) => Number(value);
const list = (value) => value.split(',');
const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const TABLES = {
  databases: ['sqlite,postgres', 'databases to measure', list],
  'seed-count': ['200000', 'identities for the tables of one and of two processes', number],
  sizes: ['10000,100000,1000000', 'numbers of identities for the table of growth', (value) => list(value).map(Number)],
  duration: ['2', 'seconds of each measured window', number],
  rounds: ['3', 'rounds of ceiling and server in turn; the median counts', number],
  quick: [
    false,
    'a look that takes minutes: 20,000 identities, sizes 1,000 and 10,000, one round of 1 s (unless given)',
  ],
  only: [undefined, 'only the workloads whose name contains one of these, separated by commas'],
  start: [
    'exec bin/zelos serve -c {config} --auto-migrate --workers {workers}',
    'command that, in the folder of the project, starts the server; without {workers} in it the runs with two processes are left out',
  ],
  'postgres-settings': [
    'shared_buffers=1GB,max_wal_size=4GB',
    'settings of the PostgreSQL that is started',
    (value) => Object.fromEntries(list(value).map((setting) => setting.split('='))),
  ],
  'postgres-port': ['18481', 'its port', number],
  'public-port': ['18433', 'port of the public listener', number],
  'admin-port': ['18434', 'port of the admin listener', number],
  'bare-port': ['18480', 'port of the bare server', number],
  results: [inProject('bench/results/zelos'), 'folder of the reports; what is complete there is not measured again'],
  fresh: [false, 'measure everything again'],
  render: [false, 'measure nothing: only write the tables from the reports that are there'],
  docs: [inProject('docs/performance.md'), 'document that gets the tables, between its marks'],
  help: [false, 'this text'],
};

/** What --quick is short for. */
export const QUICK = { 'seed-count': '20000', sizes: '1000,10000', duration: '1', rounds: '1' };
