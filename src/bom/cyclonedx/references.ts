import { pointerOf, trailTo, type Trail } from '../problem';

type ReportProblem = (check: string, pointer: string, message: string) => void;

/** Whether a key has strings that are references to an element of the same document (or a `urn:cdx:` link to another one). */
const isReferenceList = (key: string | number | null, above: Trail | null): key is string =>
  key === 'dependsOn' ||
  key === 'provides' ||
  key === 'assemblies' ||
  (key === 'datasets' && above?.key === 'modelParameters');

/** Every `bom-ref` once; every reference to one that exists; one dependency entry per component. */
export class ReferenceCheck {
  /** The way to the element of each ref. */
  readonly #refs = new Map<string, Trail | null>();
  /** Lists of references anywhere, which are looked into when all elements are known. */
  readonly #lists: (readonly [value: unknown, trail: Trail])[] = [];

  constructor(private readonly report: ReportProblem) {}

  readonly enter = (value: unknown, above: Trail | null, key: string | number | null): void => {
    if (key === 'bom-ref' && typeof value === 'string') {
      const first = this.#refs.get(value);
      if (first === undefined) this.#refs.set(value, above);
      else
        this.report(
          'duplicate-reference',
          pointerOf(trailTo(above, key)),
          `The bom-ref is taken already at ${pointerOf(first)}/bom-ref.`,
        );
    } else if (isReferenceList(key, above)) this.#lists.push([value, { above, key }]);
  };

  /** When everything was entered. */
  finish(document: Readonly<Record<string, unknown>>): void {
    const isKnown = (value: unknown): boolean =>
      typeof value !== 'string' || this.#refs.has(value) || value.startsWith('urn:cdx:');
    const expect = (value: unknown, pointer: string): void => {
      if (!isKnown(value)) this.report('dangling-reference', pointer, NOWHERE);
    };
    const sources = new Set<string>();
    list(document.dependencies).forEach((dependency, index) => {
      const ref = member(dependency, 'ref');
      expect(ref, `/dependencies/${index}/ref`);
      if (typeof ref !== 'string') return;
      if (sources.has(ref))
        this.report(
          'duplicate-dependency',
          `/dependencies/${index}/ref`,
          'The dependencies of the component are listed twice.',
        );
      sources.add(ref);
      if (list(member(dependency, 'dependsOn')).includes(ref))
        this.report('self-dependency', `/dependencies/${index}/dependsOn`, 'The component depends on itself.');
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
      list(member(annotation, 'subjects')).forEach((value, at) =>
        expect(value, `/annotations/${index}/subjects/${at}`),
      );
    });
    for (const [value, trail] of this.#lists)
      list(value).forEach((item, index) => {
        const isData = trail.key === 'datasets';
        const ref = isData ? member(item, 'ref') : item;
        if (isKnown(ref)) return;
        this.report('dangling-reference', `${pointerOf(trail)}/${index}${isData ? '/ref' : ''}`, NOWHERE);
      });
  }
}

const NOWHERE = 'The reference leads to no element of the document.';

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[key]
    : undefined;
