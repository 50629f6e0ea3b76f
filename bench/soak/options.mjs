// The options of soak.mjs, in the form of lib/options.mjs.
const number = (value) => Number(value);

export const SOAK = {
  minutes: ['20', 'how long the load lasts', number],
  database: ['postgres', 'sqlite or postgres; a PostgreSQL is started for the run'],
  workers: ['2', 'processes of the server: {workers} in the command that starts it', number],
  start: [
    'exec bin/zelos serve -c {config} --auto-migrate --workers {workers}',
    'command that, in the folder of the project, starts the server; {config} and {dir} are filled in, too',
  ],
  lanes: ['16', 'users at once; each knows its own people, so it can tell what must be there', number],
  pause: ['0', 'milliseconds between two operations of a lane', number],
  people: ['200', 'about so many people in each lane at a time', number],
  faults: [
    'worker,freeze,database,restart',
    'faults in turn: kill -9 of a worker, stopping and continuing the database, kill -9 of the database, restart of the server; or none',
    (value) => value.split(','),
  ],
  'fault-every': [undefined, 'seconds between two faults (default: 16 of them, at least 20 s)', number],
  grace: ['5', 'seconds after a fault in which errors are forgiven', number],
  sabotage: [false, 'delete somebody behind the back of the run, which has to find out: a check of the check'],
  'postgres-port': ['18481', 'port of the PostgreSQL', number],
  'public-port': ['18433', 'port of the public listener', number],
  'admin-port': ['18434', 'port of the admin listener', number],
  dir: [
    undefined,
    'folder to keep, with the log of the server (default: a temporary folder, removed when all was right)',
  ],
  json: [undefined, 'file for the report'],
  help: [false, 'this text'],
};
