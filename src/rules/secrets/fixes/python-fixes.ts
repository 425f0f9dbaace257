import type { Edit, Fix } from '../../../core/finding';
import type { CallFact, StringFact } from '../../../core/python-facts';
import { contains, textAt, type Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { blanksBefore, ensureImport, lineStart, replaceWith } from '../../../readers/python/edits';
import { moveToDotenv } from '../config/dotenv';
import { storeFixes } from './secret-stores';
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
  const move = moveToDotenv(context, name, place.value);
  const plain = rewrite(context, place, name);
  if (plain === null) return [];
  const moved = move.name === name ? plain : rewrite(context, place, move.name)!;
  const fixes: Fix[] = [
    { title: plain.title, safety: 'unsafe', edits: plain.edits },
    {
      title: titleOfMove(
        move.name,
        move.path,
        move.ignoring,
        move.edits.some((edit) => edit.path === move.path),
      ),
      safety: 'unsafe',
      edits: [...moved.edits, ...move.edits],
    },
  ];
  return plain.expression === null ? fixes : [...fixes, ...storeFixes(context, plain.expression, name)];
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
  if (!isReplaceable(context, literal)) return null;
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
      `Read ${name} from the environment without a default`,
      null,
    );
  const title = `Read it from the environment variable ${name}`;
  if (!place.whole) return insidePart(context, place, name, title);
  const bytes = /^[A-Za-z]?[bB]/.test(textAt(context.facts.text, literal).slice(0, 2)) ? '.encode()' : '';
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
function insidePart(context: PythonContext, place: SecretPlace, name: string, title: string): Rewrite | null {
  const source = textAt(context.facts.text, place.literal);
  const opening = /^([rRfF]{0,2})("""|'''|"|')/.exec(source);
  if (opening === null || !source.endsWith(opening[2]!) || source.length < opening[0].length + opening[2]!.length)
    return null;
  const [, prefix, quote] = opening as unknown as [string, string, string];
  if (
    !contains({ start: place.literal.start + opening[0].length, end: place.literal.end - quote.length }, place.secret)
  )
    return null;
  const { name: os, edits } = ensureImport(context, 'os', place.literal);
  const inner = quote.includes('"') ? `'${name}'` : `"${name}"`;
  const replacement = `{${os}.environ[${inner}]}`;
  if (/f/i.test(prefix)) return { title, edits: [...edits, replaceWith(place.secret, replacement)], expression: null };
  const start = place.literal.start + opening[0].length;
  const before = textAt(context.facts.text, { start, end: place.secret.start });
  const after = textAt(context.facts.text, { start: place.secret.end, end: place.literal.end - quote.length });
  // `\N{…}` is the one escape with braces of its own.
  if (/\\N\{/.test(before + after)) return null;
  const doubled = (text: string): string => text.replace(/[{}]/g, '$&$&');
  return {
    title,
    edits: [
      ...edits,
      replaceWith(place.literal, `f${prefix}${quote}${doubled(before)}${replacement}${doubled(after)}${quote}`),
    ],
    expression: null,
  };
}

/** `os.environ["X"] = "…"` cannot read X: the line goes, and the variable comes from outside. */
function removeSetting(context: PythonContext, range: Range, call: CallFact | null, name: string): Rewrite | null {
  const { text } = context.facts;
  if (call !== null && (call.statement.start !== call.range.start || call.statement.end !== call.range.end)) {
    return withEnvironment(
      context,
      call.range,
      (os) => `${os}.environ["${name}"]`,
      `Read it from the environment variable ${name}`,
      null,
    );
  }
  const title = `Remove the line and set ${name} outside the code`;
  const rest = /^[^\r\n]*/.exec(text.slice(range.end))![0];
  const blanks = blanksBefore(text, range);
  if (blanks === '' && /^\s*(?:#.*)?$/.test(rest)) {
    const lineBreak = /^\r?\n/.exec(text.slice(range.end + rest.length))?.[0].length ?? 0;
    const end = range.end + rest.length + lineBreak;
    return { title, edits: [replaceWith({ start: range.start, end }, '')], expression: null };
  }
  // Below an `if` or a `def` it could be the only statement, and others may stand on its line.
  const before = text.slice(Math.max(0, range.start - 200), range.start);
  const alone = (blanks !== null || /[;:](?:\s|\\\r?\n)*$/.test(before)) && /^\s*(?:[;#].*)?$/.test(rest);
  return alone ? { title, edits: [replaceWith(range, 'pass')], expression: null } : null;
}

/** False where an expression cannot stand, or where quotes would collide: patterns of `match`, annotations, strings inside f-strings. */
function isReplaceable(context: PythonContext, literal: Range): boolean {
  const { text, strings } = context.facts;
  const line = text.slice(lineStart(text, literal.start), literal.start);
  if (/^\s*case\b[^:]*$/.test(line) || /Literal\[[^\]]*$/.test(line)) return false;
  return !strings.some(
    (other: StringFact) =>
      contains(other.range, literal) && (other.range.start < literal.start || literal.end < other.range.end),
  );
}

function titleOfMove(name: string, path: string, ignoring: boolean, writing: boolean): string {
  const move = writing
    ? `Move it to ${path} as ${name}, read it from the environment`
    : `Read it from the environment variable ${name} that ${path} holds`;
  return ignoring ? `${move}, and add ${path} to .gitignore` : move;
}
