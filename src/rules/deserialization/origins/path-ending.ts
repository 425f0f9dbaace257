import type { PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { stringOf } from '../../../core/value';

const DEEPEST = 8;
/** Calls that put paths together or hand one on. */
const PATHS = /(?:^|\.)(?:join|joinpath|Path|PurePath|PosixPath|str|fspath|open|BytesIO|File)$/;
/** Calls that download a file and give its path: its name is one of what they are given. */
const DOWNLOADS = /(?:get_file|download\w*|retrieve|cached_path|cached_download)$/;

/**
 * How a path ends, as far as it is known, also where its beginning is not: `f"{folder}/model.h5"`, `os.path.join(folder, "model.h5")`,
 * `folder / "model.h5"`, `get_file("model.h5", url)`. Empty where nothing is known.
 */
export function endingOf(expression: Expression | undefined, facts: PythonFacts, depth = 0): string {
  if (!expression || depth > DEEPEST) return '';
  const { kind, name, parts, pieces, value } = expression;
  const text = stringOf(value);
  if (text !== undefined) return text;
  const end = (part: Expression | undefined): string => endingOf(part, facts, depth + 1);
  const last = parts[parts.length - 1];
  switch (kind) {
    case 'text':
      return pieces[pieces.length - 1]?.text || end(last);
    case 'operation':
      return /^[+/]$/.test(name) ? end(last) : '';
    case 'name':
    case 'attribute':
      return end(givenLast(expression, facts));
    case 'call':
      return endingOfCall(parts[0]?.qualified ?? '', parts.slice(1).map(end));
    default:
      return '';
  }
}

function givenLast(use: Expression, { semantics }: PythonFacts): Expression | undefined {
  const [given] = semantics.bindingsOf(use).filter(({ kind }) => kind !== 'change');
  return given?.value && (given.kind === 'assignment' || given.kind === 'context') ? given.value : undefined;
}

/** Of what a call is given it is known how it ends. */
function endingOfCall(callee: string, given: readonly string[]): string {
  if (DOWNLOADS.test(callee)) return given.findLast((ending) => /\.\w{1,12}$/.test(ending)) ?? '';
  return PATHS.test(callee) ? (given.findLast((ending) => ending !== '') ?? '') : '';
}
