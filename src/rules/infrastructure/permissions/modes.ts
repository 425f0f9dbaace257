import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { textAt } from '../../../core/range';

/** A `chmod` of the shell that lets everybody write; folders with the sticky bit are left alone. */
export const CHMOD =
  /\bchmod\s+(?:-\w+\s+|--\w+\s+)*(?:0?[0-7][0-7][2367]|a\+\w*w\w*|o\+\w*w\w*|ugo\+\w*w\w*|a=rwx?)(?=\s|$)/;

/** The mode that `os.chmod(path, mode)` or `path.chmod(mode)` sets, when it lets everybody write; undefined when it does not, or is not known. */
export function worldWritableMode(call: CallFact, facts: PythonFacts): Argument | undefined {
  const mode = argumentOf(call, 'mode', positionOf(call));
  if (!mode) return undefined;
  const { value } = mode;
  if (value.kind === 'number') return isWorldWritable(value.value) ? mode : undefined;
  const written = textAt(facts.text, mode.valueRange);
  const byName =
    value.kind === 'reference'
      ? /^stat\.S_I(?:RWXO|WOTH)$/.test(value.name)
      : value.kind === 'unknown' && /\bS_I(?:RWXO|WOTH)\b/.test(written) && !/~|S_ISVTX/.test(written);
  return byName ? mode : undefined;
}

const isWorldWritable = (mode: number): boolean =>
  mode >= 0 && mode < 0o10000 && (mode & 0o002) !== 0 && (mode & 0o1000) === 0;

/** The functions of modules take the path first, the methods of a path do not. */
function positionOf({ callee, args }: CallFact): 0 | 1 {
  if (/^os\./.test(callee)) return 1;
  return /^(?:\?|anyio)\.[fl]?chmod$/.test(callee) && args.filter(({ name }) => name === null).length > 1 ? 1 : 0;
}
