import { bounded, isDeeperThan, MAX_DEPTH } from '../cyclonedx/validate';
import { secretProblems } from '../cyclonedx/semantics';
import { pointerSegment, type Problem } from '../problem';
import { findModelProblems, isIndividual, isReference } from './model';

/** Judges a document that is to be written: the model, then what it cannot say. No error in the answer means: may be written. */
export function validateSpdx(document: unknown): readonly Problem[] {
  const wrong = spdxSchemaProblems(document);
  return bounded([...wrong, ...(wrong[0]?.check === 'unread' ? [] : spdxPolicyProblems(document))]);
}

/** What the published schema refuses: nothing where the document is valid. */
export function spdxSchemaProblems(document: unknown): readonly Problem[] {
  return isDeeperThan(document, MAX_DEPTH)
    ? [
        {
          severity: 'error',
          check: 'unread',
          pointer: '',
          message: `The document is nested deeper than ${MAX_DEPTH} levels.`,
        },
      ]
    : findModelProblems(document);
}

type Node = Readonly<Record<string, unknown>>;

/** Identities that are taken twice, references that lead nowhere, and keys that are no business of a reader. */
export function spdxPolicyProblems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const elements = graphOf(document);
  const taken = new Set<string>();
  const imported = new Set<unknown>();
  for (const { element, at } of elements) {
    const id = element['spdxId'] ?? element['@id'];
    if (typeof id === 'string' && taken.has(id))
      problems.push(problem('duplicate-reference', at, 'The identity is taken already by another element.'));
    if (typeof id === 'string') taken.add(id);
    for (const each of listOf(element['import'])) if (isNode(each)) imported.add(each['externalSpdxId']);
  }
  const leads = (value: unknown): boolean =>
    typeof value !== 'string' || !isReference(value) || taken.has(value) || imported.has(value) || isIndividual(value);
  for (const { element, at } of elements)
    for (const key of LINKS)
      for (const [index, value] of listOf(element[key]).entries())
        if (!leads(value))
          problems.push(
            problem(
              'dangling-reference',
              Array.isArray(element[key]) ? `${at}/${key}/${index}` : `${at}/${key}`,
              'The reference leads to no element of the document.',
            ),
          );
  return [...problems, ...secretProblems(document)];
}

/** Properties that hold identities of elements. */
const LINKS = [
  'creationInfo',
  'createdBy',
  'createdUsing',
  'element',
  'rootElement',
  'from',
  'to',
  'suppliedBy',
  'originatedBy',
];

export const graphOf = (document: unknown): readonly { readonly element: Node; readonly at: string }[] => {
  const graph = isNode(document) ? document['@graph'] : undefined;
  return listOf(graph ?? document).flatMap((element, index) =>
    isNode(element) ? [{ element, at: graph === undefined ? '' : `/@graph${pointerSegment(index)}` }] : [],
  );
};

const problem = (check: string, pointer: string, message: string): Problem => ({
  severity: 'error',
  check,
  pointer,
  message,
});

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
