import { explain, valid } from '@renovatebot/pep440';
import type { Specifier } from '../../core/requirement-facts';
import { isBlank, type MappedText } from '../../core/mapped-text';

export interface ReadSpecifiers {
  readonly specifiers: readonly Specifier[];
  /** Where the list ends, closing parenthesis included; blanks after it are not. */
  readonly end: number;
}

const OPERATOR = /===|==|~=|!=|<=|>=|<|>/y;

/**
 * Reads `>=1,<2` or `(>=1,<2)` at `start` of a line (PEP 508 `versionspec`, PEP 440). `shape` is the line's text with
 * environment variables replaced by digits of equal length. A string is the reason why it is not valid.
 */
export function readSpecifiers(line: MappedText, shape: string, start: number): ReadSpecifiers | string {
  const specifiers: Specifier[] = [];
  let at = start;
  const parenthesised = shape[at] === '(';
  if (parenthesised) at = skipBlanks(shape, at + 1);
  let end = at;

  for (;;) {
    OPERATOR.lastIndex = at;
    const operator = OPERATOR.exec(shape)?.[0];
    if (operator === undefined) break;
    let versionStart = at + operator.length;
    while (isBlank(shape.charCodeAt(versionStart))) versionStart++;
    let versionEnd = versionStart;
    while (versionEnd < shape.length && !isBlank(shape.charCodeAt(versionEnd)) && !',;)'.includes(shape[versionEnd]!))
      versionEnd++;
    const reason = checkVersion(operator, shape.slice(versionStart, versionEnd));
    if (reason !== null) return reason;
    specifiers.push({
      operator,
      version: line.text.slice(versionStart, versionEnd),
      range: line.range(at, versionEnd),
      versionRange: line.range(versionStart, versionEnd),
    });
    end = versionEnd;
    at = skipBlanks(shape, versionEnd);
    if (shape[at] !== ',') break;
    end = at + 1;
    at = skipBlanks(shape, at + 1);
  }

  if (!parenthesised) return { specifiers, end };
  if (shape[at] !== ')') return 'The parenthesis around the versions is not closed.';
  return { specifiers, end: at + 1 };
}

export function skipBlanks(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Why a text is no version. */
function reasonOf(text: string): string {
  if (/^["']/.test(text)) return 'Quotes are no part of a version.';
  if (/\w[<>~]|\w[!=]=/.test(text)) return 'Versions are separated by commas.';
  return 'The version is not one that Python packages use (PEP 440).';
}

function checkVersion(operator: string, text: string): string | null {
  if (text === '') return 'A version is missing after the operator.';
  if (operator === '===') return null;
  const wildcard = text.endsWith('.*');
  const version = wildcard ? text.slice(0, -2) : text;
  const parts = valid(version) === null ? null : explain(version);
  if (parts === null) return reasonOf(text);
  const local = parts.local !== null && parts.local !== undefined;
  if (wildcard) {
    if (operator !== '==' && operator !== '!=') return 'The ending .* goes only with == and !=.';
    if (local || parts.is_prerelease || parts.is_postrelease || parts.is_devrelease)
      return 'The ending .* goes only with a plain release number.';
  }
  if (local && operator !== '==' && operator !== '!=') return 'A local version (after +) goes only with == and !=.';
  if (operator === '~=' && parts.release.length < 2) return 'The operator ~= needs at least two numbers, as in ~=2.1.';
  return null;
}
