import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { contains, textAt } from '../../../core/range';
import type { Value } from '../../../core/value';
import { takes } from '../../../analysis/flow/file-keys';
import { writtenFile, type ResponseUse } from '../../../analysis/flow/response';

const RUNS =
  /^(?:builtins\.)?(?:exec|eval|compile|execfile)$|^runpy\.run_(?:path|module)$|^code\.\w+\(\)\.runsource$|(?:^|\.)exec_module$|^get_ipython\(\)\.run_cell$/;
const SHELLS = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen)|os\.(?:system|popen|execv?p?e?|spawn\w+))$/;
const INTERPRETER = /(?<![\w.-])(?:(?:ba|z|da)?sh|python[\d.]*|sys\.executable|perl|node|Rscript|source)(?![\w.-])/;

/** Whether a call writes to a file. */
export const writesFile = ({ callee }: CallFact): boolean =>
  /(?:^|\.)(?:write|write_bytes|write_text|copyfileobj)$/.test(callee);

/** The call that runs what a request brought, by one use of it: in place, on the input of an interpreter, or out of a file. */
export function runOfResponse(
  { call: use, position }: { readonly call: CallFact; readonly position: number },
  flow: ResponseUse,
): CallFact | undefined {
  const { call: request, facts } = flow;
  if (position === 0 && (RUNS.test(use.callee) || (SHELLS.test(use.callee) && !contains(use.range, request.range))))
    return use;
  // `subprocess.run(["bash"], input=response.content)`
  if (
    SHELLS.test(use.callee) &&
    use.args.some((argument) => argument.name === 'input' && flow.holds(argument.valueRange)) &&
    INTERPRETER.test(textAt(facts.text, use.range))
  )
    return use;
  const file = writesFile(use) ? writtenFile(use, facts).value : undefined;
  return file && runOfFile(file, use, facts);
}

/** The later call of the same scope that runs a file. */
export function runOfFile(path: Value, after: CallFact, facts: PythonFacts): CallFact | undefined {
  const name = path.kind === 'string' ? path.value.replace(/^\.\//, '') : textAt(facts.text, path.range);
  if (!/^[\w./-]{2,}$/.test(name)) return undefined;
  const mention = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\w-])`);
  return facts.calls.find(
    (use) =>
      use.scope === after.scope &&
      use.range.start > after.range.end &&
      ((RUNS.test(use.callee) && (takes(use, path, facts) || mention.test(textAt(facts.text, use.range)))) ||
        (SHELLS.test(use.callee) && runsIt(textAt(facts.text, use.range), mention))),
  );
}

/** The call that runs what the hub brought: around the download, or later by the name that it was given. */
export function runOfSnapshot(call: CallFact, facts: PythonFacts): CallFact | undefined {
  const name = facts.assignments.find(
    (fact) => fact.scope === call.scope && contains(fact.valueRange, call.range),
  )?.target;
  return facts.calls.find((use) => {
    const written = textAt(facts.text, use.range);
    return (
      (RUNS.test(use.callee) || (SHELLS.test(use.callee) && INTERPRETER.test(written))) &&
      use.scope === call.scope &&
      (contains(use.argumentsRange, call.range) ||
        (name !== undefined &&
          use.range.start > call.range.end &&
          new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(written)))
    );
  });
}

/** The command names an interpreter before the file, or the file itself as its program; `unzip x.sh` runs nothing. */
function runsIt(written: string, mention: RegExp): boolean {
  const at = mention.exec(written)?.index;
  if (at === undefined) return false;
  const before = written.slice(0, at);
  if (/^[\w.]*\(\s*\[?\s*(?:f?["'])?(?:\.\/)?$/.test(before)) return true;
  const [, ...parts] = before.replace(/\bpip\b.*/, '').split(new RegExp(INTERPRETER.source));
  // `python train.py model.bin` runs train.py, `python -m tool data.zip` a module.
  return parts.length > 0 && !/[\w}-]\.(?:py|sh|bash|pl|R|js)\b|(?:^|[\s"'])-m["',\s]+\w/.test(parts.at(-1)!);
}
