import type { Path, ValueMap } from '../merge.ts';

/** Where a value was written. */
export interface Origin {
  readonly file?: string;
  readonly variable?: string;
  readonly flag?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** The text of the environment variable. */
  readonly raw?: string;
}

/** One source of values. */
export interface Layer {
  readonly values: ValueMap;
  /**
   * Where the key at a path is written in this source.
   * @returns undefined when this source does not have it
   */
  originOf(path: Path): Origin | undefined;
  /** Where something below that path is written; only for sources that set single values. */
  holderOf?(path: Path): Origin | undefined;
}

/** A place in a text. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a file says, and where. */
export interface ParsedFile {
  readonly values: ValueMap;
  /** The place of a key; undefined where it is not known. */
  positionOf(path: Path): Position | undefined;
}
