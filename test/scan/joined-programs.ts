import type { Random } from '../../bench/corpus';
import type { Syntax } from '../../src/readers/python/syntax';
import { pythonParser } from '../harness/grammars';

/** Statements with suites: they stand on lines of their own. */
const COMPOUND = /^(?:if|for|while|try|with|match)_statement$|_definition$|_clause$|^ERROR$|^(?:print|exec)_statement$/;

interface Joint {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The same program, with so many of a hundred neighbouring statements joined by `;`, and suites put on the lines of their headers.
 * A text that is no program stays as it is.
 */
export async function joinedProgram(text: string, random: Random, percent: number): Promise<string> {
  const tree = (await pythonParser()).parse(text);
  if (typeof tree === 'string' || tree.broken) return text;
  const joints: Joint[] = [];
  const joints_of = (suite: Syntax, all: boolean): Joint[] | null => {
    const found: Joint[] = [];
    for (let i = 1; i < suite.children.length; i++) {
      const [before, after] = [suite.children[i - 1]!, suite.children[i]!];
      const between = text.slice(before.end, after.start);
      const fits = !COMPOUND.test(before.kind) && !COMPOUND.test(after.kind) && /^[ \t]*;?\s*$/.test(between);
      if (!fits && all) return null;
      if (fits && (all || random.below(100) < percent))
        found.push({ start: before.end, end: after.start, text: random.pick(SEPARATORS) });
    }
    return found;
  };
  const visit = (node: Syntax): void => {
    if (node.kind === 'module' || node.kind === 'block') {
      const before = /(?<=\n[^#\n]{0,300}):[ \t]*\r?\n\s*$/.exec(
        `\n${text.slice(Math.max(0, node.start - 600), node.start)}`,
      );
      const inline =
        before && random.below(100) < percent && node.children.every(({ kind }) => !COMPOUND.test(kind))
          ? joints_of(node, true)
          : null;
      if (inline && node.children.length > 0)
        joints.push(
          { start: node.start - before![0].length, end: node.start, text: random.pick([':', ': ', ':  ']) },
          ...inline,
        );
      else joints.push(...joints_of(node, false)!);
    }
    node.children.forEach(visit);
  };
  visit(tree.root);
  let result = text;
  for (const { start, end, text: put } of joints.sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + put + result.slice(end);
  return result;
}

const SEPARATORS = ['; ', ';', ' ; ', '; ', '; \\\n   '] as const;
