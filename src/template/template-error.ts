/** A template that cannot be read or rendered. The message names the template and the line, and what was expected there. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  /** The file, URL or definition. */
  readonly template: string;
  /** From 1; 0 when no line is to blame. */
  readonly line: number;
  /** The message without template and line. */
  readonly problem: string;

  constructor(template: string, line: number, problem: string, options?: ErrorOptions) {
    super(`template ${JSON.stringify(template)}${line > 0 ? `, line ${line}` : ''}: ${problem}`, options);
    this.template = template;
    this.line = line;
    this.problem = problem;
  }
}

/** What a function says that cannot work with its arguments; the evaluator adds where. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';
}
