// Reports as tables in Markdown. A figure with a target is marked: ✓ reached, ✗ missed.
import { readFileSync } from 'node:fs';
import { figure } from '../lib/report.mjs';
import {
  GROWTH_TARGET,
  IMPORT_TARGETS,
  REST_MEBIBYTES_TARGET,
  START_SECONDS_TARGET,
  TWO_PROCESS_TARGETS,
  WORKLOAD_TARGETS,
} from '../targets.mjs';

const DATABASES = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

const referenceOf = (database) =>
  JSON.parse(readFileSync(new URL(`../results/reference-${database}-50k.json`, import.meta.url), 'utf8'));

const isMeasured = (value) => value !== undefined && value !== null && Number.isFinite(value);
const grouped = (value) => (value >= 1000 ? Math.round(value).toLocaleString('en-US') : figure(value));
const marked = (value, target, reached) => (target === undefined || !isMeasured(value) ? '' : reached ? ' ✓' : ' ✗');
const atLeast = (value, target) => marked(value, target, value >= target);
const atMost = (value, target) => marked(value, target, value <= target);
const target = (sign, value) => (value === undefined ? '–' : `${sign} ${value >= 1000 ? grouped(value) : value}`);

const markdown = (header, rows) =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const errorCount = ({ errors = {} }) => Object.values(errors).reduce((sum, count) => sum + count, 0);

function conditions({ machine, serverCpus, loadCpus, seedCount, duration, rounds }) {
  const people = seedCount === undefined ? '' : ` ${seedCount.toLocaleString('en-US')} identities;`;
  const windows = `windows of ${duration} s, ${rounds === 1 ? '1 round' : `${rounds} rounds, median`}`;
  return `${machine};${people} server on CPU ${serverCpus.join(', ')}, load on ${loadCpus.join(', ')}; ${windows}.`;
}

const WORKLOAD_HEADER = [
  ...[
    'workload',
    'per s',
    'ratio',
    'reference',
    'target',
    'CPU s/1000',
    'reference',
    'target',
    'p99 ms',
    'spread',
    'errors',
  ],
];

/** A figure of the reference with errors in it is none. */
const ofReference = (result, key) => (!result ? '–' : errorCount(result) > 0 ? 'errors' : figure(result[key]));

function workloadRow(result, reference, wanted, database) {
  if (result.skipped) return [`\`${result.name}\``, ...WORKLOAD_HEADER.slice(1, -1).map(() => '–'), result.skipped];
  const { name, perSecond, identitiesPerSecond, ratio, cpuPer1000, p99Ms, spread, loadSaturated } = result;
  const least = wanted?.ratio?.[database];
  const identities = wanted?.identitiesPerSecond?.[database];
  const errors = errorCount(result);
  const rate = `${grouped(perSecond)}${loadSaturated ? '*' : ''}`;
  return [
    `\`${name}\``,
    identitiesPerSecond
      ? `${rate} (${grouped(identitiesPerSecond)} identities/s${atLeast(identitiesPerSecond, identities)})`
      : rate,
    `${figure(ratio)}${atLeast(ratio, least)}`,
    ofReference(reference, 'ratio'),
    identities ? `≥ ${grouped(identities)} identities/s` : target('≥', least),
    `${figure(cpuPer1000)}${atMost(cpuPer1000, wanted?.cpuPer1000)}`,
    ofReference(reference, 'cpuPer1000'),
    target('≤', wanted?.cpuPer1000),
    grouped(p99Ms),
    `${Math.round(spread * 100)} %`,
    errors > 0 ? `${errors} ✗` : '0',
  ];
}

function workloadTable(report, targets, database) {
  const reference = referenceOf(database);
  const rows = report.workloads.map((result) =>
    workloadRow(
      result,
      reference.workloads.find(({ name }) => name === result.name),
      targets[result.name],
      database,
    ),
  );
  const saturated = report.workloads.some(({ loadSaturated }) => loadSaturated);
  const note = '`*`: the load generator used more than 95 % of a CPU, so the server may do more.';
  return [conditions(report), '', markdown(WORKLOAD_HEADER, rows), ...(saturated ? ['', note] : [])].join('\n');
}

const sizeName = (size) => size.toLocaleString('en-US');

function growthTable({ levels, ...report }, database) {
  const [first, last] = [levels[0], levels.at(-1)];
  const of = (level, name) => level.workloads.find((workload) => workload.name === name);
  const header = [
    'workload',
    ...levels.map(({ size }) => `CPU s/1000 at ${sizeName(size)}`),
    'growth',
    'target',
    ...levels.map(({ size }) => `p50 ms at ${sizeName(size)}`),
    'errors',
  ];
  const rows = first.workloads.map(({ name }) => {
    const grown = of(last, name).cpuPer1000 / of(first, name).cpuPer1000;
    return [
      `\`${name}\``,
      ...levels.map((level) => figure(of(level, name).cpuPer1000)),
      `${figure(grown)}${atMost(grown, GROWTH_TARGET)}`,
      target('≤', GROWTH_TARGET),
      ...levels.map((level) => figure(of(level, name).p50Ms)),
      String(levels.reduce((sum, level) => sum + errorCount(of(level, name)), 0)),
    ];
  });
  return [`${DATABASES[database]}. ${conditions(report)}`, '', markdown(header, rows)].join('\n');
}

/** Start, memory, import and size: what a run finds out before the workloads begin. */
function restTable(runs) {
  const header = [
    '',
    ...runs.map(({ title }) => title),
    ...runs.map(({ database }) => `reference, ${DATABASES[database]}`),
    'target',
  ];
  const row = (what, of, mark, wanted) => [
    what,
    ...runs.map(({ report, database }) => `${grouped(of(report))}${mark(of(report), database)}`),
    ...runs.map(({ database }) => grouped(of(referenceOf(database)))),
    wanted,
  ];
  const none = () => '';
  return markdown(header, [
    row(
      'ready on the empty database (of PostgreSQL: with its schema), s',
      ({ start }) => start.emptySeconds,
      (value) => atMost(value, START_SECONDS_TARGET),
      `≤ ${START_SECONDS_TARGET}`,
    ),
    row(
      'ready on the full database, s (median of 5)',
      ({ start }) => start.seededSeconds,
      (value) => atMost(value, START_SECONDS_TARGET),
      `≤ ${START_SECONDS_TARGET}`,
    ),
    row(
      'memory at rest, MiB (pss)',
      ({ memory }) => memory.idle.pssMiB,
      (value) => atMost(value, REST_MEBIBYTES_TARGET),
      `≤ ${REST_MEBIBYTES_TARGET}`,
    ),
    row('memory after all workloads, MiB (pss)', ({ memory }) => memory.end.pssMiB, none, '–'),
    row(
      'import, identities/s',
      ({ imported }) => imported.count / imported.seconds,
      (value, database) => atLeast(value, IMPORT_TARGETS[database]),
      `≥ ${grouped(IMPORT_TARGETS.sqlite)}, ${grouped(IMPORT_TARGETS.postgres)}`,
    ),
    row('database, bytes per identity', ({ database }) => database.bytesPerIdentity, none, '–'),
  ]);
}

/**
 * @param {Record<string, object>} reports by the names of the steps in plan.mjs
 * @returns {Record<string, string>} tables by the names of their places in the document; those without a report are missing
 */
export function rendered(reports) {
  const tables = {};
  for (const database of Object.keys(DATABASES)) {
    const [one, two, growth] = ['one', 'two', 'growth'].map((kind) => reports[`${database}-${kind}`]);
    if (one) tables[`${database}-one`] = workloadTable(one, WORKLOAD_TARGETS, database);
    if (two) tables[`${database}-two`] = workloadTable(two, TWO_PROCESS_TARGETS, database);
    if (growth) tables[`${database}-growth`] = growthTable(growth, database);
  }
  const runs = Object.keys(DATABASES)
    .map((database) => ({ database, title: DATABASES[database], report: reports[`${database}-one`] }))
    .filter(({ report }) => report?.complete);
  if (runs.length > 0) tables.rest = restTable(runs);
  return tables;
}
