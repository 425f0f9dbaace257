import type { Problem } from '../problem';
import { pointerOf, trailTo, visitAll, type Trail } from '../problem';
import { isTooShortForKey } from '../plain-text';
import { isPlainPurl, parsePurl } from '../purl';
import { hasCredentials } from '../../analysis/addresses/url-credentials';
import { isShowable } from '../../analysis/secrets/redaction';
import { digitsOf } from './hashes';
import { ReferenceCheck } from './references';

type Node = Readonly<Record<string, unknown>>;
type ReportProblem = (check: string, pointer: string, message: string, severity?: Problem['severity']) => void;

/**
 * What the schema cannot say: references that lead nowhere, digests of the wrong length, a model card on a library, a PURL
 * that names another package, places outside the project, credentials. Takes any document and never throws.
 */
export function findSemanticProblems(document: unknown): readonly Problem[] {
  if (!isNode(document)) return [];
  const check = new SemanticCheck();
  visitAll(document, check.enter);
  return check.finish(document);
}

/** The same for a document that is gone through in parts. */
export class SemanticCheck {
  readonly #ofReferences: Problem[] = [];
  readonly #others: Problem[] = [];
  readonly #references = new ReferenceCheck(into(this.#ofReferences));
  readonly #report = into(this.#others);
  readonly #shown: ShownTexts = new Set();

  readonly enter = (node: unknown, above: Trail | null, key: string | number | null): void => {
    if (typeof node === 'string') {
      // Most of a document is texts, and of those only these are references by themselves.
      if (key === 'bom-ref') this.#references.enter(node, above, key);
      return checkString(node, above, key, this.#shown, this.#report);
    }
    this.#references.enter(node, above, key);
    if (!isNode(node)) return;
    if ('alg' in node && 'content' in node) checkHash(node, above, key, this.#report);
    if (typeof node.type === 'string' && typeof node.name === 'string' && isComponentPlace(above, key))
      checkComponent(node, () => pointerOf(trailTo(above, key)), this.#report);
    if (typeof node.location === 'string' && typeof key === 'number' && above?.key === 'occurrences')
      checkLocation(node.location, () => `${pointerOf(trailTo(above, key))}/location`, this.#report);
  };

  /** A package of which all is right but, it may be, its words. */
  enterPlain({ ref, name, version }: { ref: string; name: string; version: string | null }, trail: Trail): void {
    this.#references.enter(ref, trail, 'bom-ref');
    checkString(ref, trail, 'purl', this.#shown, this.#report);
    checkString(name, trail, 'name', this.#shown, this.#report);
    checkString(version ?? '', trail, 'version', this.#shown, this.#report);
  }

  /** When everything was entered: `document` has all lists of references but those of components. */
  finish(document: Node): readonly Problem[] {
    this.#references.finish(document);
    return [...this.#ofReferences, ...this.#others];
  }
}

const into =
  (problems: Problem[]): ReportProblem =>
  (check, pointer, message, severity = 'error') => {
    problems.push({ severity, check, pointer, message });
  };

/** Credentials and keys anywhere in a document. */
export function secretProblems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const report = into(problems);
  const shown: ShownTexts = new Set();
  visitAll(document, (node, above, key) => {
    if (typeof node === 'string') checkString(node, above, key, shown, report);
  });
  return problems;
}

/** Texts that were looked at already and hold nothing, wherever they stand: a document repeats most of its texts. */
type ShownTexts = Set<string>;

const LISTS_OF_COMPONENTS = new Set<string | number>(['components', 'ancestors', 'descendants', 'variants']);

const isComponentPlace = (above: Trail | null, key: string | number | null): boolean =>
  typeof key === 'number'
    ? LISTS_OF_COMPONENTS.has(above?.key ?? '')
    : key === 'component' && above?.key === 'metadata';

/** Attachments are opaque text (base64), and digests are checked for what they are. */
const OPAQUE_KEYS = new Set(['content']);

function checkString(
  text: string,
  above: Trail | null,
  key: string | number | null,
  shown: ShownTexts,
  report: ReportProblem,
): void {
  const isShort = isTooShortForKey(text);
  if (isShort && typeof key === 'string' && key !== 'url') return;
  const name = typeof key === 'string' ? key : nameOfList(above);
  const [isUrl, isOpaque] = [name === 'url', OPAQUE_KEYS.has(name)];
  if (!isUrl && isShort) return;
  // What is an address or a digest is looked at in another way.
  if (!isUrl && !isOpaque && shown.has(text)) return;
  if ((isUrl || text.includes('://')) && hasCredentials(text)) {
    report('credentials', pointerOf(trailTo(above, key)), 'A URL in the document carries credentials.');
  } else if (!isOpaque && !isShowable(text, 'identifier')) {
    report('credentials', pointerOf(trailTo(above, key)), 'The value looks like a key or a token.');
  } else if (!isUrl && !isOpaque) shown.add(text);
}

/** The property that an item of a list is of. */
function nameOfList(trail: Trail | null): string {
  let at = trail;
  while (typeof at?.key === 'number') at = at.above;
  return at === null ? '' : String(at.key);
}

function checkHash(hash: Node, above: Trail | null, key: string | number | null, report: ReportProblem): void {
  if (typeof hash.alg !== 'string' || typeof hash.content !== 'string') return;
  const digits = digitsOf(hash.alg);
  if (digits !== undefined && hash.content.length !== digits) {
    report(
      'hash-length',
      `${pointerOf(trailTo(above, key))}/content`,
      `A ${hash.alg} digest has ${digits} hexadecimal digits, this one has ${hash.content.length}.`,
    );
  }
}

function checkComponent(component: Node, pointer: () => string, report: ReportProblem): void {
  const { type, purl, modelCard, data } = component;
  if (modelCard !== undefined && type !== 'machine-learning-model')
    report(
      'model-card',
      `${pointer()}/modelCard`,
      `A model card belongs to a machine-learning-model, and this component is a ${String(type)}.`,
    );
  if (data !== undefined && type !== 'data')
    report(
      'data',
      `${pointer()}/data`,
      `Data descriptions belong to a component of type data, and this component is a ${String(type)}.`,
    );
  if (typeof purl === 'string') checkPurl(component, purl, () => `${pointer()}/purl`, report);
}

function checkPurl(component: Node, text: string, pointer: () => string, report: ReportProblem): void {
  const { name: named, version, group: grouped } = component;
  if (
    typeof named === 'string' &&
    typeof version === 'string' &&
    grouped === undefined &&
    isPlainPurl(text, named, version)
  )
    return;
  const purl = parsePurl(text);
  if (purl === null) return report('purl', pointer(), 'The package URL does not follow the rules of its type.');
  const [group, name] = packageName(component, purl.type);
  const normal = purl.type === 'pypi' ? normalPythonName : (part: string) => part;
  if (normal(purl.name) !== normal(name ?? ''))
    report('purl', pointer(), 'The package URL has another name than its component.');
  else if (isText(component.group) && (purl.namespace ?? null) !== group)
    report('purl', pointer(), 'The package URL has another namespace than the group of its component.');
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
  pointer: () => string,
  report: ReportProblem,
): void {
  if (typeof component.version !== 'string')
    report('purl', pointer(), 'The package URL has a version, and its component has none.');
  else if (version.toLowerCase() !== component.version.toLowerCase())
    report('purl', pointer(), 'The package URL has another version than its component.');
  if (type === 'huggingface' && !/^[0-9a-f]{40}$/u.test(version))
    report(
      'purl',
      pointer(),
      'The version of a huggingface package URL is a full commit of 40 hexadecimal digits.',
      'warning',
    );
}

function checkLocation(location: string, pointer: () => string, report: ReportProblem): void {
  if (/^(?:[/\\]|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]{1,40}:\/\/)/u.test(location))
    report('location', pointer(), 'The place of an occurrence is absolute; it must be relative to the project.');
  else if (location.split(/[/\\]/u).includes('..'))
    report('location', pointer(), 'The place of an occurrence leads out of the project.');
}

/** PEP 503. */
const normalPythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/gu, '-');

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
