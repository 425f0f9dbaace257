import type { ProgramReader } from './program';
import type { Transformation } from './variant';

/** Several ways at once, one after the other: what each of them puts between two tokens meets what the others put there. */
export const together = (name: string, ways: readonly Transformation[], read: ProgramReader): Transformation => ({
  name,
  apply(program) {
    let at = program;
    let names: ReadonlyMap<string, string> | undefined;
    const back: ((offset: number) => number)[] = [];
    for (const way of ways) {
      const variant = way.apply(at);
      if (variant === null) continue;
      const next = read(variant.text, program.elsewhere);
      if (next === null) return null;
      at = next;
      names = variant.names ?? names;
      back.push(variant.placeOf);
    }
    return back.length < 2
      ? null
      : { text: at.text, placeOf: (offset) => back.reduceRight((place, placeOf) => placeOf(place), offset), names };
  },
});
