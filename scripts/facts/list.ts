import { allSteps } from '../../src/analysis/commands/steps';
import type { CommandedFacts, CommandFact } from '../../src/core/command-facts';
import type { Facts } from '../../src/core/facts';
import type { PythonFacts } from '../../src/core/python-facts';
import { rangeOf, type Range } from '../../src/core/range';
import type { RequirementEntry } from '../../src/core/requirement-facts';
import type { FileFacts } from './read';
import { valueText } from './values';

/** One fact: where people find it, counted from 1, what a rule listens to to hear it, and what it says. */
export interface Told {
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly text: string;
  /** As the rule gets it. */
  readonly fact: unknown;
}

/** All facts of a file: part for part, in the order in which they are written. */
export function listFacts(file: FileFacts): readonly Told[] {
  return file.parts.flatMap(({ facts, locate }) => {
    const told: { readonly at: number; readonly item: Told }[] = [];
    tellFacts(facts, (kind, { start }, text, fact) => {
      const { cell, line, column } = locate(start);
      const place = { cell: cell === null ? null : cell + 1, line, column };
      told.push({ at: start, item: { ...place, kind, text: file.masked(text), fact } });
    });
    return told.sort((a, b) => a.at - b.at).map(({ item }) => item);
  });
}

function tellFacts(facts: Facts, tell: Tell): void {
  switch (facts.kind) {
    case 'python':
      tellProgram(facts, tell);
      return tellCommands(facts, tell);
    case 'shell':
    case 'dockerfile':
      for (const fact of facts.comments) tell('comment', fact.range, fact.text, fact);
      return tellCommands(facts, tell);
    case 'requirements':
      for (const entry of facts.entries) tell(entry.kind, entry.range, requirementText(entry), entry);
      return;
    case 'config':
      for (const entry of facts.entries)
        tell('config', entry.keyRange ?? entry.valueRange, `${entry.keys.join('.')} = ${entry.value}`, entry);
      for (const comment of facts.comments) tell('comment', comment.range, comment.text, comment);
      return;
    case 'output': {
      // What an output says is not told: it may hold what only rules would take for a secret.
      const characters = facts.text.length;
      return tell('output', rangeOf(0, 0), `${characters} characters`, { characters });
    }
  }
}

function tellCommands(facts: CommandedFacts, tell: Tell): void {
  for (const fact of facts.commands) tell('command', fact.range, commandText(fact), fact);
  for (const step of allSteps(facts)) {
    const { command } = step;
    const set = command.assignments.map(({ name, value }) => `${name}=${value}`);
    const into = command.redirections.map(({ operator, target }) => `${operator} ${target?.text ?? ''}`);
    const piped = command.input ? [`(reads ${command.input.name})`] : [];
    tell('step', command.range, [...set, ...command.words.map(({ text }) => text), ...into, ...piped].join(' '), step);
  }
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
