import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { alignmentOf } from './alignment';
import type { ProgramReader } from './program';
import type { Transformation } from './variant';

/** A program as a formatter writes it at some width; without the commas that keep a list apart, what fits is joined. */
export function rewrapped(width: number, joins: boolean, read: ProgramReader): Transformation {
  const formatter = new Workspace(
    {
      'line-length': width,
      // What came later may be written in ways that this one's grammar does not know.
      'target-version': 'py310',
      format: { 'quote-style': 'preserve', 'skip-magic-trailing-comma': joins, 'docstring-code-format': false },
    },
    PositionEncoding.Utf16,
  );
  return {
    name: `${width} columns${joins ? ', joined' : ''}`,
    apply(program) {
      let text: string;
      try {
        text = formatter.format(program.text);
      } catch {
        // Of another Python than the formatter's.
        return null;
      }
      if (text === program.text) return null;
      const variant = read(text);
      return variant && { text, placeOf: alignmentOf(variant, program) };
    },
  };
}
