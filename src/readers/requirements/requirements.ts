import type { RequirementEntry, RequirementsFacts } from '../../core/requirement-facts';
import type { MappedText } from '../../core/mapped-text';
import { optionOf, requirementOf, UNKNOWN } from './requirements-entries';
import { readEditable, readRequirement } from './requirements-grammar';
import { requirementLines } from './requirements-lines';
import { FILE_OPTIONS } from './installer-options';
import { readOptions, type ReadOption } from './requirements-options';
import { splitWords, type Word } from '../shell/shell-words';

export { isConstraintsFile, isRequirementsFile, referencedFiles } from './requirements-files';
export { normalizeName } from './requirements-grammar';
export { installsIn, parseInstallCommand, parseInstallCommands, parseInstallWords } from './requirements-command';

/**
 * Parses a requirements file with pip's whole grammar (pip's requirements file format, PEP 508, PEP 440). Entries are in
 * the order of the text and do not overlap; every piece of text that is neither blank nor a continuation's backslash
 * lies in exactly one; above `most` entries the rest is left out. A token that a continuation cuts in two has a range over both halves. Never throws.
 */
export function parseRequirements(text: string, path: string, most = MOST_ENTRIES): RequirementsFacts {
  const entries: RequirementEntry[] = [];
  for (const { code, comment } of requirementLines(text)) {
    if (entries.length >= most)
      return { kind: 'requirements', form: 'file', installer: 'pip', path, text, entries, truncated: true };
    if (code !== null) entries.push(...readRequirementLine(code));
    if (comment !== null) entries.push({ kind: 'comment', text: comment.text, range: comment.range() });
  }
  return { kind: 'requirements', form: 'file', installer: 'pip', path, text, entries };
}

/** Entries that one file may give; no file that people write has more. */
export const MOST_ENTRIES = 20_000;

/** One line as pip reads it: a requirement with its options, or options alone. Without its comment. */
export function readRequirementLine(line: MappedText): RequirementEntry[] {
  const shape = shapeOf(line.text);
  const dynamic = shape !== line.text;
  const invalid = (message: string): RequirementEntry[] => [{ kind: 'invalid', message, range: line.range() }];

  const optionsStart = startOfOptions(line.text);
  const body = line.slice(0, optionsStart).trim();
  const words = splitWords(line.slice(optionsStart));
  if (typeof words === 'string') return invalid(words);
  const read = readOptions(words, FILE_OPTIONS, false);
  if (typeof read === 'string') return invalid(read);
  for (const option of read.options) {
    const reason = option.name === '--hash' ? checkHash(option.value!.text) : null;
    if (reason !== null) return invalid(reason);
  }

  const editables = read.options.filter((option) => option.name === '--editable');
  if (editables.length > 1 || (editables.length > 0 && body.length > 0))
    return invalid('A line holds one requirement.');
  const editable = editables[0];
  if (editable === undefined && body.length === 0) return optionEntries(read.options, read.words);

  const subject = editable?.value ?? body;
  const requirement =
    editable === undefined
      ? readRequirement(subject, shapeOf(subject.text))
      : readEditable(subject, shapeOf(subject.text));
  const options = read.options.filter((option) => option !== editable);
  if (typeof requirement !== 'string')
    return [requirementOf(requirement, line, options, editable !== undefined, dynamic)];
  // Whether it is valid depends on the variable.
  if (dynamic) return [requirementOf(UNKNOWN, line, options, editable !== undefined, true)];
  return invalid(requirement);
}

/** Options that stand alone, and words between them, which pip drops without a word. */
function optionEntries(options: readonly ReadOption[], words: readonly Word[]): RequirementEntry[] {
  const entries: RequirementEntry[] = [
    ...options.map(optionOf),
    ...words.map(({ range }): RequirementEntry => ({
      kind: 'invalid',
      message: 'Text that follows a hyphen or an option on its line is ignored by pip.',
      range,
    })),
  ];
  return entries.sort((a, b) => a.range.start - b.range.start);
}

/** pip's `break_args_options`: options begin at the first word that starts with a hyphen and stands after a space. */
function startOfOptions(text: string): number {
  if (text.startsWith('-')) return 0;
  const at = text.indexOf(' -');
  return at < 0 ? text.length : at + 1;
}

/** The text with `${VARIABLE}` replaced by digits: only this form, in upper case, is expanded by pip. */
function shapeOf(text: string): string {
  return text.includes('${')
    ? text.replace(/\$\{[A-Z0-9_]{1,200}\}/g, (variable) => '0'.repeat(variable.length))
    : text;
}

function checkHash(value: string): string | null {
  if (value.includes('${')) return null;
  const colon = value.indexOf(':');
  if (colon < 0) return 'A hash is written as --hash=sha256:… with the algorithm first.';
  return REQUIRED_STRENGTH.has(value.slice(0, colon)) ? null : 'A hash must be sha256, sha384 or sha512.';
}

const REQUIRED_STRENGTH: ReadonlySet<string> = new Set(['sha256', 'sha384', 'sha512']);
