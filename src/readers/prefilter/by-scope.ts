import type { Outline } from './outline';

/** A name of fewer lines is looked up by going through them. */
const FEW = 32;

/** Lines of a table by the scope that they stand in, so that one of very many functions costs no more than one of few. */
export class LinesByScope {
  readonly #tables = new Map<readonly number[], ReadonlyMap<number, readonly number[]>>();

  readonly #inside = new Map<number, readonly number[]>();

  constructor(private readonly outline: Outline) {}

  /** The lines of code that a scope holds itself. */
  linesIn(scope: number): readonly number[] {
    let inside = this.#inside.get(scope);
    if (!inside) this.#inside.set(scope, (inside = this.#linesIn(scope)));
    return inside;
  }

  #linesIn(scope: number): readonly number[] {
    const { lines } = this.outline;
    const inside: number[] = [];
    for (let index = scope + 1; index < lines.length; index++) {
      const line = lines[index]!;
      if (line.kind === 'comment') continue;
      if (line.scope === scope) {
        if (line.kind !== 'string') inside.push(index);
      } else if (line.scope < scope) break;
    }
    return inside;
  }

  /** Those of the lines that stand in a scope or in one around it. */
  seenFrom(indices: readonly number[] | undefined, scope: number): readonly number[] {
    if (indices === undefined) return [];
    const { lines } = this.outline;
    if (indices.length <= FEW) return indices.filter((index) => this.outline.encloses(lines[index]!.scope, scope));
    const table = this.#tableOf(indices);
    const seen: number[] = [];
    for (let around = scope; ; around = lines[around]!.scope) {
      for (const index of table.get(around) ?? []) seen.push(index);
      if (around === -1) return seen;
    }
  }

  /** Whether one of the lines stands in a scope itself. */
  stands(indices: readonly number[] | undefined, scope: number): boolean {
    if (indices === undefined) return false;
    if (indices.length <= FEW) return indices.some((index) => this.outline.lines[index]!.scope === scope);
    return this.#tableOf(indices).has(scope);
  }

  #tableOf(indices: readonly number[]): ReadonlyMap<number, readonly number[]> {
    let table = this.#tables.get(indices);
    if (!table) this.#tables.set(indices, (table = this.#grouped(indices)));
    return table;
  }

  #grouped(indices: readonly number[]): ReadonlyMap<number, readonly number[]> {
    const table = new Map<number, number[]>();
    for (const index of indices) {
      const { scope } = this.outline.lines[index]!;
      const list = table.get(scope);
      if (list) list.push(index);
      else table.set(scope, [index]);
    }
    return table;
  }
}
