import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Listeners } from '../core/rule';
import { DRAWN_LITERAL } from '../readers/prefilter/drawn-literals';
import type { Ear } from './ears';

type DrawnListener = NonNullable<Listeners['drawn']>;

/** Listeners that wait for calls with a literal by position that may be drawn by a machine. */
export class DrawnEars {
  constructor(private readonly ears: readonly Ear<DrawnListener>[]) {}

  tell(facts: PythonFacts, hear: (ear: Ear<DrawnListener>, call: CallFact) => void): void {
    if (this.ears.length === 0) return;
    for (const call of facts.calls) {
      const literals = call.args.flatMap(({ name, spread, value, expression }) =>
        name === null && !spread && value.kind === 'string' && value.value.length >= 16 && expression.kind === 'text'
          ? (DRAWN_LITERAL.exec(facts.text.slice(expression.start, expression.end))?.[2] ?? [])
          : [],
      );
      if (literals.length === 0) continue;
      for (const ear of this.ears) if (literals.some((literal) => ear.listener.accepts(literal))) hear(ear, call);
    }
  }
}
