/** Things of one kind by name, in the order in which they were added. Whoever needs all of them asks here, so that adding one touches one place. */
export class Registry<Thing extends { readonly kind: string }> {
  readonly #things = new Map<string, Thing>();
  #all: readonly Thing[] = [];

  /** Adds a thing, and gives it back. Throws for a second one of the same name: that is a bug. */
  add<Added extends Thing>(thing: Added): Added {
    if (this.#things.has(thing.kind)) throw new Error(`there are two things called ${thing.kind}`);
    this.#things.set(thing.kind, thing);
    this.#all = [...this.#things.values()];
    return thing;
  }

  /** Takes a thing out again: tests add made-up ones. */
  remove(kind: string): void {
    this.#things.delete(kind);
    this.#all = [...this.#things.values()];
  }

  get(kind: string): Thing | undefined {
    return this.#things.get(kind);
  }

  get all(): readonly Thing[] {
    return this.#all;
  }
}
