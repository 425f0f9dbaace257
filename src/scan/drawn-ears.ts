import { contains } from '../core/range';
import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Listeners } from '../core/rule';
import { drawnHits } from '../readers/prefilter/drawn-literals';
import type { Ear } from './ears';

type DrawnListener = NonNullable<Listeners['drawn']>;

/** Listeners that wait for calls with a literal by position that may be drawn by a machine. */
export class DrawnEars {
  constructor(private readonly ears: readonly Ear<DrawnListener>[]) {}

  /** Arguments are only looked at where the text has such a literal: what they hold is worked out when somebody asks. */
  tell(facts: PythonFacts, hear: (ear: Ear<DrawnListener>, call: CallFact) => void): void {
    for (const ear of this.ears) {
      const literals = drawnHits(facts.text, [ear.listener.accepts]);
      if (literals.length === 0) continue;
      for (const call of facts.calls) {
        const inside = literals.filter((literal) => contains(call.argumentsRange, literal));
        // A quote stands on either side of what was found.
        if (
          inside.some(({ start, end }) =>
            call.args.some(
              ({ name, spread, expression }) =>
                name === null &&
                !spread &&
                expression.kind === 'text' &&
                expression.end === end + 1 &&
                start - expression.start <= 2,
            ),
          )
        )
          hear(ear, call);
      }
    }
  }
}
