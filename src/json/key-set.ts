/** The keys of one object while it is read. Most objects are small: up to eight keys are compared one by one. */
export class KeySet {
  #few: string[] = [];
  #many: Set<string> | undefined;

  /** @returns false when the key was there already */
  add(key: string): boolean {
    if (this.#many) {
      const before = this.#many.size;
      return this.#many.add(key).size > before;
    }
    if (this.#few.includes(key)) return false;
    this.#few.push(key);
    if (this.#few.length > 8) this.#many = new Set(this.#few);
    return true;
  }
}
