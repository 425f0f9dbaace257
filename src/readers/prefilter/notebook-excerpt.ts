import { isHarmlessMagic } from '../notebook/harmless';
import type { NotebookProgram } from '../notebook/notebook';
import { excerptOf, type Excerpt } from './excerpt';
import { Outline } from './outline';
import type { Triggers } from './triggers';

/**
 * What can matter to a rule of all cells together, as an excerpt of the program that they are; null when nothing can, `whole`
 * when the cells are no program of well-formed parts, or when commands in them may have to do with any of the code.
 */
export function notebookExcerptOf({ cells, magics }: NotebookProgram, triggers: Triggers): Excerpt | 'whole' | null {
  if (!magics.every(isHarmlessMagic)) return 'whole';
  const excerpt = excerptOf(cells.map(({ masked }) => masked).join('\n'), triggers);
  return excerpt === null || cells.every(({ masked }) => isApart(masked)) ? excerpt : 'whole';
}

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
