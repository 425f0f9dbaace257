import type { Component, Inventory } from '../inventory';
import { isPlainPurl } from '../purl';
import { bomComponent } from './component';
import type { BomComponent } from './document';
import { clean } from './values';

/** What the parts of a component that differ from line to line are in the component that stands for all of its kind. */
const SAMPLE = {
  name: 'name-of-sample',
  version: '0.1sample',
  purl: 'pkg:pypi/name-of-sample@0.1sample',
  line: 987_654_321,
};
const PARTS = /(pkg:pypi\/name-of-sample@0\.1sample|name-of-sample|0\.1sample|987654321)/u;

/** How many kinds are remembered. */
const MOST_KINDS = 1000;

/**
 * Packages that a line of a manifest pins and of which nothing else is known: all that a large requirements file has. They differ in name, version
 * and line only, so one of each kind is made, judged and printed, and the others are its text with their own words, which are none that the
 * schema, JSON or the judge of keys would look at twice.
 */
export class PlainComponents {
  /** Text and parts by turns; null where the judge refused. */
  readonly #kinds = new Map<string, readonly string[] | null>();

  constructor(
    private readonly inventory: Inventory,
    private readonly judge: (component: BomComponent) => boolean,
    private readonly print: (component: BomComponent) => string,
  ) {}

  /** The component's text in the file; null where it has to be made by itself. */
  textOf(component: Component): string | null {
    const { name, version, purl, occurrences } = component;
    const line = occurrences[0]?.line ?? -1;
    if (version === null || purl === null || line < 0 || !isPlain(component) || !isPlainPurl(purl, name, version))
      return null;
    if (clean(name) !== name || clean(version) !== version) return null;
    const kind = this.#kindOf(component, version);
    if (kind === null) return null;
    let text = '';
    for (const [index, part] of kind.entries())
      text += index % 2 === 0 ? part : this.#own(part, name, version, purl, line);
    return text;
  }

  #own(part: string, name: string, version: string, purl: string, line: number): string | number {
    return part === SAMPLE.purl ? purl : part === SAMPLE.name ? name : part === SAMPLE.version ? version : line;
  }

  #kindOf(component: Component, version: string): readonly string[] | null {
    const { scope, versionSource, unresolved, direct, dependenciesKnown, occurrences, requestedAs } = component;
    const [place] = occurrences;
    const [asked = ''] = requestedAs;
    const isExact = asked === `==${version}`;
    const key = `${scope}\n${versionSource}\n${unresolved}\n${direct}\n${dependenciesKnown}\n${place!.path}\n${isExact ? '==' : `.${asked}`}`;
    const known = this.#kinds.get(key);
    if (known !== undefined || this.#kinds.size >= MOST_KINDS) return known ?? null;
    // Of what has the words of the sample nobody could say which are its own.
    const sample = PARTS.test(key)
      ? null
      : bomComponent(
          {
            ...component,
            ref: SAMPLE.purl,
            purl: SAMPLE.purl,
            name: SAMPLE.name,
            version: SAMPLE.version,
            occurrences: [{ ...place!, line: SAMPLE.line }],
            requestedAs: isExact ? [`==${SAMPLE.version}`] : requestedAs,
          },
          this.inventory,
        );
    const made = sample !== null && this.judge(sample) ? this.print(sample).split(PARTS) : null;
    this.#kinds.set(key, made);
    return made;
  }
}

const isPlain = (component: Component): boolean =>
  component.kind === 'package' &&
  component.ref === component.purl &&
  component.occurrences.length === 1 &&
  component.occurrences[0]!.cell === null &&
  component.occurrences[0]!.symbol === null &&
  component.requestedAs.length < 2 &&
  component.group === null &&
  component.supplier === null &&
  component.hashes.length === 0 &&
  component.licences.length === 0 &&
  component.authors.length === 0 &&
  component.files.length === 0 &&
  component.links.length === 0 &&
  component.properties.length === 0;
