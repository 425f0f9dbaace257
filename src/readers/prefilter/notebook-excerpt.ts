import type { CommandFact } from '../../core/command-facts';
import type { NotebookProgram } from '../notebook/notebook';
import { excerptOf, type Excerpt } from './excerpt';
import { Outline } from './outline';
import type { Triggers } from './triggers';

/** Magics that no rule sees anything in, whatever the code around them is. */
const HARMLESS = /^(?:matplotlib|load_ext|reload_ext|autoreload|config|pylab|time|timeit|capture|prun)$/;
const INSTALLS =
  /^(?:(?:python3?\s+-m\s+)?(?:pip3?|conda|mamba)\s+(?:-q\s+)?(?:un)?install|nvidia-smi|ls|pwd)\b[^{}$;&|]*$/;

/**
 * What can matter to a rule of all cells together, as an excerpt of the program that they are; null when nothing can, `whole`
 * when the cells are no program of well-formed parts, or when commands in them may have to do with any of the code.
 */
export function notebookExcerptOf({ cells, magics }: NotebookProgram, triggers: Triggers): Excerpt | 'whole' | null {
  if (!magics.every(isHarmless)) return 'whole';
  const excerpt = excerptOf(cells.map(({ masked }) => masked).join('\n'), triggers);
  return excerpt === null || cells.every(({ masked }) => isApart(masked)) ? excerpt : 'whole';
}

const isHarmless = ({ kind, name, body }: CommandFact): boolean =>
  (kind === 'line' && HARMLESS.test(name)) ||
  (kind === 'cell' && body === '' && HARMLESS.test(name)) ||
  INSTALLS.test(kind === 'line' ? `${name} ${body}` : kind === 'shell' ? body : '{');

/** Whether a cell means the same behind another, and the next behind it. */
function isApart(cell: string): boolean {
  if (/\\\s*$/.test(cell) || cell.charCodeAt(0) === 0xfeff) return false;
  const { lines, irregular } = new Outline(cell);
  const code = lines.filter(({ kind }) => kind !== 'comment');
  const [first] = code;
  return (
    !irregular &&
    (first === undefined ||
      (first.start === first.content && first.kind !== 'clause' && code[code.length - 1]!.kind !== 'decorator'))
  );
}
