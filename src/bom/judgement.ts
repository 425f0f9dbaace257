import { redacted } from '../analysis/secrets/redaction';
import { minimumElements, type MinimumElement } from './completeness';
import { ALL_VERSIONS } from './cyclonedx/all-schemas';
import { findSemanticProblems } from './cyclonedx/semantics';
import {
  bounded,
  isDeeperThan,
  isUnread,
  MAX_DEPTH,
  parseDocument,
  schemaProblemsOf,
  withoutKeys,
} from './cyclonedx/validate';
import { viewOfCycloneDx } from './cyclonedx/view';
import { FORMATS } from './formats';
import type { Problem } from './problem';
import { CONTEXT } from './spdx/model';
import { spdxPolicyProblems, spdxSchemaProblems } from './spdx/validate';
import { viewOfSpdx } from './spdx/view';
import { isNode, statedText, type DocumentView, type DocumentNode } from './view';

export { minimumElements, type MinimumElement } from './completeness';
export { differenceBetween, type ChangedEntry, type Difference, type ComparedEntry } from './difference';
export type { DocumentView } from './view';

/** Three answers about a document. */
export interface SbomJudgement {
  /** What it says that it is: `CycloneDX 1.6`; null for what is neither. */
  readonly named: string | null;
  /** By the official schema of its own version: nothing where it is valid. */
  readonly invalid: readonly Problem[];
  /** What it does not say of what an SBOM should say; nothing where it is not valid. */
  readonly missing: readonly MinimumElement[];
  /** What the schema allows and Touchstone warns about. */
  readonly doubtful: readonly Problem[];
}

/** Judges the text of a document of CycloneDX (1.2 to 1.7) or SPDX (3.0.1). Never throws. */
export function judgeDocument(text: string): SbomJudgement {
  const read = parseDocument(text);
  if ('problem' in read) return { named: null, invalid: [read.problem], missing: [], doubtful: [] };
  const { document } = read;
  const isSpdx = isSpdxDocument(document);
  const invalid = isSpdx ? spdxSchemaProblems(document) : schemaProblemsOf(document, ALL_VERSIONS);
  const view = invalid.length === 0 ? viewOf(document) : null;
  const doubts = isUnread(invalid) ? [] : isSpdx ? spdxPolicyProblems(document) : findSemanticProblems(document);
  return {
    named: nameOf(document, isSpdx),
    invalid: bounded(invalid),
    missing: view === null ? [] : minimumElements(view).filter(({ recorded, of }) => recorded < of),
    doubtful: bounded(doubts.map((problem): Problem => withoutKeys({ ...problem, severity: 'warning' }))),
  };
}

/** What a document says; null for one that is neither CycloneDX nor SPDX 3. */
export function viewText(text: string): DocumentView | null {
  const read = parseDocument(text);
  return 'problem' in read || isDeeperThan(read.document, MAX_DEPTH) ? null : viewOf(read.document);
}

const viewOf = (document: unknown): DocumentView | null =>
  isSpdxDocument(document)
    ? viewOfSpdx(document)
    : isNode(document) && document['bomFormat'] === 'CycloneDX'
      ? viewOfCycloneDx(document)
      : null;

const isSpdxDocument = (document: unknown): document is DocumentNode =>
  isNode(document) && (document['@context'] === CONTEXT || '@graph' in document);

function nameOf(document: unknown, isSpdx: boolean): string | null {
  if (isSpdx) return `${FORMATS.spdx.name} 3.0.1`;
  if (!isNode(document) || document['bomFormat'] !== 'CycloneDX') return null;
  return `${FORMATS.cyclonedx.name} ${redacted(statedText(document['specVersion']) ?? '').slice(0, 20)}`.trim();
}
