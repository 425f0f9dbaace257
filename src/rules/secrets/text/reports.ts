import { PROCESS_CALLEES } from '../../../analysis/commands/call-commands';
import type { Secret } from '../../../analysis/secrets/judgement';
import { matchesCallee } from '../../../core/callee-pattern';
import type { CommentFact, PythonFacts, StringFact } from '../../../core/python-facts';
import { rangeOf, textAt, type Range } from '../../../core/range';
import type { CommandContext, PythonContext } from '../../../core/rule';
import { writtenText } from '../../../readers/python/written-text';
import { reportOfComment } from '../fixes/comment';
import { wordingOf } from '../fixes/messages';
import { pythonFixes } from '../fixes/python-fixes';
import { ownedVerdict, usagesAt } from '../python/ownership';
import { secretsOfText } from './text-secrets';

/** Reports the secrets without a mark inside a string: JSON, YAML, a request, a file that the program writes. */
export function reportInsideString(string: StringFact, context: PythonContext): void {
  const written = writtenText(string.expression);
  const text = written?.text ?? string.value;
  if (text === null) return;
  const found = secretsOfText(text);
  if (found.length === 0 || isJudgedElsewhere(string, context.facts)) return;
  for (const { secret, range } of found) {
    const place = written?.placeOf(range) ?? null;
    if (string.role !== 'value') context.report(reportOfComment(secret, place ?? string.range));
    else reportPlace(secret, place, { string, value: textAt(text, range) }, context);
  }
}

function reportPlace(
  secret: Secret,
  place: Range | null,
  { string, value }: { readonly string: StringFact; readonly value: string },
  context: PythonContext,
): void {
  const name = secret.environment;
  context.report({
    range: place ?? string.range,
    ...wordingOf(secret, 'code', name),
    severity: secret.severity,
    everywhere: secret.format !== null || secret.severity === 'error',
    fixes:
      place === null
        ? []
        : pythonFixes(context, { secret: place, literal: string.range, whole: false, usage: null, value }, name),
  });
}

/** Whether the string as a whole is a secret by its name, or a command line that is read as one. */
const isJudgedElsewhere = ({ range }: StringFact, facts: PythonFacts): boolean =>
  usagesAt(facts, range).some((usage) => ownedVerdict(facts, usage) !== null) ||
  facts.calls.some(
    ({ callee, args }) =>
      args[0]?.value.kind === 'string' &&
      args[0].value.origin.start === range.start &&
      PROCESS_CALLEES.some((pattern) => matchesCallee(pattern, callee)),
  );

/** Reports the same in a comment: code that was taken out still has its key. */
export function reportInsideComment(comment: CommentFact, context: CommandContext): void {
  for (const { secret, range } of secretsOfText(comment.text))
    context.report(
      reportOfComment(secret, rangeOf(comment.range.start + range.start, comment.range.start + range.end)),
    );
}
