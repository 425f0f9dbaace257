import type { CommandedFacts } from '../../core/command-facts';
import type { ShellWord } from '../../readers/shell/shell-command';
import { allSteps } from './steps';

/** What a word stands for once the variables that the document sets exactly once are put in. */
export function expanded(word: ShellWord, facts: CommandedFacts): string {
  if (word.literal || !/[${]/.test(word.text)) return word.text;
  const variables = variablesOf(facts);
  let text = word.text;
  for (let round = 0; round < 3; round++) {
    const next = text.replace(
      /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}/g,
      (written, braced?: string, plain?: string, python?: string) =>
        variables.get((braced ?? plain ?? python)!) ?? written,
    );
    if (next === text) break;
    text = next.slice(0, 4000);
  }
  return text;
}

function variablesOf(facts: CommandedFacts): ReadonlyMap<string, string> {
  const held = known.get(facts);
  if (held) return held;
  const variables = new Map<string, string>();
  const twice = new Set<string>();
  const set = (name: string, value: string): void => {
    if (variables.has(name) && variables.get(name) !== value) twice.add(name);
    variables.set(name, value);
  };
  known.set(facts, variables);
  for (const { command } of allSteps(facts)) {
    for (const { name, value } of command.words.length === 0 ? command.assignments : []) set(name, value);
    if (/^(?:export|env|set_env|declare|readonly|local|ENV|ARG)$/.test(command.name))
      for (const word of command.words.slice(1)) {
        const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(word.text);
        if (match) set(match[1]!, match[2]!);
      }
  }
  for (const fact of facts.kind === 'python' ? facts.assignments : [])
    if (fact.role === 'variable')
      set(
        fact.target,
        fact.value.kind === 'string' && fact.value.via !== 'default' ? fact.value.value : `{${fact.target}}`,
      );
  for (const name of twice) variables.delete(name);
  return variables;
}

const known = new WeakMap<CommandedFacts, ReadonlyMap<string, string>>();
