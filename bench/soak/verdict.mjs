// The report of a run as text, and whether it was a good one.
import { figure, table } from '../lib/report.mjs';

const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What makes the run a failure; empty when nothing does. */
export function complaintsOf({ wrong, errors, memory, verified }) {
  return [
    ...(wrong.count > 0 ? [`${wrong.count} things were wrong`] : []),
    ...(total(errors.outside) > 0 ? [`${total(errors.outside)} errors outside of faults`] : []),
    ...(memory.flat === false ? ['memory grew'] : []),
    ...(verified ? [] : ['the verification at the end did not take place']),
  ];
}

function latencyTable({ inside, outside }) {
  const header = [
    'operation',
    'count',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'max ms',
    'in faults: count',
    'p50 ms',
    'p99 ms',
    'max ms',
  ];
  const rows = Object.entries(outside).map(([what, latency]) => {
    const { count, p50Ms, p95Ms, p99Ms, maxMs } = latency;
    const fault = inside[what] ?? { count: 0 };
    const calm = [p50Ms, p95Ms, p99Ms, maxMs].map(figure);
    return [what, count, ...calm, fault.count, ...[fault.p50Ms, fault.p99Ms, fault.maxMs].map(figure)];
  });
  return table(header, rows);
}

const counts = (of) =>
  Object.entries(of)
    .map(([what, count]) => `${what} × ${count}`)
    .join(', ') || 'none';

export function textOf(report) {
  const {
    label,
    machine,
    minutes,
    lanes,
    acknowledged,
    errors,
    examples,
    wrong,
    faults,
    memory,
    verified,
    complaints,
  } = report;
  const growth = memory.flat === undefined ? 'too short to judge' : memory.flat ? 'flat' : 'not flat';
  return [
    `${label}; ${machine}; ${minutes} min, ${lanes} lanes`,
    `acknowledged writes: ${counts(acknowledged)}`,
    `faults: ${faults.map(({ name, seconds }) => `${name} (${figure(seconds)} s)`).join('; ') || 'none'}`,
    `errors in faults: ${counts(errors.inside)}`,
    `errors outside: ${counts(errors.outside)}`,
    ...examples.outside.map((example) => `  ${example}`),
    `wrong: ${wrong.count}`,
    ...wrong.examples.map((example) => `  ${example}`),
    verified
      ? `at the end: ${verified.people} people and ${verified.sessions} sessions looked at, and the whole list`
      : 'no verification at the end',
    `memory of the server, MiB (its own, without mapped files): ${figure(memory.firstThirdMiB)} in the first third after the warm-up, ${figure(memory.lastThirdMiB)} in the last: ${growth}; at most ${figure(memory.largestMiB)}, one process ${figure(memory.largestProcessMiB)}`,
    '',
    latencyTable(report.latencies),
    '',
    complaints.length === 0 ? 'PASSED: nothing was lost, nothing was wrong' : `FAILED: ${complaints.join('; ')}`,
  ].join('\n');
}
