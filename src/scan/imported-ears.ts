import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Expression } from '../core/semantics';
import type { Listeners } from '../core/rule';
import { isCommonModule } from '../readers/python/modules';
import { WordEars, type Ear } from './ears';

type ImportedListener = NonNullable<Listeners['imported']>;

/** Listeners that wait for calls of what may be of the project, in documents that have their words. */
export class ImportedEars {
  readonly #ears: WordEars<ImportedListener>;

  constructor(ears: readonly Ear<ImportedListener>[]) {
    this.#ears = new WordEars(ears);
  }

  tell(facts: PythonFacts, hear: (ear: Ear<ImportedListener>, call: CallFact) => void): void {
    const ears = this.#ears.of(facts.text);
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
