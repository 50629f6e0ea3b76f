import { parseTree } from '../../json/tree.ts';
import type { Counts } from '../../kratos-import/count-source.ts';
import type { ImportReport } from '../../kratos-import/import-kratos.ts';
import { NOTE_TEXTS } from '../../kratos-import/notes.ts';
import type { Tally } from '../../kratos-import/tally.ts';
import type { Result } from '../print/print-result.ts';

const HEADERS = ['WHAT', 'IN KRATOS', 'TAKEN OVER', 'THERE BEFORE', 'FAILED', 'FOUND HERE'];

const KINDS: readonly (readonly [label: string, kind: keyof Counts])[] = [
  ['credentials', 'credentials'],
  ['identifiers', 'identifiers'],
  ['verifiable addresses', 'verifiableAddresses'],
  ['recovery addresses', 'recoveryAddresses'],
];

const shown = (count: number | undefined) => (count === undefined ? undefined : String(count));
const tallied = ({ taken, present, failed }: Tally) => [taken, present, failed].map(String);

function rowsOf({ source, identities, sessions, messages, verification }: ImportReport): Result['rows'] {
  const found = verification?.found;
  return [
    ['identities', shown(source.identities), ...tallied(identities), shown(found?.identities)],
    ...KINDS.map(([label, kind]) => [label, shown(source[kind]), undefined, undefined, undefined, shown(found?.[kind])]),
    ...(sessions ? [['sessions', undefined, ...tallied(sessions), undefined]] : []),
    ...(messages ? [['messages', undefined, ...tallied(messages), undefined]] : []),
  ];
}

const countsDocument = ({ identities, credentials, identifiers, verifiableAddresses, recoveryAddresses }: Counts) => ({
  identities,
  credentials,
  identifiers,
  verifiable_addresses: verifiableAddresses,
  recovery_addresses: recoveryAddresses,
});

const tallyDocument = ({ taken, present, failed }: Tally) => ({ taken_over: taken, there_before: present, failed });

/** What became of it all, as a table and for programs. */
export function kratosReport(report: ImportReport): Result {
  const { network, source, identities, sessions, messages, notes, verification, complete } = report;
  const document = {
    network,
    complete,
    source: countsDocument(source),
    identities: tallyDocument(identities),
    ...(sessions && { sessions: tallyDocument(sessions) }),
    ...(messages && { messages: tallyDocument(messages) }),
    notes: notes.map(({ kind, count, examples }) => ({ kind, count, text: NOTE_TEXTS[kind], examples })),
    ...(verification && {
      verification: {
        holds: verification.holds,
        expected: countsDocument(verification.expected),
        found: countsDocument(verification.found),
        missing: verification.missing,
        changed_since: verification.changedSince,
      },
    }),
  };
  return { headers: HEADERS, rows: rowsOf(report), json: parseTree(JSON.stringify(document)) };
}
