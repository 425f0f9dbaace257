import { pointerSegment } from '../problem';

type ReportProblem = (check: string, pointer: string, message: string) => void;

/** Keys whose strings are references to an element of the same document (or a `urn:cdx:` link to another one). */
const REFERENCE_LISTS = new Set(['dependsOn', 'provides', 'assemblies']);

/** Every `bom-ref` once; every reference to one that exists; one dependency entry per component. */
export function checkReferences(document: Readonly<Record<string, unknown>>, report: ReportProblem): void {
  const refs = new Map<string, string>();
  walk(document, '', (key, value, pointer) => {
    if (key !== 'bom-ref' || typeof value !== 'string') return;
    const first = refs.get(value);
    if (first === undefined) refs.set(value, pointer);
    else report('duplicate-reference', pointer, `The bom-ref is taken already at ${first}.`);
  });
  const expect = (value: unknown, pointer: string): void => {
    if (typeof value === 'string' && !refs.has(value) && !value.startsWith('urn:cdx:'))
      report('dangling-reference', pointer, 'The reference leads to no element of the document.');
  };
  const sources = new Set<string>();
  list(document.dependencies).forEach((dependency, index) => {
    const ref = member(dependency, 'ref');
    expect(ref, `/dependencies/${index}/ref`);
    if (typeof ref !== 'string') return;
    if (sources.has(ref))
      report(
        'duplicate-dependency',
        `/dependencies/${index}/ref`,
        'The dependencies of the component are listed twice.',
      );
    sources.add(ref);
    if (list(member(dependency, 'dependsOn')).includes(ref))
      report('self-dependency', `/dependencies/${index}/dependsOn`, 'The component depends on itself.');
  });
  list(document.compositions).forEach((composition, index) => {
    list(member(composition, 'dependencies')).forEach((value, at) =>
      expect(value, `/compositions/${index}/dependencies/${at}`),
    );
    list(member(composition, 'vulnerabilities')).forEach((value, at) =>
      expect(value, `/compositions/${index}/vulnerabilities/${at}`),
    );
  });
  list(document.vulnerabilities).forEach((vulnerability, index) => {
    list(member(vulnerability, 'affects')).forEach((affected, at) =>
      expect(member(affected, 'ref'), `/vulnerabilities/${index}/affects/${at}/ref`),
    );
  });
  list(document.annotations).forEach((annotation, index) => {
    list(member(annotation, 'subjects')).forEach((value, at) => expect(value, `/annotations/${index}/subjects/${at}`));
  });
  walk(document, '', (key, value, pointer) => {
    if (REFERENCE_LISTS.has(key)) list(value).forEach((item, index) => expect(item, pointer + pointerSegment(index)));
    if (key === 'datasets' && pointer.endsWith('/modelParameters/datasets'))
      list(value).forEach((item, index) => expect(member(item, 'ref'), `${pointer}/${index}/ref`));
  });
}

function walk(node: unknown, pointer: string, visit: (key: string, value: unknown, pointer: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const at = pointer + pointerSegment(key);
    visit(key, value, at);
    walk(value, at, visit);
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[key]
    : undefined;
