import type { Problem } from '../problem';
import { pointerSegment } from '../problem';
import { parsePurl } from '../purl';
import { hasCredentials } from '../../analysis/addresses/url-credentials';
import { isShowable } from '../../analysis/secrets/redaction';
import { digitsOf } from './hashes';
import { checkReferences } from './references';

type Node = Readonly<Record<string, unknown>>;
type ReportProblem = (check: string, pointer: string, message: string, severity?: Problem['severity']) => void;

/**
 * What the schema cannot say: references that lead nowhere, digests of the wrong length, a model card on a library, a PURL
 * that names another package, places outside the project, credentials. Takes any document and never throws.
 */
export function findSemanticProblems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const report: ReportProblem = (check, pointer, message, severity = 'error') => {
    problems.push({ severity, check, pointer, message });
  };
  if (!isNode(document)) return problems;
  checkReferences(document, report);
  visit(document, '', (node, pointer, key) => {
    if (typeof node === 'string') return checkString(node, pointer, key, report);
    if (!isNode(node)) return;
    if ('alg' in node && 'content' in node) checkHash(node, pointer, report);
    if (typeof node.type === 'string' && typeof node.name === 'string' && COMPONENT_PARENTS.test(pointer))
      checkComponent(node, pointer, report);
    if (typeof node.location === 'string' && /\/occurrences\/\d{1,9}$/u.test(pointer))
      checkLocation(node.location, `${pointer}/location`, report);
  });
  return problems;
}

/** Credentials and keys anywhere in a document. */
export function secretProblems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, '', (node, pointer, key) => {
    if (typeof node === 'string')
      checkString(node, pointer, key, (check, at, message, severity = 'error') =>
        problems.push({ severity, check, pointer: at, message }),
      );
  });
  return problems;
}

const COMPONENT_PARENTS =
  /(?:\/components\/\d{1,9}|\/metadata\/component|\/(?:ancestors|descendants|variants)\/\d{1,9})$/u;

/** Attachments are opaque text (base64), and digests are checked for what they are. */
const OPAQUE_KEYS = new Set(['content']);

function checkString(text: string, pointer: string, key: string, report: ReportProblem): void {
  if (text.includes('://') ? hasCredentials(text) : key === 'url' && hasCredentials(text)) {
    report('credentials', pointer, 'A URL in the document carries credentials.');
  } else if (!OPAQUE_KEYS.has(key) && !isShowable(text, 'identifier')) {
    report('credentials', pointer, 'The value looks like a key or a token.');
  }
}

function checkHash(hash: Node, pointer: string, report: ReportProblem): void {
  if (typeof hash.alg !== 'string' || typeof hash.content !== 'string') return;
  const digits = digitsOf(hash.alg);
  if (digits !== undefined && hash.content.length !== digits) {
    report(
      'hash-length',
      `${pointer}/content`,
      `A ${hash.alg} digest has ${digits} hexadecimal digits, this one has ${hash.content.length}.`,
    );
  }
}

function checkComponent(component: Node, pointer: string, report: ReportProblem): void {
  const { type, purl, modelCard, data } = component;
  if (modelCard !== undefined && type !== 'machine-learning-model')
    report(
      'model-card',
      `${pointer}/modelCard`,
      `A model card belongs to a machine-learning-model, and this component is a ${String(type)}.`,
    );
  if (data !== undefined && type !== 'data')
    report(
      'data',
      `${pointer}/data`,
      `Data descriptions belong to a component of type data, and this component is a ${String(type)}.`,
    );
  if (typeof purl === 'string') checkPurl(component, purl, `${pointer}/purl`, report);
}

function checkPurl(component: Node, text: string, pointer: string, report: ReportProblem): void {
  const purl = parsePurl(text);
  if (purl === null) return report('purl', pointer, 'The package URL does not follow the rules of its type.');
  const [group, name] = packageName(component, purl.type);
  const normal = purl.type === 'pypi' ? normalPythonName : (part: string) => part;
  if (normal(purl.name) !== normal(name ?? ''))
    report('purl', pointer, 'The package URL has another name than its component.');
  else if (isText(component.group) && (purl.namespace ?? null) !== group)
    report('purl', pointer, 'The package URL has another namespace than the group of its component.');
  if (purl.version) checkPurlVersion(component, purl.type, purl.version, pointer, report);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Namespace and name of a component as its package URL must have them. Some write the namespace into the name (`@scope/name`). */
function packageName(component: Node, type: string): readonly [string | null, string | null] {
  const name = String(component.name);
  const group = isText(component.group) ? component.group : null;
  const named = parsePurl(
    `pkg:${type}/${[...(group ?? '').split('/'), ...name.split('/')]
      .filter((segment) => segment !== '')
      .map(encodeSegment)
      .join('/')}`,
  );
  return named === null ? [group, name] : [named.namespace ?? null, named.name];
}

function checkPurlVersion(
  component: Node,
  type: string,
  version: string,
  pointer: string,
  report: ReportProblem,
): void {
  if (typeof component.version !== 'string')
    report('purl', pointer, 'The package URL has a version, and its component has none.');
  else if (version.toLowerCase() !== component.version.toLowerCase())
    report('purl', pointer, 'The package URL has another version than its component.');
  if (type === 'huggingface' && !/^[0-9a-f]{40}$/u.test(version))
    report(
      'purl',
      pointer,
      'The version of a huggingface package URL is a full commit of 40 hexadecimal digits.',
      'warning',
    );
}

function checkLocation(location: string, pointer: string, report: ReportProblem): void {
  if (/^(?:[/\\]|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]{1,40}:\/\/)/u.test(location))
    report('location', pointer, 'The place of an occurrence is absolute; it must be relative to the project.');
  else if (location.split(/[/\\]/u).includes('..'))
    report('location', pointer, 'The place of an occurrence leads out of the project.');
}

/** PEP 503. */
const normalPythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/gu, '-');

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

function visit(
  node: unknown,
  pointer: string,
  enter: (node: unknown, pointer: string, key: string) => void,
  key = '',
): void {
  enter(node, pointer, key);
  if (typeof node !== 'object' || node === null) return;
  for (const [name, child] of Object.entries(node))
    visit(child, pointer + pointerSegment(name), enter, Array.isArray(node) ? key : name);
}
