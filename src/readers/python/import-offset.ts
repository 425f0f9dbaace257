import { LineLexer } from './logical-lines';
import type { Syntax } from './syntax';

/** Where a new import goes: before the first import, else after docstring and `__future__` imports, else below the opening comments. */
export function importOffsetOf(root: Syntax, text: string): number {
  let after = 0;
  for (const [i, statement] of root.children.entries()) {
    if (statement.kind === 'future_import_statement') after = behindStatement(text, statement.start);
    else if (statement.kind === 'import_statement' || statement.kind === 'import_from_statement')
      return statement.start;
    else if (
      i === 0 &&
      statement.kind === 'expression_statement' &&
      /^(?:concatenated_)?string$/.test(statement.children[0]?.kind ?? '') &&
      !/^[A-Za-z]?[fFtT]/.test(text.slice(statement.start, statement.start + 2))
    )
      after = behindStatement(text, statement.start);
    else break;
  }
  return after > 0 ? after : leadingComments(text);
}

/** Where a statement may be put behind the one that begins at an offset: before the next one of its line, or in the next line. */
export function behindStatement(text: string, start: number): number {
  const lexer = new LineLexer(text, start);
  if (lexer.open()) lexer.close();
  return lexer.next;
}

/** Where the logical line ends on which a statement begins: the start of the next one. */
export function behindLine(text: string, start: number): number {
  const lexer = new LineLexer(text, start);
  do if (lexer.open()) lexer.close();
  while (lexer.goesOn);
  return lexer.next;
}

function lineAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Past a byte order mark, a `#!` line, an encoding line and the comment block that opens a file. */
function leadingComments(text: string): number {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (text[at] === '#') at = lineAfter(text, at);
  return at;
}
