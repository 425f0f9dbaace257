import { bracketsOf, followersOf, indentationAt } from './brackets';
import { statementsOf } from './statements';
import { changed, type Change, type Transformation } from './variant';

/** Words that mean nothing to any rule: no name, no address, no promise. */
const REMARK = '# as before';

/** A comment behind every opening bracket and every comma in brackets, as people write them about single things. */
export const COMMENTS_IN_BRACKETS: Transformation = {
  name: 'comments in brackets',
  apply(program) {
    const followers = followersOf(program);
    const changes: Change[] = [];
    for (const { node, open, close, commas } of bracketsOf(program))
      // The grammar does not take a comment right behind the bracket of an element or of a type.
      for (const token of /^(?:subscript|type_parameter)$/.test(node.kind) ? commas : [open, ...commas]) {
        const next = followers.get(token)!;
        if (next.kind === 'comment' || next === close) continue;
        changes.push({
          start: token.end,
          end: next.start,
          text: `  ${REMARK}\n${indentationAt(program.text, open.start, 1)}`,
        });
      }
    return changed(program.text, changes);
  },
};

/** A comment at the end of every statement's last line, and one on a line of its own before it. */
export const COMMENTS_ON_LINES: Transformation = {
  name: 'comments on lines',
  apply(program) {
    const { text } = program;
    // What stands behind a `;` at the end of a line begins no line of its own, and here it would.
    if (ENDS_JOINED.test(text)) return null;
    const changes: Change[] = [];
    for (const statement of statementsOf(program)) {
      const { node, simple, first, lineStart, indentation } = statement;
      if (first) changes.push({ start: lineStart, end: lineStart, text: `${indentation}${REMARK}\n` });
      if (simple && /^[ \t]*(?:\r?\n|$)/.test(text.slice(node.end)))
        changes.push({ start: node.end, end: node.end, text: `  ${REMARK}` });
    }
    return changed(text, changes);
  },
};

/** A `;` at the end of a line. */
export const ENDS_JOINED = /;[ \t]*\r?$/m;
