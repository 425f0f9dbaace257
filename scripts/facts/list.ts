import type { CommandFact } from '../../src/core/command-facts';
import type { PythonFacts } from '../../src/core/python-facts';
import type { Range } from '../../src/core/range';
import type { RequirementEntry } from '../../src/core/requirement-facts';
import type { FileFacts, Place } from './read';
import { valueText } from './values';

/** One fact: where it is, what a rule listens to to hear it, and what it says. */
export interface Told extends Place {
  readonly kind: string;
  readonly text: string;
  /** As the rule gets it. */
  readonly fact: unknown;
}

/** All facts of a file in the order in which they are written. */
export function listFacts(file: FileFacts): readonly Told[] {
  const told: { readonly at: number; readonly item: Told }[] = [];
  const tell = (kind: string, range: Range, text: string, fact: unknown): void => {
    told.push({ at: range.start, item: { ...file.locate(range.start), kind, text: file.masked(text), fact } });
  };
  if (file.program) tellProgram(file.program, tell);
  for (const step of file.steps) {
    const { command } = step;
    const set = command.assignments.map(({ name, value }) => `${name}=${value}`);
    const into = command.redirections.map(({ operator, target }) => `${operator} ${target?.text ?? ''}`);
    const piped = command.input ? [`(reads ${command.input.name})`] : [];
    tell('step', command.range, [...set, ...command.words.map(({ text }) => text), ...into, ...piped].join(' '), step);
  }
  for (const { entries } of file.requirements)
    for (const entry of entries) tell(entry.kind, entry.range, requirementText(entry), entry);
  for (const entry of file.config?.entries ?? [])
    tell('config', entry.keyRange ?? entry.valueRange, `${entry.keys.join('.')} = ${entry.value}`, entry);
  for (const comment of file.config?.comments ?? []) tell('comment', comment.range, comment.text, comment);
  return [
    ...told.sort((a, b) => a.at - b.at).map(({ item }) => item),
    // What an output says is not told: it may hold what only rules would take for a secret.
    ...file.outputs.map(({ cell, text }): Told => ({
      cell: cell + 1,
      line: 1,
      column: 1,
      kind: 'output',
      text: `${text.length} characters`,
      fact: { characters: text.length },
    })),
  ];
}

type Tell = (kind: string, range: Range, text: string, fact: unknown) => void;

function tellProgram(facts: PythonFacts, tell: Tell): void {
  for (const fact of facts.imports) {
    const named = fact.member === null ? `import ${fact.module}` : `from ${fact.module} import ${fact.member}`;
    tell('import', fact.range, fact.alias === null ? named : `${named} as ${fact.alias}`, fact);
  }
  for (const fact of facts.calls) {
    const args = fact.args.map(({ name, value }) => (name === null ? '' : `${name}=`) + valueText(value));
    tell('call', fact.range, `${fact.callee}(${[...args, ...(fact.open ? ['…'] : [])].join(', ')})`, fact);
  }
  for (const fact of facts.assignments) {
    const target = fact.subscript ? `${fact.target}[${valueText(fact.subscript)}]` : fact.target;
    tell('assignment', fact.range, `${target} = ${valueText(fact.value)} (${fact.role})`, fact);
  }
  for (const fact of facts.dictItems)
    tell('dict-item', fact.range, `${JSON.stringify(fact.key)}: ${valueText(fact.value)}`, fact);
  for (const fact of facts.comparisons)
    tell('comparison', fact.range, `${valueText(fact.left)} ${fact.operator} ${valueText(fact.right)}`, fact);
  for (const fact of facts.strings)
    tell('string', fact.range, `${fact.value === null ? 'f"…"' : JSON.stringify(fact.value)} (${fact.role})`, fact);
  for (const fact of facts.decorators) tell('decorator', fact.range, `@${fact.name}`, fact);
  for (const fact of facts.comments) tell('comment', fact.range, fact.text, fact);
  for (const fact of facts.commands) tell('command', fact.range, commandText(fact), fact);
}

function commandText({ kind, name, body }: CommandFact): string {
  switch (kind) {
    case 'instruction':
      return `${name.toUpperCase()} ${body.trim()}`;
    case 'line':
      return `%${name} ${body}`;
    case 'shell':
      return `!${body}`;
    case 'script':
      return `${name} script (${body.split('\n').length} lines)`;
    case 'cell':
      return `%%${name} (${body.split('\n').length} lines)`;
  }
}

function requirementText(entry: RequirementEntry): string {
  switch (entry.kind) {
    case 'option':
      return [entry.name, entry.value ?? ''].join(' ');
    case 'comment':
      return entry.text;
    case 'invalid':
      return entry.message;
    case 'requirement':
      return [
        `${entry.name ?? ''}${entry.extras.length > 0 ? `[${entry.extras.join(',')}]` : ''}`,
        entry.specifiers.map(({ operator, version }) => operator + version).join(','),
        entry.reference ? `@ ${entry.reference.text}` : '',
        entry.marker ? `; ${entry.marker.text}` : '',
        entry.hashes.length > 0 ? `(hashes: ${entry.hashes.length})` : '',
      ]
        .filter(Boolean)
        .join(' ');
  }
}
