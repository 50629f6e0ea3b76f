import { type Finding, findingsOf } from './finding.ts';

/** What of the machine a server depends on. */
export interface MachineFacts {
  /** Such as 24.1.0. */
  readonly nodeVersion: string;
  /** Files and connections that a process may have open; undefined where that is not known. */
  readonly openFiles: number | undefined;
}

const LEAST_NODE = 24;
const ENOUGH_FILES = 4096;

/** Node and the limits of the process. */
export function checkMachine({ nodeVersion, openFiles }: MachineFacts): readonly Finding[] {
  const node = findingsOf('node');
  const files = findingsOf('open files');
  const isNew = Number.parseInt(nodeVersion, 10) >= LEAST_NODE;
  return [
    isNew ? node.ok(`Node ${nodeVersion}`) : node.fail(`Node ${nodeVersion} is too old`, `Install Node ${LEAST_NODE} or newer.`),
    ...(openFiles === undefined
      ? []
      : [
          openFiles >= ENOUGH_FILES
            ? files.ok(`${openFiles} files and connections may be open at once`)
            : files.warn(
                `only ${openFiles} files and connections may be open at once, and each request is one`,
                'Raise the limit: `ulimit -n 65536`, or LimitNOFILE=65536 in the unit of systemd.',
              ),
        ]),
  ];
}
