import { redacted } from '../../analysis/secrets/redaction';
import { pointerSegment, type Problem } from '../problem';
import { conforms } from './conformance';
import { findSchemaErrors, type SchemaError } from './json-schema';
import { WRITTEN, type Schemas, type SchemasByVersion } from './schemas';
import { findSemanticProblems } from './semantics';

/** How many problems are told. */
const MAX_PROBLEMS = 200;
/** How many of the schema's errors are weighed against each other. */
const MAX_SCHEMA_ERRORS = 1000;
/** Levels of nesting that are followed; no honest document has a tenth of it. */
export const MAX_DEPTH = 150;
/** Characters of a document that is checked. */
const MAX_TEXT = 400_000_000;

/**
 * Judges a document that is to be written: the official schema, then what a schema cannot say. No error in the answer means: may be
 * written.
 */
export function validateBom(bom: unknown): readonly Problem[] {
  const problems = schemaProblemsOf(bom, WRITTEN);
  return bounded(isUnread(problems) ? problems : [...problems, ...findSemanticProblems(bom).map(withoutKeys)]);
}

/** What the official schema of the document's own version says: nothing where the document is valid. */
export function schemaProblemsOf(bom: unknown, versions: SchemasByVersion): readonly Problem[] {
  if (isDeeperThan(bom, MAX_DEPTH)) return [unread('', `The document is nested deeper than ${MAX_DEPTH} levels.`)];
  const version = typeof bom === 'object' && bom !== null && 'specVersion' in bom ? bom.specVersion : undefined;
  const named = typeof version === 'string' ? versions.get(version) : undefined;
  if (typeof version === 'string' && named === undefined)
    return [
      unread(
        '/specVersion',
        `The document is CycloneDX ${redacted(version).slice(0, 20)}; this version of Touchstone checks ${[...versions.keys()].join(', ')}.`,
      ),
    ];
  return schemaProblems(bom, named ?? [...versions.values()].at(-1)!).map(withoutKeys);
}

/** What is told of a document: a document that is wrong in one way is often wrong in it a thousand times. */
export const bounded = <T extends Problem>(problems: readonly T[]): readonly (T | Problem)[] =>
  problems.length <= MAX_PROBLEMS
    ? problems
    : [
        ...errorsFirst(problems).slice(0, MAX_PROBLEMS),
        {
          severity: 'warning',
          check: 'limit',
          pointer: '',
          message: `${problems.length - MAX_PROBLEMS} more problems are not listed.`,
        },
      ];

/** The same for its text. Text that is no JSON is a problem, not an exception. */
export function validateText(text: string): readonly Problem[] {
  const read = parseDocument(text);
  return 'problem' in read ? [read.problem] : validateBom(read.document);
}

/** The value of a file or of a pipe, or why there is none. */
export function parseDocument(text: string): { readonly document: unknown } | { readonly problem: Problem } {
  const problem = sizeProblem(text.length);
  if (problem !== null) return { problem };
  try {
    return { document: JSON.parse(text.replace(/^\ufeff/u, '')) };
  } catch {
    return { problem: unread('', text.trim() === '' ? 'The document is empty.' : 'The document is not JSON.') };
  }
}

/** What keeps a text of so many UTF-16 units from being looked into. */
export const sizeProblem = (length: number): Problem | null =>
  length > MAX_TEXT ? unread('', `The document is larger than ${MAX_TEXT} characters.`) : null;

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.severity === 'error');

function schemaProblems(bom: unknown, schemas: Schemas): readonly Problem[] {
  if (conforms(schemas, bom)) return [];
  const found = findSchemaErrors(schemas, bom).slice(0, MAX_SCHEMA_ERRORS);
  const errors = found.filter((error) => !isNoise(error, found));
  const seen = new Set<string>();
  return errors
    .map((error) => invalid(placeOf(error), sentence(error)))
    .filter((problem) => {
      const key = `${problem.pointer} ${problem.message}`;
      return !seen.has(key) && seen.add(key);
    });
}

/** Names of properties are of the document, and may be anything. */
export const withoutKeys = (problem: Problem): Problem => ({
  ...problem,
  pointer: redacted(problem.pointer),
  message: redacted(problem.message),
});

/** `oneOf` and `anyOf` say only that no branch fits; the errors of the branches beside them say why. */
function isNoise(error: SchemaError, all: readonly SchemaError[]): boolean {
  return (
    (error.keyword === 'oneOf' || error.keyword === 'anyOf' || error.keyword === 'if') &&
    all.some(
      (other) =>
        other !== error && other.schemaPath !== error.schemaPath && other.instancePath.startsWith(error.instancePath),
    )
  );
}

/** Of a list with duplicates the item that is too many. */
const placeOf = ({ instancePath, keyword, params }: SchemaError): string =>
  keyword === 'uniqueItems'
    ? instancePath + pointerSegment(Math.max(Number(params.i), Number(params.j)))
    : instancePath;

/** The messages name properties and limits, never the value that was found. */
function sentence(error: SchemaError): string {
  const { additionalProperty, allowedValues, missingProperty, i, j } = error.params;
  if (error.keyword === 'uniqueItems')
    return `The item is the same as item ${Math.min(Number(i), Number(j))} of the list, which must not hold duplicates.`;
  if (typeof additionalProperty === 'string')
    return `The specification has no property ${JSON.stringify(redacted(additionalProperty).slice(0, 80))} here.`;
  if (typeof missingProperty === 'string') return `The property ${JSON.stringify(missingProperty)} is missing.`;
  if (Array.isArray(allowedValues))
    return allowedValues.length <= 20
      ? `The value must be one of ${allowedValues.join(', ')}.`
      : 'The value is not one of those that the specification lists.';
  return `The value ${error.message}.`;
}

const invalid = (pointer: string, message: string): Problem => ({
  severity: 'error',
  check: 'schema',
  pointer,
  message,
});

/** A document that was not looked into. */
const unread = (pointer: string, message: string): Problem => ({ ...invalid(pointer, message), check: UNREAD });

/** Whether nothing can be said of a document but that. */
export const isUnread = ([first]: readonly Problem[]): boolean => first?.check === UNREAD;

const UNREAD = 'unread';

const errorsFirst = <T extends Problem>(problems: readonly T[]): readonly T[] => [
  ...problems.filter((problem) => problem.severity === 'error'),
  ...problems.filter((problem) => problem.severity !== 'error'),
];

/** Level by level, so that a hostile document cannot exhaust the stack before it is refused. */
export function isDeeperThan(document: unknown, limit: number): boolean {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    const next: unknown[] = [];
    for (const node of level) {
      if (typeof node === 'object' && node !== null)
        for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
  return false;
}
