import type { Path } from './path.ts';

/** How an address is reached. */
export type Via = 'email' | 'sms';

export interface TraitAddress {
  readonly via: Via;
  readonly value: string;
}

/** What a collection holds: a value and where it was found first. */
interface FoundAt<T> {
  readonly value: T;
  readonly path: Path;
}

/** Identifiers or addresses in the order of their discovery, each once. */
export class Collection<T> {
  readonly #byKey = new Map<string, FoundAt<T>>();

  add(key: string, value: T, path: Path): void {
    if (!this.#byKey.has(key)) this.#byKey.set(key, { value, path });
  }

  values(): T[] {
    const values: T[] = [];
    for (const { value } of this.#byKey.values()) values.push(value);
    return values;
  }

  entries(): Iterable<FoundAt<T>> {
    return this.#byKey.values();
  }
}

/** What the keyword `ory.sh/kratos` found in one run. */
export class FoundTraits {
  readonly password = new Collection<string>();
  readonly webauthn = new Collection<string>();
  readonly code = new Collection<TraitAddress>();
  readonly verifiable = new Collection<TraitAddress>();
  readonly recovery = new Collection<TraitAddress>();
}
