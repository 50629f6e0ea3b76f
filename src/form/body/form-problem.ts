import { ApiError } from '../../error/api-error.ts';

/** Why the fields of a form could not be read. The decoder that knows the method makes an ApiError of it. */
export class FormProblem extends Error {
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(message);
    this.name = 'FormProblem';
    this.rule = rule;
  }
}

/** Runs a reader of forms. @throws ApiError `submission_form` for its problems */
export function readingForm<T>(method: string, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof FormProblem)) throw problem;
    throw new ApiError('submission_form', { params: { method, problem: problem.message }, details: { rule: problem.rule } });
  }
}
