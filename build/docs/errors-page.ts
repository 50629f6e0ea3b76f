import { ERRORS } from '../../src/error/catalogue.ts';
import type { ErrorKind } from '../../src/error/error-kind.ts';
import { cell, code, madeFrom, page, table } from './markdown.ts';

const INTRODUCTION = `What a client can get, by status. The stable name of an error is \`error.details.code\`; \`error.id\` is the name that Ory's API has for some of them, and
\`error.message\` and \`error.reason\` are the texts of that API, in which \`{…}\` is filled in. \`error.details.hint\` is the last column here.

What is wrong with a form of a self-service flow is not an error but a message on the form: [messages](../messages.md). Errors marked with ° are answered without code and hint,
since Ory's API has details of its own there.`;

function row([name, kind]: readonly [string, ErrorKind]): readonly string[] {
  const id = kind.id === undefined ? '' : `<br>id ${code(kind.id)}`;
  const texts = [kind.message, kind.reason].filter((text) => text !== undefined).map(cell);
  return [`${code(name)}${kind.ownDetails ? '°' : ''}${id}`, texts.join('<br>'), cell(kind.hint ?? '')];
}

/** `docs/reference/errors.md`, from the table of errors. */
export function errorsPage(): string {
  const all: [string, ErrorKind][] = Object.entries(ERRORS);
  const statuses = [...new Set(all.map(([, { status }]) => status))].sort((a, b) => a - b);
  const sections = statuses.flatMap((status) => [
    `## ${status}`,
    table(['Code', 'Message, reason', 'What to do'], all.filter(([, kind]) => kind.status === status).map(row)),
  ]);
  return page('# Errors', madeFrom('src/error/catalogue.ts'), INTRODUCTION, ...sections);
}
