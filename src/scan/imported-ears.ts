import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Expression } from '../core/semantics';
import type { Listeners } from '../core/rule';
import { isCommonModule } from '../readers/python/modules';
import { holding, type Look } from '../readers/prefilter/near';
import type { Ear } from './ears';

type ImportedListener = NonNullable<Listeners['imported']>;

/** Listeners that wait for calls of what may be of the project, in documents whose text has what they need. */
export class ImportedEars {
  /** By what a text must hold for them; most ask for the same. */
  readonly #ears = new Map<RegExp, { readonly look: Look; readonly ears: Ear<ImportedListener>[] }>();

  constructor(ears: readonly Ear<ImportedListener>[]) {
    for (const ear of ears) {
      const { anywhere } = ear.listener;
      const alike = this.#ears.get(anywhere);
      if (alike) alike.ears.push(ear);
      else this.#ears.set(anywhere, { look: holding(anywhere), ears: [ear] });
    }
  }

  tell(facts: PythonFacts, hear: (ear: Ear<ImportedListener>, call: CallFact) => void): void {
    // Most documents call nothing that may be of the project: their text need not be looked through.
    let ears: readonly Ear<ImportedListener>[] | undefined;
    for (const call of facts.calls) {
      if (call.args.length === 0 || !isOfProject(call.expression.parts[0], facts)) continue;
      ears ??= [...this.#ears.values()].flatMap(({ look, ears: alike }) => (look(facts.text, 0, 0) ? alike : []));
      if (ears.length === 0) return;
      for (const ear of ears) hear(ear, call);
    }
  }
}

/** `name(…)` or `module.name(…)`, where the first name is imported. */
function isOfProject(callee: Expression | undefined, { semantics }: PythonFacts): boolean {
  let first = callee;
  while (first?.kind === 'attribute') first = first.parts[0];
  return (
    first?.kind === 'name' &&
    semantics
      .bindingsOf(first)
      .some(({ kind, qualified }) => kind === 'import' && qualified !== null && !isCommonModule(qualified))
  );
}
