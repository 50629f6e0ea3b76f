import type { Path } from './path.ts';
import type { Run } from './run.ts';

export interface ViolationFacts {
  /** `required`: the names that are missing. */
  readonly missing?: readonly string[];
  /** `minLength`, `maxLength`: the characters (code points) that there are. */
  readonly length?: number;
  /** `uniqueItems`: the indices of the two. */
  readonly twins?: readonly [number, number];
  /** The value fits the schema, but cannot serve for what the schema marks it (`ory.sh/kratos`). */
  readonly isMark?: true;
}

/** A rule of the schema that a value breaks. */
export interface Violation {
  /** Where the value is. */
  readonly path: Path;
  /** Where the rule is: `#/properties/traits/properties/age/minimum`. */
  readonly place: string;
  /** The keyword; empty for the sum of several violations. */
  readonly rule: string;
  readonly message: string;
  /** What the schema says there, and the value; shown in the details of the error. */
  readonly expected?: unknown;
  readonly got?: unknown;
  /** What the other members do not say and messages to users are made of. */
  readonly facts?: ViolationFacts;
  readonly causes: readonly Violation[];
}

export interface ViolationParts {
  readonly place: string;
  readonly rule: string;
  readonly message: string;
  readonly expected?: unknown;
  readonly got?: unknown;
  readonly facts?: ViolationFacts;
  readonly causes?: readonly Violation[];
}

/** A violation by the value that the run looks at now. */
export function violation(run: Run, { causes = [], ...parts }: ViolationParts): Violation {
  run.countViolation();
  return { ...parts, path: run.path, causes };
}

/** One violation stands for itself; several become the causes of one. */
export function summed(run: Run, place: string, violations: readonly Violation[]): Violation | undefined {
  const [first] = violations;
  if (violations.length < 2) return first;
  return { path: run.path, place, rule: '', message: 'validation failed', causes: violations };
}
