import type { Expression } from '../../../core/semantics';
import { stringOf } from '../../../core/value';

const DEEPEST = 6;

/**
 * How a path ends, as far as it is known, also where its beginning is not: `f"{folder}/model.h5"`, `os.path.join(folder, "model.h5")`,
 * `folder / "model.h5"`, `str(path)`. Empty where nothing is known.
 */
export function endingOf(expression: Expression | undefined, depth = 0): string {
  if (!expression || depth > DEEPEST) return '';
  const { kind, name, parts, pieces, value } = expression;
  const text = stringOf(value);
  if (text !== undefined) return text;
  const last = parts[parts.length - 1];
  if (kind === 'text') return pieces[pieces.length - 1]?.text || endingOf(last, depth + 1);
  const joins = kind === 'operation' && /^[+/]$/.test(name);
  const holds =
    kind === 'call' && parts.length > 1 && /(?:^|\.)(?:join|joinpath|Path|str|fspath)$/.test(parts[0]!.qualified);
  return joins || holds ? endingOf(last, depth + 1) : '';
}
