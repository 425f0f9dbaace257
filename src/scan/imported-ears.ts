import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Expression } from '../core/semantics';
import type { Listeners } from '../core/rule';
import { isCommonModule } from '../readers/python/modules';
import { bringsImported } from '../readers/prefilter/triggers';
import type { Ear } from './ears';

type ImportedListener = NonNullable<Listeners['imported']>;

/** Listeners that wait for calls of what may be of the project, in documents whose text has what they need. */
export class ImportedEars {
  /** By what a text must hold for them; most ask for the same. */
  readonly #ears = new Map<RegExp, { readonly words: readonly string[]; readonly ears: Ear<ImportedListener>[] }>();

  constructor(ears: readonly Ear<ImportedListener>[]) {
    for (const ear of ears) {
      const { anywhere, triggers } = ear.listener;
      const alike = this.#ears.get(anywhere);
      if (alike) alike.ears.push(ear);
      else this.#ears.set(anywhere, { words: triggers, ears: [ear] });
    }
  }

  tell(facts: PythonFacts, hear: (ear: Ear<ImportedListener>, call: CallFact) => void): void {
    const ears = [...this.#ears].flatMap(([anywhere, { words, ears: alike }]) =>
      bringsImported(facts.text, anywhere, words) ? alike : [],
    );
    if (ears.length === 0) return;
    for (const call of facts.calls)
      if (call.args.length > 0 && isOfProject(call.expression.parts[0], facts)) for (const ear of ears) hear(ear, call);
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
