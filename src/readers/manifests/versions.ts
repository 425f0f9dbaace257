import type { MappedText } from '../../core/mapped-text';
import type { Specifier } from '../../core/requirement-facts';

/** How a tool writes versions: Poetry's and Pipenv's tables, conda's and pixi's match specifications. */
export type VersionDialect = 'poetry' | 'conda';

const CLAUSE = /(\^|~=|~|===|==|!=|<=|>=|<|>|=)?[ \t]*v?([0-9*][\w.*+!-]*)/y;

/**
 * The specifiers of PEP 440 that a version of a tool's own grammar stands for: `^2.6` is `>=2.6,<3`. Each has the place of what it was
 * made of. Empty for `*`, and for what PEP 440 has no words for (`^1 || ^2`). Sources: Poetry, Dependency specification; conda,
 * Package match specifications.
 */
export function readVersions(text: MappedText, dialect: VersionDialect): readonly Specifier[] {
  const { text: written } = text;
  if (written.includes('|') || written.length > MOST) return [];
  const specifiers: Specifier[] = [];
  let at = 0;
  while (at < written.length) {
    at += /^[\s,]*/.exec(written.slice(at))![0].length;
    if (at >= written.length) break;
    CLAUSE.lastIndex = at;
    const match = CLAUSE.exec(written);
    if (match === null) return [];
    const [whole, operator = '', version = ''] = match;
    const range = text.range(at, at + whole.length);
    const versionRange = text.range(at + whole.length - version.length, at + whole.length);
    for (const clause of clausesOf(operator, version, dialect)) specifiers.push({ ...clause, range, versionRange });
    at += whole.length;
    // conda's third part is a build: `1.2=py310_0`.
    const build = dialect === 'conda' ? /^[ \t]*=?[ \t]*[\w.*]+/.exec(written.slice(at)) : null;
    if (build !== null && !/[<>!~^]/.test(operator)) at += build[0].length;
    else if (at < written.length && !/[\s,]/.test(written[at]!)) return [];
  }
  return specifiers;
}

/** Units of a version that make sense. */
const MOST = 500;

type Clause = Pick<Specifier, 'operator' | 'version'>;

function clausesOf(operator: string, version: string, dialect: VersionDialect): readonly Clause[] {
  const plain = version.replace(/\.?\*$/, '');
  if (plain === '') return [];
  const wild = plain !== version;
  switch (operator) {
    case '^':
      return [
        { operator: '>=', version: plain },
        { operator: '<', version: nextCaret(plain) },
      ];
    case '~':
      return [
        { operator: '>=', version: plain },
        { operator: '<', version: nextAt(numbersOf(plain), numbersOf(plain).length > 1 ? 1 : 0) },
      ];
    case '':
    case '==':
      return [{ operator: '==', version: wild ? `${plain}.*` : version }];
    case '=':
      // What people write as a pin: conda takes the newest of that series.
      return [{ operator: '==', version: wild && dialect === 'poetry' ? `${plain}.*` : version }];
    default:
      return [{ operator, version: wild ? (operator === '!=' ? `${plain}.*` : plain) : version }];
  }
}

const numbersOf = (version: string): number[] => (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);

/** The next version that `^` does not allow: the first number that is not zero goes up. */
function nextCaret(version: string): string {
  const numbers = numbersOf(version);
  const first = numbers.findIndex((number) => number > 0);
  return nextAt(numbers, first < 0 ? numbers.length - 1 : first);
}

const nextAt = (numbers: readonly number[], index: number): string =>
  [...numbers.slice(0, index), numbers[index]! + 1].join('.');
