import { shortened } from '../../../analysis/secrets/shortened';
import type { Edit, Fix } from '../../../core/finding';
import type { CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { ensureImport, replaceWith, withoutStatement } from '../../../readers/python/edits';
import { stringAt } from '../../../readers/python/fact-index';
import { filledIn, takesExpression } from '../../../readers/python/text-edits';
import { moveToDotenv } from '../config/dotenv';
import { storeFixes } from './secret-stores';
import { takenIn } from './variable-names';
import type { Usage } from '../python/usage';

/** A secret in Python source: where its characters are, the literal around it, and how the literal is used. */
export interface SecretPlace {
  /** The secret's own characters, in program offsets. */
  readonly secret: Range;
  /** The literal that holds it. */
  readonly literal: Range;
  /** True when the secret is all of the literal. */
  readonly whole: boolean;
  readonly usage: Usage | null;
  /** What the secret is at run time. */
  readonly value: string;
}

/**
 * What the lightbulb offers for a secret in Python. All are `unsafe`: the program stops until somebody sets the variable
 * (or loads `.env`), and a key that was public must be replaced anyway, so no fix-all may do it unseen.
 */
export function pythonFixes(context: PythonContext, place: SecretPlace, name: string): readonly Fix[] {
  // What the program itself calls the variable stays.
  const isSet = place.usage?.kind === 'environment-set' || place.usage?.kind === 'environment-default';
  const move = isSet
    ? moveToDotenv(context, name, place.value)
    : moveToDotenv(context, name, place.value, takenIn(context, place.literal, place.value));
  const variable = isSet ? name : move.name;
  const plain = rewrite(context, place, variable);
  if (plain === null) return [];
  const moved = move.name === variable ? plain : rewrite(context, place, move.name)!;
  const fixes: Fix[] = [
    { title: plain.title, safety: 'unsafe', edits: plain.edits },
    {
      title: titleOfMove(
        move.name,
        move.path,
        move.edits.some((edit) => edit.path === move.path),
      ),
      safety: 'unsafe',
      edits: [...moved.edits, ...move.edits],
    },
  ];
  return plain.expression === null ? fixes : [...fixes, ...storeFixes(context, plain.expression, variable)];
}

interface Rewrite {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Where an expression stands that may be replaced by any other; null when the rewrite is of another kind. */
  readonly expression: Range | null;
}

/** The edit of the code that makes it read the environment; null where no edit would be right. */
function rewrite(context: PythonContext, place: SecretPlace, name: string): Rewrite | null {
  const { usage, literal } = place;
  if (!takesExpression(context.facts, literal)) return null;
  const call = usage !== null && 'callee' in usage.fact ? usage.fact : null;
  if (usage?.kind === 'environment-set')
    return removeSetting(
      context,
      call?.range ?? ('targetRange' in usage.fact ? usage.fact.range : usage.range),
      call,
      name,
    );
  if (usage?.kind === 'environment-default' && call !== null)
    return withEnvironment(
      context,
      call.range,
      (os) => `${os}.environ["${name}"]`,
      `Read ${shortened(name, 28)} without a default`,
      null,
    );
  const title = `Read it from ${shortened(name, 36)}`;
  if (!place.whole) return insidePart(context, place, name, title);
  const bytes = encodingOf(context, literal);
  const optional = usage?.kind === 'option-default' || usage?.kind === 'parameter-default';
  // A default is worked out when the module loads, so a missing variable must not stop a caller who passes a value.
  if (optional && bytes === '')
    return withEnvironment(context, literal, (os) => `${os}.environ.get("${name}")`, title, literal);
  return withEnvironment(
    context,
    literal,
    (os) => `${os}.environ["${name}"]${bytes}`,
    title,
    bytes === '' ? literal : null,
  );
}

/** What makes bytes of a variable's text, where the literal is of bytes. */
const encodingOf = ({ facts }: PythonContext, literal: Range): string =>
  stringAt(facts, literal)?.bytes ? '.encode()' : '';

function withEnvironment(
  context: PythonContext,
  range: Range,
  code: (os: string) => string,
  title: string,
  expression: Range | null,
): Rewrite {
  const { name: os, edits } = ensureImport(context, 'os', range);
  return { title, edits: [...edits, replaceWith(range, code(os))], expression };
}

/** Turns the literal into an f-string that takes the secret's part from the environment. */
function insidePart(
  context: PythonContext,
  { literal, secret }: SecretPlace,
  name: string,
  title: string,
): Rewrite | null {
  const { name: os, edits } = ensureImport(context, 'os', literal);
  const string = stringAt(context.facts, literal);
  const edit = string && filledIn(context.facts, string, secret, (quote) => `${os}.environ[${quote}${name}${quote}]`);
  return edit ? { title, edits: [...edits, edit], expression: null } : null;
}

/** `os.environ["X"] = "…"` cannot read X: the line goes, and the variable comes from outside. */
function removeSetting(context: PythonContext, range: Range, call: CallFact | null, name: string): Rewrite | null {
  if (call !== null && (call.statement.start !== call.range.start || call.statement.end !== call.range.end)) {
    return withEnvironment(
      context,
      call.range,
      (os) => `${os}.environ["${name}"]`,
      `Read it from ${shortened(name, 36)}`,
      null,
    );
  }
  const edit = withoutStatement(context.facts, range);
  return edit && { title: `Remove the line; set ${shortened(name, 20)} elsewhere`, edits: [edit], expression: null };
}

function titleOfMove(name: string, path: string, writing: boolean): string {
  return writing ? `Move it to ${path} as ${shortened(name, 26)}` : `Read it from ${shortened(name, 26)} in ${path}`;
}
