import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { ALPHANUMERIC, createSystemRandom } from '../../lib/random.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import type { Answers } from './answers.ts';
import { type Asker, assenting, createAsker, type Question } from './ask.ts';
import { configurationText, SCHEMA_FILE } from './configuration-text.ts';
import { QUESTIONS } from './questions.ts';
import { schemaText } from './schema-text.ts';

interface InitFlags extends Partial<Readonly<Record<keyof Answers, string>>> {
  readonly directory: string;
  readonly yes?: true;
  readonly force?: true;
}

const CONFIGURATION_FILE = 'kratos.yml';
/** It holds secrets. */
const MODE = 0o600;

async function answersOf(flags: InitFlags, asker: Asker): Promise<Answers> {
  const answer = async <T>(given: string | undefined, question: Question<T>) =>
    given === undefined ? asker.ask(question) : question.read(given);
  return {
    name: await answer(flags.name, QUESTIONS.name),
    url: await answer(flags.url, QUESTIONS.url),
    publicUrl: await answer(flags.publicUrl, QUESTIONS.publicUrl),
    identifier: await answer(flags.identifier, QUESTIONS.identifier),
    dsn: await answer(flags.dsn, QUESTIONS.dsn),
    smtp: await answer(flags.smtp, QUESTIONS.smtp),
  };
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function init(flags: InitFlags, terminal: Terminal): Promise<void> {
  const { directory, force = false } = flags;
  const paths = [join(directory, CONFIGURATION_FILE), join(directory, SCHEMA_FILE)] as const;
  for (const path of paths) {
    if (!force && (await isThere(path))) throw new UsageError(`${path} is there already; --force writes over it.`);
  }
  const asker = flags.yes ? assenting : createAsker(terminal);
  let answers: Answers;
  try {
    answers = await answersOf(flags, asker);
  } finally {
    asker.close();
  }
  await mkdir(directory, { recursive: true });
  // Between the look and the write somebody may have made one.
  const flag = force ? 'w' : 'wx';
  const random = createSystemRandom();
  const secret = () => random.text(32, ALPHANUMERIC);
  const secrets = { signing: secret(), cipher: secret() };
  await writeFile(paths[0], configurationText(answers, secrets), { flag, mode: MODE });
  await writeFile(paths[1], schemaText(answers), { flag });
  const enter = directory === '.' ? '' : `  cd ${directory}\n`;
  const migrate =
    answers.dsn === undefined || answers.dsn.startsWith('sqlite') ? '' : `  zelos migrate sql up -c ${CONFIGURATION_FILE}\n`;
  terminal.out(
    `Wrote ${paths.join(' and ')}. Now:\n${enter}${migrate}  zelos doctor -c ${CONFIGURATION_FILE}\n  zelos serve -c ${CONFIGURATION_FILE}\n`,
  );
}

/** `zelos init` */
export function initCommand(terminal: Terminal): Command {
  const command = new Command('init')
    .description('Ask a few questions, and write a configuration and an identity schema to start with.')
    .option('-y, --yes', 'do not ask: take what is proposed where no flag says something else')
    .option('--force', 'write over files that are there')
    .option('--directory <folder>', 'where to write kratos.yml and identity.schema.json', '.');
  for (const { flag, text, otherwise } of Object.values(QUESTIONS))
    command.option(`--${flag} <answer>`, `${text} [${otherwise}]`);
  return command
    .addHelpText(
      'after',
      `
Examples:
  zelos init
  zelos init --yes --name Shop --url https://shop.example.org/ --public-url https://id.example.org/ --identifier username`,
    )
    .action((flags: InitFlags) => init(flags, terminal));
}
