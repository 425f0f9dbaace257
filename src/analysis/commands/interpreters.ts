import type { CommandedFacts } from '../../core/command-facts';
import type { ShellCommand } from '../../readers/shell/shell-command';
import { allSteps, type ShellStep } from './steps';
import { fetchOf } from './fetches';

const SHELL = /^(?:(?:ba|z|da|k|fi|a)?sh|busybox)$/;
const PYTHON = /^(?:python|pypy)[0-9.]*$|^\{sys\.executable\}$/;
const OTHER = /^(?:perl|ruby|node|php|Rscript|lua|pwsh)$/;
/** Of PowerShell; runs what it is given as text, or through a pipe. */
const EXPRESSION = /^(?:iex|invoke-expression)$/i;
/** Programs that hand on what they read, changed or not. */
const FILTERS =
  /^(?:tee|cat|gunzip|zcat|gzip|bunzip2|xz|unxz|zstd|sed|tr|base64|dos2unix|head|tail|grep|envsubst|pv|awk|iconv|openssl)$/;

/** Whether a command runs, as a script, what it reads from its input. */
export function runsInput({ name, words }: ShellCommand): boolean {
  const texts = words.slice(1).map(({ text }) => text);
  if (EXPRESSION.test(name)) return texts.length === 0;
  if (SHELL.test(name)) {
    if (texts.some((text) => /^-[a-z]*c$/.test(text))) return false;
    return (
      texts.some((text) => /^-[a-z]*s$/.test(text)) ||
      isInput(firstArgument(texts, /^[-+][a-z]*o$|^--(?:rcfile|init-file)$/))
    );
  }
  if (PYTHON.test(name))
    return !texts.some((text) => /^-[A-Za-z]*[cm]$/.test(text)) && isInput(firstArgument(texts, /^-[WX]$/));
  if (OTHER.test(name))
    return (
      !texts.some((text) => /^-[a-zA-Z]*[enprc]$|^--(?:eval|print|check)/.test(text)) &&
      isInput(firstArgument(texts, /^-[rI]$/))
    );
  return false;
}

const isInput = (text: string | undefined): boolean => text === undefined || text === '-' || text === '/dev/stdin';

function firstArgument(texts: readonly string[], valued: RegExp): string | undefined {
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    if (valued.test(text)) i++;
    else if (text === '-' || !/^[-+]/.test(text)) return text;
  }
  return undefined;
}

export const isInterpreter = ({ name }: ShellCommand): boolean =>
  SHELL.test(name) || PYTHON.test(name) || OTHER.test(name);

/** The fetching command whose output a command reads, through filters. */
export function fetchBefore(command: ShellCommand, facts: CommandedFacts): ShellCommand | null {
  let { input } = command;
  for (let steps = 0; input !== null && steps < 10; steps++) {
    if (fetchOf(input, facts)?.toOutput) return input;
    if (!FILTERS.test(input.name)) return null;
    input = input.input;
  }
  return null;
}

/** Whether the command that this one stands in runs its output: `bash <(…)`, `source <(…)`, `sh -c "$(…)"`, `python -c "$(…)"`. */
export function isRunOutside({ command, outer, place }: ShellStep): boolean {
  if (outer === null || place === null || place === 'script' || place === 'value') return false;
  if (place === 'program' || EXPRESSION.test(outer.name)) return true;
  if (place === 'input') return runsInput(outer);
  const at = outer.words.findIndex(
    (word) => word.range.start <= command.range.start && command.range.end <= word.range.end,
  );
  if (outer.name === 'source' || outer.name === '.') return at <= 1;
  if (!isInterpreter(outer)) return false;
  const before = outer.words.slice(1, Math.max(at, 1)).map(({ text }) => text);
  if (/^-[A-Za-z]*[ce]$/.test(before[before.length - 1] ?? '')) return true;
  return (
    outer.words[at]?.substitutions.some(({ kind }) => kind === 'process') === true &&
    before.every((text) => text.startsWith('-'))
  );
}

/** Whether what a command fetches goes straight to an interpreter. */
export function isRunAtOnce(step: ShellStep, facts: CommandedFacts): boolean {
  if (!fetchOf(step.command, facts)?.toOutput) return false;
  return (
    isRunOutside(step) ||
    allSteps(facts).some(
      ({ command }) => command.input !== null && runsInput(command) && fetchBefore(command, facts) === step.command,
    )
  );
}
