import { rulePage } from '../core/documentation';
import { atlasReference, owaspReference, referencesOf } from '../core/references';
import type { Rule } from '../core/rule';
import { padded, wrapped } from '../report/terminal-text';
import { paintOf } from '../report/text';
import { EXAMPLES } from '../rules/examples.generated';
import { RULES } from '../rules/index';
import type { Outcome, Surroundings } from './command';
import { noSuchRule } from './rule-ids';
import type { Terminal } from './terminal';
import { version } from './version';

export interface RulesOptions {
  readonly format: 'text' | 'json';
}

/** `touchstone rules [ID]`: the table of rules, or all that is said of one. */
export async function rules(id: string | undefined, { format }: RulesOptions, { terminal }: Surroundings): Outcome {
  const rule = RULES.find((each) => each.id === id);
  if (id !== undefined && !rule) throw noSuchRule(id);
  if (format === 'json')
    await terminal.print(`${JSON.stringify(rule ? summaryOf(rule) : RULES.map(summaryOf), null, 2)}\n`);
  else
    await terminal.print(
      rule
        ? page(rule, terminal)
        : terminal.width === null
          ? table(RULES)
          : list(RULES, terminal.palette, terminal.width),
    );
  return 0;
}

const summaryOf = ({ id, title, severity, category, cwe, owasp, atlas, docs }: Rule) => ({
  id,
  title,
  severity,
  category,
  cwe: `CWE-${cwe}`,
  ...(owasp !== undefined && { owasp: owaspReference(owasp).name }),
  ...(atlas !== undefined && { atlas: atlas.map((technique) => atlasReference(technique).name) }),
  docs,
  ...(EXAMPLES[id] !== undefined && { example: EXAMPLES[id] }),
  url: rulePage(id, version),
});

function table(all: readonly Rule[]): string {
  const rows = all.map(({ id, severity, category, title }) => [id, severity, category, title]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `${row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  ')}\n`).join('');
}

/** For people: the rules by what they are about. What goes elsewhere has one whole line for each rule, for `grep` and `sort`. */
function list(all: readonly Rule[], palette: Terminal['palette'], width: number): string {
  const [idWidth, severityWidth] = [
    Math.max(...all.map(({ id }) => id.length)),
    Math.max(...all.map(({ severity }) => severity.length)),
  ];
  const indent = 2 + idWidth + 2 + severityWidth + 2;
  const categories = [...new Set(all.map(({ category }) => category))].sort();
  const blocks = categories.map((category) =>
    [
      palette.bold(category),
      ...all
        .filter((rule) => rule.category === category)
        .flatMap(({ id, severity, title }) =>
          wrapped(title, Math.max(width - indent, MIN_TITLE)).map((line, index) =>
            index > 0
              ? ' '.repeat(indent) + line
              : `  ${padded(id, idWidth)}  ${paintOf(severity, palette)(padded(severity, severityWidth))}  ${line}`,
          ),
        ),
    ].join('\n'),
  );
  return `${[...blocks, palette.dim(`${all.length} rules. "touchstone rules ID" tells all about one.`)].join('\n\n')}\n`;
}

/** Columns that a title gets, however narrow the terminal. */
const MIN_TITLE = 20;

/** Longer lines are hard to read, however wide the terminal. */
const PAGE = 100;

function page(rule: Rule, { palette: { bold }, width }: Terminal): string {
  const folded = (text: string): string =>
    width === null
      ? text
      : text
          .split('\n')
          .flatMap((line) => wrapped(line, Math.min(width, PAGE)))
          .join('\n');
  const { what, why, fix, references = [] } = rule.docs;
  const example = EXAMPLES[rule.id];
  const listed = [...referencesOf(rule).map(({ name, url }) => `${name}: ${url}`), ...references];
  return (
    [
      `${bold(rule.id)}: ${rule.title}`,
      `${rule.severity} · ${rule.category} · CWE-${rule.cwe}`,
      `${bold('What it does')}\n${folded(what)}`,
      `${bold('Why is this bad?')}\n${folded(why)}`,
      ...(example
        ? [`${bold('Example')}\n${indented(example.bad)}`, `${bold('Use instead')}\n${indented(example.instead)}`]
        : []),
      `${bold('How to fix')}\n${folded(fix)}`,
      `${bold('Suppress')}\n# touchstone: ignore[${rule.id}] why it is right here`,
      `${bold('References')}\n${[...listed, rulePage(rule.id, version)].map((each) => `- ${each}`).join('\n')}`,
    ].join('\n\n') + '\n'
  );
}

/** Code, as it is: folded lines would be other code. */
const indented = (code: string): string => code.replace(/^(?=.)/gm, '    ');
