/** What the readers of model files may use for one file, all containers in it together. */
export interface ArtifactLimits {
  /** Opcodes of pickles, fields of protocol buffers, values of headers: what takes time. */
  readonly steps: number;
  /** Bytes that decompressing may make. */
  readonly inflated: number;
  /** Members of archives that are looked into. */
  readonly members: number;
  /** Containers in containers. */
  readonly depth: number;
}

export const ARTIFACT_LIMITS: ArtifactLimits = {
  steps: 60_000_000,
  inflated: 1 << 28,
  members: 10_000,
  depth: 6,
};

/** Bytes of a member that has to be held in memory, since its reader goes back and forth in what a decoder makes. */
export const MOST_IN_MEMORY = 64 * 1024 * 1024;

/** More inflated bytes for each stored one than weights give, from this size on: a bomb. */
export const BOMB_RATIO = 200;
export const BOMB_SIZE = 16 * 1024 * 1024;

export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';

  constructor(readonly what: keyof ArtifactLimits) {
    super(what);
  }
}

/** Counts down; throws `BudgetSpent`, which only `readArtifact` and containers catch. */
export class ArtifactBudget {
  #steps: number;
  #inflated: number;
  #members: number;

  constructor(readonly limits: ArtifactLimits = ARTIFACT_LIMITS) {
    this.#steps = limits.steps;
    this.#inflated = limits.inflated;
    this.#members = limits.members;
  }

  step(count = 1): void {
    if ((this.#steps -= count) < 0) throw new BudgetSpent('steps');
  }

  inflate(bytes: number): void {
    if ((this.#inflated -= bytes) < 0) throw new BudgetSpent('inflated');
  }

  member(): void {
    if (--this.#members < 0) throw new BudgetSpent('members');
  }
}
