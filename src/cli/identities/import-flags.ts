import { type Command, Option } from 'commander';
import { INPUT_FORMATS, type InputFormat } from '../../transfer/input-row.ts';
import type { FirebaseHashing } from '../../transfer/presets/firebase.ts';
import { PRESETS, type PresetName } from '../../transfer/presets/presets.ts';
import { EXISTING_RULES, type ExistingRule } from '../../transfer/send-batch.ts';
import type { EndpointFlags } from '../endpoint.ts';
import type { OutputFlags } from '../print/output-format.ts';
import { UsageError } from '../report-failure.ts';

/** The flags of `zelos import identities`, as they were written. */
export interface ImportFlags extends EndpointFlags, OutputFlags {
  readonly input: InputFormat | 'auto';
  readonly delimiter: string;
  readonly map: string[];
  readonly schemaId?: string;
  readonly preset?: PresetName;
  readonly provider: string[];
  readonly withoutPasswords?: true;
  readonly auth0Passwords?: string;
  readonly firebaseSignerKey?: string;
  readonly firebaseSaltSeparator: string;
  readonly firebaseRounds: string;
  readonly firebaseMemCost: string;
  readonly onExisting: ExistingRule;
  readonly batchSize: string;
  readonly concurrency: string;
  readonly state?: string;
  readonly restart?: true;
  readonly report?: string;
  readonly dryRun?: true;
}

const each = (value: string, before: readonly string[]) => [...before, value];

/** Adds the flags beside those of the endpoint and the output. */
export const withImportFlags = (command: Command) =>
  command
    .addOption(new Option('--input <format>', 'what the files hold').choices(['auto', ...INPUT_FORMATS]).default('auto'))
    .option(
      '--map <column=place>',
      'where a column of CSV goes: mail=/traits/email, age=/traits/age:number; may be repeated',
      each,
      [],
    )
    .option('--delimiter <character>', 'what stands between the cells of CSV', ',')
    .option('--schema-id <id>', 'identity schema of the rows that name none')
    .addOption(
      new Option('--on-existing <rule>', 'what becomes of somebody who is there').choices(EXISTING_RULES).default('skip'),
    )
    .option('--dry-run', 'check every row and write nothing')
    .option('--report <file>', 'where to write a line of JSON for each row that failed')
    .option('--state <file>', 'where to keep how far the import is (default: beside the file, <file>.zelos-import)')
    .option('--restart', 'begin anew although a run before was stopped')
    .option('--batch-size <rows>', 'rows of a request, 1 to 1000', '500')
    .option('--concurrency <requests>', 'requests at a time, 1 to 64', '4')
    .addOption(new Option('--preset <product>', 'read what another product exported').choices(PRESETS))
    .option('--provider <theirs=ours>', 'with --preset: the id here of a provider there; may be repeated', each, [])
    .option('--without-passwords', 'with --preset: leave password hashes out')
    .option('--auth0-passwords <file>', 'with --preset auth0: the dump of password hashes')
    .option('--firebase-signer-key <base64>', 'with --preset firebase: base64_signer_key of the project')
    .option('--firebase-salt-separator <base64>', 'with --preset firebase: base64_salt_separator', 'Bw==')
    .option('--firebase-rounds <number>', 'with --preset firebase: rounds', '8')
    .option('--firebase-mem-cost <number>', 'with --preset firebase: mem_cost', '14');

/** A whole number within bounds. @throws UsageError */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}.`);
}

/** @throws UsageError when hashes could not be taken over and nobody said that this is meant */
export function firebaseHashing(flags: ImportFlags): FirebaseHashing | undefined {
  if (flags.preset !== 'firebase' || flags.withoutPasswords) return undefined;
  const { firebaseSignerKey: signerKey, firebaseSaltSeparator: saltSeparator } = flags;
  if (signerKey === undefined) {
    throw new UsageError(
      'without --firebase-signer-key nobody could sign in with their password: the console of Firebase shows it ' +
        '(Authentication, Users, password hash parameters). Say --without-passwords if that is meant.',
    );
  }
  return {
    signerKey,
    saltSeparator,
    rounds: wholeNumber('--firebase-rounds', flags.firebaseRounds, 1, 8),
    memCost: wholeNumber('--firebase-mem-cost', flags.firebaseMemCost, 0, 17),
  };
}
