import { pointerOf, trailTo, visitAll, type Trail } from '../problem';

type ReportProblem = (check: string, pointer: string, message: string) => void;

/** Keys whose strings are references to an element of the same document (or a `urn:cdx:` link to another one). */
const REFERENCE_LISTS = new Set(['dependsOn', 'provides', 'assemblies']);

/** Every `bom-ref` once; every reference to one that exists; one dependency entry per component. */
export function checkReferences(document: Readonly<Record<string, unknown>>, report: ReportProblem): void {
  /** The way to the element of each ref. */
  const refs = new Map<string, Trail | null>();
  /** Lists of references anywhere, which are looked into when all elements are known. */
  const lists: (readonly [value: unknown, trail: Trail])[] = [];
  visitAll(document, (value, above, key) => {
    if (key === 'bom-ref' && typeof value === 'string') {
      const first = refs.get(value);
      if (first === undefined) refs.set(value, above);
      else
        report(
          'duplicate-reference',
          pointerOf(trailTo(above, key)),
          `The bom-ref is taken already at ${pointerOf(first)}/bom-ref.`,
        );
    } else if (
      typeof key === 'string' &&
      (REFERENCE_LISTS.has(key) || (key === 'datasets' && above?.key === 'modelParameters'))
    )
      lists.push([value, trailTo(above, key)!]);
  });
  const isKnown = (value: unknown): boolean =>
    typeof value !== 'string' || refs.has(value) || value.startsWith('urn:cdx:');
  const expect = (value: unknown, pointer: string): void => {
    if (!isKnown(value)) report('dangling-reference', pointer, NOWHERE);
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
  for (const [value, trail] of lists)
    list(value).forEach((item, index) => {
      const isData = trail.key === 'datasets';
      const ref = isData ? member(item, 'ref') : item;
      if (isKnown(ref)) return;
      report('dangling-reference', `${pointerOf(trail)}/${index}${isData ? '/ref' : ''}`, NOWHERE);
    });
}

const NOWHERE = 'The reference leads to no element of the document.';

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[key]
    : undefined;
