import type { Argument, CallFact, PythonFacts } from '../../../core/python-facts';
import { contains, textAt, type Range } from '../../../core/range';
import { stringOf } from '../../../core/value';
import { assignmentsTo } from '../../../readers/python/fact-index';
import { addedTo, type Trace } from '../../../analysis/flow/trace';

/** `subprocess.run(["bash", "-c", f"unzip {path}"])`: a shell that is named. */
export function namedShellScript(call: CallFact): Argument | null {
  const list = call.args.find(({ name, position }) => position === 0 || name === 'args');
  if (list?.value.kind !== 'sequence' || list.spread) return null;
  const [shell, option, script] = list.value.items;
  if (!/(?:^|\/)(?:ba|z|da|k)?sh$/.test(stringOf(shell) ?? '') || !/^-[a-z]*c$/.test(stringOf(option) ?? '') || !script)
    return null;
  return { ...list, value: script, valueRange: script.range, range: script.range };
}

/** Where the command is put together: in the call, or in what its name was last assigned. Null when it is no composition. */
export function compositionOf(range: Range, call: CallFact, facts: PythonFacts): Range | null {
  if (isComposed(range, facts)) return range;
  const name = textAt(facts.text, range);
  if (!/^(?:self\.)?[A-Za-z_]\w*$/.test(name)) return null;
  const assigned = assignmentsTo(facts, name).filter(
    (fact) => fact.role !== 'parameter-default' && fact.scope === call.scope && fact.range.end <= call.range.start,
  );
  const written = assigned
    .map((fact) => fact.valueRange)
    .filter((other) => isComposed(other, facts))
    .pop();
  if (written) return written;
  // `command += " --name " + name`: the whole is what the name holds.
  const last = assigned.at(-1);
  return last &&
    addedTo(name, last.range.end, call.range.start, facts.text).some((added) =>
      /[fF]["']|["']\s*[+%]|\+\s*["']|\.format\(|^[A-Za-z_]/.test(textAt(facts.text, added)),
    )
    ? range
    : null;
}

/** Nothing in the command comes from elsewhere: numbers, written names, paths of the machine. */
export function isOwn(trace: Trace, start: Range, facts: PythonFacts): boolean {
  if (trace.unknown.length > 0) return false;
  return trace.calls.every(
    ({ callee, range }) =>
      OWN.test(callee) ||
      /^str\.(?:format|join)$|^(?:str|repr|os\.path\.\w+|os\.fspath|pathlib\.Path)$/.test(callee) ||
      (contains(start, range) && textAt(facts.text, range).length === 0),
  );
}

/** Values that nobody outside chooses. */
const OWN =
  /^(?:sys\.executable|os\.(?:getcwd|getpid|cpu_count|sep|linesep|name)|tempfile\.\w+|time\.\w+|datetime\..*|uuid\.\w+|platform\.\w+|torch\.cuda\.\w+|range|enumerate|random\..*|socket\.gethostname|getpass\.getuser|multiprocessing\.cpu_count)(?:\(\).*)?$/;

/** An f-string, `.format(…)`, `% …`, `+ …` or `" ".join(…)`: a written text with something put in. */
function isComposed(range: Range, facts: PythonFacts): boolean {
  const text = textAt(facts.text, range);
  if (!facts.strings.some((string) => contains(range, string.range))) return false;
  return (
    /^[(\s]*[rR]?[fF][rR]?["']/.test(text) ||
    /["']\s*\.\s*(?:format|join)\s*\(/.test(text) ||
    /["']\s*\)?\s*%\s*[\w({[]/.test(text) ||
    /(?:["']\s*\+|\+\s*[rRfF]{0,2}["'])/.test(text)
  );
}
