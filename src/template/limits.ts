/** Bounds that keep a template from holding up the server. */
export const LIMITS = {
  /** Characters of one source. */
  source: 1024 * 1024,
  /** How deep parentheses and blocks can be nested. */
  nesting: 200,
  /** Nodes that are evaluated, elements that functions walk over. */
  steps: 200_000,
  /** Templates that call each other. */
  calls: 100,
  /** Characters of the output, and of every text that a function makes. */
  output: 1024 * 1024,
  /** Elements of a list that a function makes. */
  elements: 10_000,
  /** How deep values can be nested. */
  values: 200,
} as const;
