import type { Range } from '../../core/range';
import type { DirectReference, Requirement, Specifier } from '../../core/requirement-facts';
import type { MappedText } from '../../core/mapped-text';
import { checkMarker } from './requirements-markers';
import {
  fragmentValue,
  hasUnknownScheme,
  isArchive,
  looksLikePath,
  looksLikeUrl,
  readReference,
  wheelName,
} from './requirements-references';
import { readSpecifiers, skipBlanks } from './requirements-specifiers';

/** What one requirement says, without the options that stand after it. */
export type ReadRequirement = Pick<
  Requirement,
  | 'name'
  | 'nameRange'
  | 'normalizedName'
  | 'extras'
  | 'extrasRange'
  | 'specifiers'
  | 'specifierRange'
  | 'marker'
  | 'reference'
>;

const IDENTIFIER = /[A-Za-z0-9][A-Za-z0-9._-]*/y;
const EDITABLE_VCS = /^(?:git|hg|svn|bzr)[:+]/i;

/** PEP 503. */
export const normalizeName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/**
 * Reads a requirement as pip's `parse_req_from_line` does: URL, path or PEP 508. `shape` is the line's text with every
 * environment variable replaced by digits of equal length, so that the grammar holds whatever their value is.
 * A string is the reason, in one sentence, why pip would refuse it.
 */
export function readRequirement(line: MappedText, shape: string = line.text): ReadRequirement | string {
  const isUrl = looksLikeUrl(shape);
  const semicolon = shape.indexOf(isUrl ? '; ' : ';');
  const bodyEnd = semicolon < 0 ? shape.length : semicolon;
  let marker: ReadRequirement['marker'] = null;
  if (semicolon >= 0) {
    const text = line.slice(semicolon + 1).trim();
    if (text.length > 0) {
      const reason = checkMarker(shape.slice(semicolon + 1).trim());
      if (reason !== null) return reason;
      marker = { text: text.text, range: text.range() };
    }
  }
  const body = line.slice(0, bodyEnd).trim();
  const bodyShape = shape.slice(0, bodyEnd).trim();
  if (body.length === 0) return 'A requirement is missing before the marker.';

  if (isUrl) return { ...byReference(body, bodyShape), marker };
  const bare = withoutExtras(bodyShape);
  if (isArchive(bare) && !/^[^/\\.@][^/\\@]*@/.test(bodyShape)) return { ...byReference(body, bodyShape), marker };
  const read = readSpecification(body, bodyShape);
  if (typeof read !== 'string') return { ...read, marker };
  if (hasUnknownScheme(bodyShape)) return 'The URL has a scheme that pip does not know.';
  const spaced = /\s/.test(bodyShape) && !/^[./~\\]|^[A-Za-z]:[/\\]/.test(bodyShape);
  if (looksLikePath(bare) && !spaced && !bodyShape.includes('://')) return { ...byReference(body, bodyShape), marker };
  return read;
}

/** Reads what follows `-e`: a direct reference with a name, a VCS URL, or the path of a project. */
export function readEditable(line: MappedText, shape: string = line.text): ReadRequirement | string {
  const body = line.trim();
  const bodyShape = shape.trim();
  if (body.length === 0) return 'The option --editable needs a value.';
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\]\s*)?@/.test(bodyShape) && !/^[^\s@]*@[^\s@/:]+:/.test(bodyShape))
    return readRequirement(body, bodyShape);
  if (/^(?:https?|ftp):/i.test(bodyShape) || (hasUnknownScheme(bodyShape) && !EDITABLE_VCS.test(bodyShape)))
    return 'An editable requirement is the path of a project or a version control URL.';
  return { ...byReference(body, bodyShape), marker: null };
}

/** `name[extras] specifiers` or `name[extras] @ url` (PEP 508), the marker taken off. */
function readSpecification(line: MappedText, shape: string): Omit<ReadRequirement, 'marker'> | string {
  IDENTIFIER.lastIndex = 0;
  let nameEnd = IDENTIFIER.exec(shape)?.[0].length ?? 0;
  while (nameEnd > 0 && /[.-]/.test(shape[nameEnd - 1]!)) nameEnd--;
  if (nameEnd === 0)
    return /^["'`“‘]/.test(shape)
      ? 'Quotes are no part of a requirement.'
      : 'A requirement begins with the name of a package.';
  const read = readExtras(line, shape, skipBlanks(shape, nameEnd));
  if (typeof read === 'string') return read;
  const { extras, extrasRange } = read;
  const named = { ...namedBy(line, { start: 0, end: nameEnd }, shape), extras, extrasRange };

  const at = skipBlanks(shape, read.end);
  if (shape[at] === '@') {
    const start = skipBlanks(shape, at + 1);
    if (start >= shape.length) return 'A URL is missing after the @.';
    if (/[ \t]/.test(shape.slice(start))) return 'Text follows the URL; a marker needs a semicolon before it.';
    return {
      ...named,
      specifiers: [],
      specifierRange: null,
      reference: readReference(line.slice(start), shape.slice(start)),
    };
  }
  const versions = readSpecifiers(line, shape, at);
  if (typeof versions === 'string') return versions;
  if (versions.end < shape.length && skipBlanks(shape, versions.end) < shape.length)
    return reasonAt(shape, skipBlanks(shape, versions.end), versions.specifiers);
  return {
    ...named,
    specifiers: versions.specifiers,
    specifierRange: versions.end > at ? line.range(at, versions.end) : null,
    reference: null,
  };
}

function reasonAt(shape: string, at: number, specifiers: readonly Specifier[]): string {
  if (shape[at] === '#') return 'A # begins a comment only behind a blank.';
  if (/^=[<>~!]/.test(shape.slice(at, at + 2))) return `The operator is written ${shape[at + 1]}=.`;
  if (shape[at] === '=') return 'A single = is no operator; == asks for one version.';
  if (specifiers.length > 0) return 'Versions are separated by commas.';
  return /[0-9]/.test(shape[at]!)
    ? 'An operator such as == is missing before the version.'
    : 'Text that pip does not understand follows the name.';
}

function readExtras(
  line: MappedText,
  shape: string,
  start: number,
): { extras: string[]; extrasRange: Range | null; end: number } | string {
  if (shape[start] !== '[') return { extras: [], extrasRange: null, end: start };
  const extras: string[] = [];
  let at = skipBlanks(shape, start + 1);
  while (shape[at] !== ']') {
    if (extras.length > 0) {
      if (shape[at] !== ',')
        return at >= shape.length ? 'The bracket around the extras is not closed.' : 'Extras are separated by commas.';
      at = skipBlanks(shape, at + 1);
    }
    IDENTIFIER.lastIndex = at;
    const name = IDENTIFIER.exec(shape)?.[0];
    if (name !== undefined && /[.-]$/.test(name)) return 'An extra does not end with a dot or a hyphen.';
    if (name === undefined)
      return at >= shape.length
        ? 'The bracket around the extras is not closed.'
        : 'An extra is a name of letters, digits, dots, hyphens and underscores.';
    extras.push(line.text.slice(at, at + name.length));
    at = skipBlanks(shape, at + name.length);
  }
  return { extras, extrasRange: line.range(start, at + 1), end: at + 1 };
}

/** A URL or a path alone: its name is that of `#egg=`, or of the wheel it points to. */
function byReference(line: MappedText, shape: string): Omit<ReadRequirement, 'marker'> {
  const bare = looksLikeUrl(shape) ? shape : withoutExtras(shape);
  const reference: DirectReference = readReference(line.slice(0, bare.length), bare);
  const egg = fragmentValue(bare, 'egg');
  let extras: readonly string[] = [];
  let extrasRange: Range | null = null;
  let name = egg ?? wheelName(bare);
  const bracket = egg === null ? bare.length : bare.indexOf('[', egg.start);
  if (bracket >= 0 && bracket < shape.length && shape[bracket] === '[') {
    const read = readExtras(line, shape, bracket);
    if (typeof read !== 'string') ({ extras, extrasRange } = read);
    if (egg !== null && bracket < egg.end) name = { start: egg.start, end: bracket };
  }
  const valid = name !== null && /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(shape.slice(name.start, name.end));
  return {
    ...namedBy(line, valid ? name : null, shape),
    extras,
    extrasRange,
    specifiers: [],
    specifierRange: null,
    reference,
  };
}

/** A path may have extras after it: `./project[dev]`. */
function withoutExtras(text: string): string {
  if (!text.endsWith(']')) return text;
  const bracket = text.lastIndexOf('[');
  return bracket > 0 && bracket < text.length - 2 ? text.slice(0, bracket).trimEnd() : text;
}

/** A name that comes out of an environment variable is not a name. */
function namedBy(
  line: MappedText,
  at: { start: number; end: number } | null,
  shape: string,
): Pick<Requirement, 'name' | 'nameRange' | 'normalizedName'> {
  const name = at === null ? null : line.text.slice(at.start, at.end);
  if (at === null || name === null || name !== shape.slice(at.start, at.end))
    return { name: null, nameRange: null, normalizedName: null };
  return { name, nameRange: line.range(at.start, at.end), normalizedName: normalizeName(name) };
}
