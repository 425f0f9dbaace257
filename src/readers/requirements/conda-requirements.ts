import type { Specifier } from '../../core/requirement-facts';
import type { MappedText } from '../../core/mapped-text';
import { normalizeName, type ReadRequirement } from './requirements-grammar';
import { readSpecifiers } from './requirements-specifiers';

/**
 * Reads a conda match specification on a command line: `name`, `channel::name`, `name=1.2`, `name=1.2=build`,
 * `name>=1,<2`. conda's `=1.2`, which people use as a pin, is given as `==` with the version as written.
 * A string is the reason why it cannot be read.
 */
export function readCondaRequirement(line: MappedText, shape: string): ReadRequirement | string {
  const channel = shape.indexOf('::');
  const nameStart = channel < 0 ? 0 : channel + 2;
  const name = /^[A-Za-z0-9_][A-Za-z0-9._-]*/.exec(shape.slice(nameStart))?.[0];
  if (name === undefined) return 'A requirement begins with the name of a package.';
  const nameEnd = nameStart + name.length;
  const known = line.text.slice(nameStart, nameEnd) === name;

  let specifiers: readonly Specifier[] = [];
  let end = nameEnd;
  const exact = /^(={1,2})([A-Za-z0-9._!+*-]+)(?:=[A-Za-z0-9._*-]+)?$/.exec(shape.slice(nameEnd));
  if (exact !== null) {
    const start = nameEnd + exact[1]!.length;
    const versionRange = line.range(start, start + exact[2]!.length);
    end = shape.length;
    specifiers = [
      {
        operator: '==',
        version: line.text.slice(start, start + exact[2]!.length),
        range: line.range(nameEnd, end),
        versionRange,
      },
    ];
  } else if (nameEnd < shape.length) {
    const read = readSpecifiers(line, shape, nameEnd);
    if (typeof read === 'string') return read;
    if (read.end < shape.length) return 'Text that conda does not understand follows the name.';
    ({ specifiers, end } = read);
  }
  return {
    name: known ? name : null,
    nameRange: known ? line.range(nameStart, nameEnd) : null,
    normalizedName: known ? normalizeName(name) : null,
    extras: [],
    extrasRange: null,
    specifiers,
    specifierRange: end > nameEnd ? line.range(nameEnd, end) : null,
    marker: null,
    reference: null,
  };
}
