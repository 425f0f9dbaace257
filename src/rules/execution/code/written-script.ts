import type { CallFact, PythonFacts } from '../../../core/python-facts';
import { contains } from '../../../core/range';
import { callsOf } from '../../../readers/python/fact-index';
import { takes } from '../../../analysis/flow/file-keys';
import { writtenFile } from '../../../analysis/flow/written-files';
import { isModelOutput } from './model-output';
import { traceOf } from '../../../analysis/flow/trace';

const STARTS = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput)|os\.(?:system|popen))$/;
const INTERPRETER =
  /(?<![\w.-])(?:(?:ba|z|da)?sh|python[\d.]*|sys\.executable|node|Rscript|perl|uv["',\s]+run)(?![\w-])/;

const writes = ({ callee }: CallFact): boolean => /(?:^|\.)(?:write|write_text)$/.test(callee);

/** Whether a call starts an interpreter on a file into which the same scope wrote what a language model wrote. */
export function runsWrittenOutput(call: CallFact, facts: PythonFacts): boolean {
  if (!STARTS.test(call.callee)) return false;
  const written = facts.text.slice(call.range.start, call.range.end);
  if (!INTERPRETER.test(written)) return false;
  return callsOf(facts, writes, call.scope).some((write) => {
    const [content] = write.args;
    if (
      !content ||
      write.range.end > call.range.start ||
      !isModelOutput(traceOf(content.valueRange, write, facts), facts)
    )
      return false;
    const { value, texts } = writtenFile(write, facts);
    if (value && takes(call, value, facts)) return true;
    // The path as a word of the command: a literal, or a name.
    const path = value?.kind === 'string' ? value.value : texts[0];
    const word =
      path === undefined
        ? ''
        : path.replace(/^(?:str\(|Path\(|pathlib\.Path\()\s*|[)"'\s]+$|^["']|\.(?:name|write_text|open)$/g, '');
    return (
      /^[\w./-]{2,}$/.test(word) &&
      new RegExp(`(?<![\\w-])${word.replace(/\W/g, '\\$&')}(?![\\w-])`).test(written) &&
      !contains(write.range, call.range)
    );
  });
}
