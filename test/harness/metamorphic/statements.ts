import type { Program, Written } from './program';
import { changed, type Change, type Transformation } from './variant';

/** A statement and where it stands. */
export interface Statement {
  readonly node: Written;
  /** No suite follows it. */
  readonly simple: boolean;
  /** Nothing but blanks stands before it on its line. */
  readonly first: boolean;
  readonly lineStart: number;
  /** What stands before it on its line. */
  readonly indentation: string;
  /** The statement before it in the same suite. */
  readonly before: Statement | null;
}

const COMPOUND =
  /^(?:if|for|while|try|with|match)_statement$|^(?:class|function|decorated)_definition$|^(?:case|elif|else|except|finally|except_group)_clause$/;

/** Every statement, in the order of the text. */
export function statementsOf(program: Program): readonly Statement[] {
  const found: Statement[] = [];
  const visit = (node: Written): void => {
    let before: Statement | null = null;
    const holds = node.kind === 'module' || node.kind === 'block';
    for (const child of node.children) {
      if (holds && child.named && child.kind !== 'comment' && child.kind !== 'line_continuation') {
        const lineStart = program.text.lastIndexOf('\n', child.start - 1) + 1;
        const indentation = program.text.slice(lineStart, child.start);
        before = {
          node: child,
          simple: !COMPOUND.test(child.kind),
          first: /^[ \t]*$/.test(indentation),
          lineStart,
          indentation,
          before,
        };
        found.push(before);
      }
      if (COMPOUND.test(child.kind) || child.kind === 'block') visit(child);
    }
  };
  visit(program.root);
  return found;
}

/** Simple statements that follow one another on one line. */
export const SEMICOLONS: Transformation = {
  name: 'semicolons',
  apply: (program) =>
    changed(
      program.text,
      statementsOf(program).flatMap((each) => joined(program.text, each)),
    ),
};

function joined(text: string, { node, simple, before }: Statement): readonly Change[] {
  if (!simple || before === null || !before.simple) return [];
  const between = text.slice(before.node.end, node.start);
  // A comment between them ends the line of the first.
  return /^[ \t]*(?:\r?\n\s*)+$/.test(between) ? [{ start: before.node.end, end: node.start, text: '; ' }] : [];
}

/** Suites of simple statements on the line of their header. */
export const SUITES_ON_HEADERS: Transformation = {
  name: 'suites on headers',
  apply(program) {
    const { text } = program;
    const all = statementsOf(program);
    const suites = new Map<Written, Statement[]>();
    for (const statement of all) {
      const suite = statement.node.parent!;
      if (suite.kind !== 'block') continue;
      suites.set(suite, [...(suites.get(suite) ?? []), statement]);
    }
    const changes: Change[] = [];
    for (const [suite, statements] of suites) {
      const header = suite.parent!;
      const colon = header.children[header.children.indexOf(suite) - 1];
      if (colon?.kind !== ':' || statements.some(({ simple }) => !simple)) continue;
      const own = [
        { start: colon.end, end: statements[0]!.node.start, text: ' ' },
        ...statements.flatMap((each) => joined(text, each)),
      ];
      const whole =
        own.length === statements.length && !own.some(({ start, end }) => text.slice(start, end).includes('#'));
      if (whole && !endsInComment(text, suite)) changes.push(...own);
    }
    return changed(text, changes);
  },
};

/** A comment below the last statement, as deep as the suite, would not belong to it any more. */
const endsInComment = (text: string, suite: Written): boolean =>
  suite.children.some(
    ({ kind, start }) =>
      kind === 'comment' && /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start)),
  );
