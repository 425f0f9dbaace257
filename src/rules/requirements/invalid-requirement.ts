import type { Fix } from '../../core/finding';
import type { InvalidRequirement, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { correctionOf, isLegacy, type Correction } from './grammar/corrections';
import { sourceText } from './pinning/pinning';

export default defineRule({
  id: 'invalid-requirement',
  severity: 'warning',
  category: 'requirements',
  title: 'Requirement that pip refuses',
  cwe: 1357,
  docs: {
    what: "A line of a requirements file, or an argument of `pip install` or `uv add`, that the installer's grammar does not allow: `torch=2.1`, `numpy==1.x`, `scikit-image<0.19.0>=0.16.1`, a name in quotes, a `#` without a space before it.",
    why: 'One such line makes pip refuse the whole file or command, so people drop the line, the pins or the hashes to move on. Text after an option is worse: pip ignores it silently, and the package is not installed. Tools that read the file, Touchstone included, do not see the package at all.',
    fix: `Write the requirement as PEP 508 defines it: a name, extras in brackets, version clauses separated by commas, a marker after a semicolon. The quick fix does so where the meaning is certain. Before 24.1, pip accepted versions that PEP 440 does not allow (\`1.x\`, \`>=1.*\`) and compared them as text.

Conda's own lists (\`numpy=1.2\`, written by \`conda list --export\`), templates, and text that is not a package list are not reported.`,
    references: [
      'https://packaging.python.org/en/latest/specifications/dependency-specifiers/',
      'https://packaging.python.org/en/latest/specifications/version-specifiers/',
      'https://pip.pypa.io/en/stable/news/#v24-1',
    ],
  },
  listen: { documents: { requirements: { check } }, reads: INSTALLING },
});

/** What fills in a template: Jinja, ERB, a shell, CMake, printf. */
const TEMPLATE = /\{\{|\}\}|\{%|%\}|<%|%>|\$\w|\$\(|@\w+@|%\(\w+\)|^[<[{]\w[\w -]*[>\]}]$/;

function check(facts: RequirementsFacts, context: RequirementsContext): void {
  if (facts.installer === 'conda' || !facts.entries.some(({ kind }) => kind === 'invalid') || isOfConda(facts)) return;
  const lines = facts.entries
    .filter((entry): entry is InvalidRequirement => entry.kind === 'invalid')
    .map((entry) => ({ entry, text: sourceText(facts, entry.range) }))
    .filter(({ text }) => !TEMPLATE.test(text))
    .map((line) => ({ ...line, correction: correctionOf(unquoted(line.text, facts)) }));
  if (facts.form === 'file' && isProse(lines, facts)) return;
  let bullet: InvalidRequirement | null = null;
  for (const { entry, text, correction } of lines) {
    const isIgnored = entry.message.endsWith('ignored by pip.');
    // A hyphen is told with what follows it.
    if (isIgnored && text === '-') {
      bullet = entry;
      continue;
    }
    const fix =
      bullet && isBehind(bullet, entry, facts)
        ? { title: 'Remove the hyphen', text: '', range: { start: bullet.range.start, end: entry.range.start } }
        : correction && !isIgnored && { ...correction, range: entry.range };
    const written = fix && fix.range === entry.range ? inQuotes(text, fix, facts) : fix ? fix.text : null;
    const fixes: Fix[] =
      fix && written !== null
        ? [{ title: fix.title, safety: 'unsafe', edits: [{ range: fix.range, text: written }] }]
        : [];
    context.report({ range: entry.range, message: messageOf(entry, text, facts, isIgnored), fixes });
    bullet = null;
  }
}

function messageOf(
  { message }: InvalidRequirement,
  text: string,
  facts: RequirementsFacts,
  isIgnored: boolean,
): string {
  if (isIgnored) return 'pip ignores this: it follows a hyphen or an option on its line.';
  const what = facts.form === 'command' ? 'command' : 'file';
  const since =
    facts.installer === 'pip' && !message.startsWith('The marker') && isLegacy(unquoted(text, facts))
      ? ' since 24.1'
      : '';
  return `${message} ${facts.installer} refuses the ${what}${since}.`;
}

/** Lists that conda reads: they say so at their top, or in their name. */
const isOfConda = ({ entries, form, path }: RequirementsFacts): boolean =>
  form === 'file' &&
  (/conda/i.test(path.slice(path.lastIndexOf('/') + 1)) ||
    entries.some((entry) => entry.kind === 'comment' && /\bconda (?:create|install|env|list)\b/.test(entry.text)));

/** Whether a file is rather a text, or a list for another tool: more of its lines are words than requirements. */
function isProse(
  lines: readonly { readonly text: string; readonly correction: Correction | null }[],
  { entries }: RequirementsFacts,
): boolean {
  const words = lines.filter(({ text, correction }) => correction === null && /\w\s+\w/.test(text)).length;
  return words > entries.filter(({ kind }) => kind === 'requirement').length;
}

const isBehind = (bullet: InvalidRequirement, { range }: InvalidRequirement, facts: RequirementsFacts): boolean =>
  /^[ \t]+$/.test(sourceText(facts, { start: bullet.range.end, end: range.start }));

const QUOTED = /^(["'])([^"']*)\1$/;

/** A word of a command without the quotes that a shell takes away; in a file they are part of it. */
const unquoted = (text: string, { form }: RequirementsFacts): string =>
  form !== 'command' ? text : (QUOTED.exec(text)?.[2] ?? text);

/** The correction as it is written: on a command line in the quotes that are there; null where a shell would read it otherwise. */
function inQuotes(text: string, { text: corrected }: Correction, { form }: RequirementsFacts): string | null {
  if (form === 'file') return corrected;
  // In the quotes of a manifest.
  if (form === 'manifest') return /^[^"'\\\n]*$/.test(corrected) ? corrected : null;
  const quotes = QUOTED.exec(text)?.[1];
  if (quotes) return corrected.includes(quotes) ? null : `${quotes}${corrected}${quotes}`;
  return /^[\w.+=,/@-]+$/.test(corrected) ? corrected : null;
}
