// The command line of overload.mjs: that of run.mjs without what has no meaning here.
import { RUN } from '../lib/options.mjs';

const number = (value) => Number(value);
const { start, migrate, dsn, dir, label } = RUN;

export const OVERLOAD = {
  start,
  migrate,
  dsn,
  dir,
  label,
  'after-seed': RUN['after-seed'],
  'server-cpus': RUN['server-cpus'],
  'load-cpus': RUN['load-cpus'],
  'public-port': RUN['public-port'],
  'admin-port': RUN['admin-port'],
  'bare-port': RUN['bare-port'],
  'seed-count': RUN['seed-count'],
  sessions: RUN.sessions,
  'deep-pages': RUN['deep-pages'],
  minutes: ['10', 'length of the overload', number],
  warmup: ['120', 'seconds of it that do not count for memory: the heap grows to its size first', number],
  connections: ['2000', 'connections that read, write and sign in, each with its next request at once', number],
  deaf: ['200', 'connections that ask for pages again and again and never read an answer', number],
  growth: ['15', 'per cent by which memory may grow and still be called flat', number],
  json: RUN.json,
  help: RUN.help,
};
