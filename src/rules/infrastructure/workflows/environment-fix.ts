import type { Edit, Fix } from '../../../core/finding';
import type { StepFact } from '../../../core/infrastructure-facts';
import { treeEntry, type SourceLeaf } from '../../../core/tree';
import { environmentNameFor, type WorkflowExpression } from '../../../analysis/infrastructure/workflow-expressions';

const POSIX_SHELL = /^(?:ba|z|da)?sh\b/;

/**
 * Hands an expression to a script through its environment, where it is data: `"${{ x }}"` becomes `"$X"`. None for another shell, in
 * single quotes, in a heredoc or a substitution, and where the file is written in a way that a line does not fit in.
 */
export function throughEnvironment(
  step: StepFact,
  run: SourceLeaf,
  expressions: readonly WorkflowExpression[],
  context: string,
  text: string,
): readonly Fix[] {
  const script = run.words?.text.text ?? '';
  const [first] = expressions;
  if (first === undefined || (step.shell !== null && !POSIX_SHELL.test(step.shell))) return [];
  const quote = run.quoted ? text[run.range.start] : '';
  const places = expressions.map(({ index, range }) => ({ range, quoting: quotingAt(script, index) }));
  if (quote === "'" || places.some(({ quoting }) => quoting === null || (quoting === 'none' && quote === '"')))
    return [];
  const name = environmentNameFor(context);
  const given = environmentEdit(step, name, first.text, text);
  if (given === null) return [];
  const edits = places.map(({ range, quoting }) => ({
    range,
    text: quoting === 'double' ? `\${${name}}` : `"\${${name}}"`,
  }));
  return [
    {
      title: `Hand it over as ${name}`.slice(0, 50),
      safety: places.every(({ quoting }) => quoting === 'double') ? 'safe' : 'unsafe',
      edits: [...edits, ...(given === 'there' ? [] : [given])],
    },
  ];
}

/** In which quotes an offset of a script stands, as far as its own line tells; null where no variable may be written. */
function quotingAt(script: string, offset: number): 'double' | 'none' | null {
  if (/<<-?\s*['"]?\w/.test(script)) return null;
  const before = script.slice(0, offset);
  let open: '"' | "'" | null = null;
  for (let at = 0; at < before.length; at++) {
    const character = before[at];
    if (character === '\\' && open !== "'") at++;
    else if (open === null && (character === '"' || character === "'")) open = character;
    else if (character === open) open = null;
  }
  return open === "'" ? null : open === '"' ? 'double' : 'none';
}

/** Puts a variable into `env` of the step; `there` where it has it already. */
function environmentEdit(step: StepFact, name: string, expression: string, text: string): Edit | 'there' | null {
  const written = `\${{ ${expression} }}`;
  const same = step.environment.find((variable) => variable.name === name);
  if (same)
    return (same.value.words?.text.text ?? '').replace(/\s/g, '') === written.replace(/\s/g, '') ? 'there' : null;
  const env = treeEntry(step.map, 'env');
  const before = env?.value.kind === 'map' ? env.value.entries[0] : treeEntry(step.map, 'run');
  if (before === undefined || (env !== undefined && env.value.kind !== 'map')) return null;
  const at = before.keyRange.start;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (!/^ *(?:- +)?$/.test(line)) return null;
  const indent = ' '.repeat(line.length);
  return env === undefined
    ? { range: { start: at, end: at }, text: `env:\n${indent}  ${name}: ${written}\n${indent}` }
    : { range: { start: at, end: at }, text: `${name}: ${written}\n${indent}` };
}
