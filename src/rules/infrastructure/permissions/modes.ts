import { argumentOf, type Argument, type CallFact, type PythonFacts, type Semantics } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';

/** A `chmod` of the shell that lets everybody write; folders with the sticky bit are left alone. */
export const CHMOD =
  /\bchmod\s+(?:-\w+\s+|--\w+\s+)*(?:0?[0-7][0-7][2367]|a\+\w*w\w*|o\+\w*w\w*|ugo\+\w*w\w*|a=rwx?)(?=\s|$)/;

/** The mode that `os.chmod(path, mode)` or `path.chmod(mode)` sets, when it lets everybody write; undefined when it does not, or is not known. */
export function worldWritableMode(call: CallFact, { semantics }: PythonFacts): Argument | undefined {
  const mode = argumentOf(call, 'mode', positionOf(call));
  if (!mode) return undefined;
  const { value } = mode;
  if (value.kind === 'number') return isWorldWritable(exactly(value.value)) ? mode : undefined;
  return choicesOf(mode.expression).some((choice) => isWorldWritable(bitsOf(choice, semantics, 0))) ? mode : undefined;
}

const isWorldWritable = ({ set }: Bits): boolean => (set & OTHERS_WRITE) !== 0 && (set & STICKY) === 0;

/** `a if c else b`, `a or b`: each of what it may be. */
function choicesOf(expression: Expression): readonly Expression[] {
  const { kind, parts } = expression;
  if (kind === 'conditional' && parts.length === 3) return [parts[0]!, parts[2]!];
  return kind === 'choice' ? parts : [expression];
}

const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;
const ALL = 0o7777;
/** Operations inside one another, and names of names, that are followed. */
const DEEPEST = 12;

/** Source: the documentation of Python's module `stat`. */
const NAMED: Readonly<Record<string, number>> = {
  S_ISUID: 0o4000,
  S_ISGID: 0o2000,
  S_ISVTX: STICKY,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IREAD: 0o400,
  S_IWUSR: 0o200,
  S_IWRITE: 0o200,
  S_IXUSR: 0o100,
  S_IEXEC: 0o100,
  S_IRWXG: 0o070,
  S_IRGRP: 0o040,
  S_IWGRP: 0o020,
  S_IXGRP: 0o010,
  S_IRWXO: 0o007,
  S_IROTH: 0o004,
  S_IWOTH: OTHERS_WRITE,
  S_IXOTH: 0o001,
};

/** What is known of a mode: bits that are set for sure, and bits that are not. */
interface Bits {
  readonly set: number;
  readonly clear: number;
}

const UNKNOWN: Bits = { set: 0, clear: 0 };
const exactly = (mode: number): Bits =>
  Number.isInteger(mode) && mode >= 0 && mode <= ALL ? { set: mode, clear: ALL & ~mode } : UNKNOWN;

function bitsOf(expression: Expression, semantics: Semantics, depth: number): Bits {
  const { kind, name, parts, value, qualified } = expression;
  if (depth > DEEPEST) return UNKNOWN;
  if (value.kind === 'number') return exactly(value.value);
  const constant = /^stat\.(S_I\w+)$/.exec(qualified)?.[1];
  if (constant !== undefined && Object.hasOwn(NAMED, constant)) return exactly(NAMED[constant]!);
  if (kind === 'name') {
    const [only, other] = semantics.bindingsOf(expression);
    return only?.kind === 'assignment' && !other && only.value ? bitsOf(only.value, semantics, depth + 1) : UNKNOWN;
  }
  if (kind !== 'operation') return UNKNOWN;
  const [left = UNKNOWN, right] = parts.map((part) => bitsOf(part, semantics, depth + 1));
  if (right === undefined) return name === '~' ? { set: left.clear, clear: left.set } : UNKNOWN;
  if (name === '|') return { set: left.set | right.set, clear: left.clear & right.clear };
  if (name === '&') return { set: left.set & right.set, clear: left.clear | right.clear };
  // Bits that only one side has; of a sum the same where none is carried.
  const apart = { set: (left.set & right.clear) | (left.clear & right.set), clear: left.clear & right.clear };
  if (name === '^') return { ...apart, clear: apart.clear | (left.set & right.set) };
  return name === '+' && (ALL & ~left.clear & ~right.clear) === 0 ? apart : UNKNOWN;
}

/** The functions of modules take the path first, the methods of a path do not. */
function positionOf({ callee, args }: CallFact): 0 | 1 {
  if (/^os\./.test(callee)) return 1;
  return /^(?:\?|anyio)\.[fl]?chmod$/.test(callee) && args.filter(({ name }) => name === null).length > 1 ? 1 : 0;
}
