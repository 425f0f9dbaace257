import { redacted } from '../../analysis/secrets/redaction';
import type { Problem } from '../problem';
import { findSchemaErrors, type SchemaError } from './json-schema';
import { schemas } from './schema-1.6.generated.js';
import { findSemanticProblems } from './semantics';
import { findDuplicateItems } from './unique';

/** How many problems are told; a document that is wrong in one way is often wrong in it a thousand times. */
const MAX_PROBLEMS = 200;
/** How many of the schema's errors are weighed against each other. */
const MAX_SCHEMA_ERRORS = 1000;
/** Levels of nesting that are followed; no honest document has a tenth of it. */
const MAX_DEPTH = 150;
/** Characters of a document that is checked. */
const MAX_TEXT = 100_000_000;

/** Judges a document: the official schema, then what a schema cannot say. No error in the answer means: may be written. */
export function validateBom(bom: unknown): readonly Problem[] {
  if (isDeeperThan(bom, MAX_DEPTH)) return [invalid('', `The document is nested deeper than ${MAX_DEPTH} levels.`)];
  const version = typeof bom === 'object' && bom !== null && 'specVersion' in bom ? bom.specVersion : undefined;
  if (typeof version === 'string' && version !== '1.6')
    return [
      invalid(
        '/specVersion',
        `The document is CycloneDX ${redacted(version).slice(0, 20)}; this version of Touchstone checks 1.6.`,
      ),
    ];
  const problems = [...schemaProblems(bom), ...findDuplicateItems(bom), ...findSemanticProblems(bom)].map(withoutKeys);
  return problems.length <= MAX_PROBLEMS
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
}

/** The same for the text of a file or of a pipe. Text that is no JSON is a problem, not an exception. */
export function validateText(text: string): readonly Problem[] {
  if (text.length > MAX_TEXT) return [invalid('', `The document is larger than ${MAX_TEXT} characters.`)];
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch {
    return [invalid('', text.trim() === '' ? 'The document is empty.' : 'The document is not JSON.')];
  }
  return validateBom(document);
}

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.severity === 'error');

function schemaProblems(bom: unknown): readonly Problem[] {
  const found = findSchemaErrors(schemas, bom).slice(0, MAX_SCHEMA_ERRORS);
  const errors = found.filter((error) => !isNoise(error, found));
  const seen = new Set<string>();
  return errors
    .map((error) => invalid(error.instancePath, sentence(error)))
    .filter((problem) => {
      const key = `${problem.pointer} ${problem.message}`;
      return !seen.has(key) && seen.add(key);
    });
}

/** Names of properties are of the document, and may be anything. */
const withoutKeys = (problem: Problem): Problem => ({
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

/** The messages name properties and limits, never the value that was found. */
function sentence(error: SchemaError): string {
  const { additionalProperty, allowedValues, missingProperty } = error.params;
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

const errorsFirst = (problems: readonly Problem[]): readonly Problem[] => [
  ...problems.filter((problem) => problem.severity === 'error'),
  ...problems.filter((problem) => problem.severity !== 'error'),
];

/** Level by level, so that a hostile document cannot exhaust the stack before it is refused. */
function isDeeperThan(document: unknown, limit: number): boolean {
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
