import { overlaps, rangeOf, type Range } from '../../../core/range';
import type { Expression } from '../../../core/semantics';
import type { WrittenText } from '../../../readers/python/written-text';
import { nameKindOf } from '../../../analysis/secrets/names';

/** What a shell or IPython fills in: `$NAME`, `${NAME}`, `$(cat file)`, `{name}`. */
const FILLED = String.raw`(?:\$\{?[A-Za-z_]\w{0,80}\}?|\$\((?:cat|<)[^)]{0,200}\)|\{[A-Za-z_][\w.]{0,80}\})`;
const OPTION = new RegExp(
  String.raw`(?<![\w-])--?(?<name>[A-Za-z][\w-]{1,60})(?:[ \t]{1,8}|=)(?<value>["']?${FILLED}["']?)`,
  'dg',
);
const VARIABLE = new RegExp(
  String.raw`(?:-e|--env|--build-arg)(?:[ \t]{1,8}|=)(?<name>[A-Za-z_]\w{1,80})=(?<value>["']?${FILLED}["']?)`,
  'dg',
);
const HEADER = new RegExp(
  String.raw`(?:authorization|x-api-key|api-key):[ \t]{0,4}(?:(?:bearer|token|basic)[ \t]{1,4})?(?<value>${FILLED})`,
  'dgi',
);
const LOGIN = new RegExp(String.raw`\bwandb[ \t]+login[ \t]+(?:--relogin[ \t]+)?(?<value>["']?${FILLED}["']?)`, 'dg');

/** The credentials that a shell fills into arguments of a command, in text order. `base`: where the text begins. */
export function filledSecretsIn(text: string, base: number): readonly Range[] {
  const found: Range[] = [];
  for (const pattern of [VARIABLE, OPTION, HEADER, LOGIN]) {
    for (const match of text.matchAll(pattern)) {
      const name = match.groups!['name'];
      if (name !== undefined && nameKindOf(name) === null) continue;
      const range = valueOf(match, base);
      if (!found.some((other) => overlaps(other, range))) found.push(range);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const BEFORE_HOLE = /(?<![\w}-])--?(?<name>[A-Za-z][\w-]{1,60})(?:[ \t]{1,8}|=)["']?$/;

/** What a formatted text is filled in with after an option that takes a credential. */
export const holesAfterOptions = ({ text, holes }: WrittenText): readonly Expression[] =>
  holes.flatMap(({ at, expression }) => {
    const name = BEFORE_HOLE.exec(text.slice(Math.max(0, at - 80), at))?.groups!['name'];
    const isWritten = expression.kind === 'text' || expression.kind === 'constant';
    return name === undefined || nameKindOf(name) === null || isWritten ? [] : [expression];
  });

function valueOf(match: RegExpMatchArray, base: number): Range {
  const [start, end] = match.indices!.groups!['value']!;
  return rangeOf(base + start, base + end);
}
