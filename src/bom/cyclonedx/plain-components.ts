import type { Component, Inventory } from '../inventory';
import { encodedPieces, type GrowingText, type Pieces } from '../growing-text';
import { isPlainPurl } from '../purl';
import { holdsEscape } from '../written';
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

/** The words that a component has for those of the sample. */
const OWN = [SAMPLE.purl, SAMPLE.name, SAMPLE.version, String(SAMPLE.line)];

/** How many kinds are remembered. */
const MOST_KINDS = 1000;

interface Kind {
  readonly between: Pieces;
  /** Which word stands after each piece, by its place in `OWN`. */
  readonly own: readonly number[];
}

/**
 * Packages that a line of a manifest pins and of which nothing else is known: all that a large requirements file has. They differ in name, version
 * and line only, so one of each kind is made, judged and printed, and the others are its bytes with their own words, which are none that the
 * schema, JSON or the judge of keys would look at twice.
 */
export class PlainComponents {
  /** Null where the judge refused. */
  readonly #kinds = new Map<string, Kind | null>();
  /** The component before and its kind: in a large file nearly all are of one. */
  #last: { readonly component: Component; readonly kind: Kind | null } | null = null;

  constructor(
    private readonly inventory: Inventory,
    private readonly judge: (component: BomComponent) => boolean,
    private readonly print: (component: BomComponent) => string,
  ) {}

  /** Writes the component; false where it has to be made by itself. `lead` stands before it. */
  write(component: Component, lead: string, file: GrowingText): boolean {
    const { name, version, purl, occurrences } = component;
    const line = occurrences[0]?.line ?? -1;
    if (version === null || purl === null || line < 0 || !isPlain(component) || !isPlainPurl(purl, name, version))
      return false;
    if (clean(name) !== name || clean(version) !== version) return false;
    const kind = this.#kindOf(component, version);
    if (kind === null) return false;
    const words = [purl, name, version, String(line)];
    file.add(lead);
    file.addFilled(
      kind.between,
      kind.own.map((each) => words[each]!),
    );
    return true;
  }

  #kindOf(component: Component, version: string): Kind | null {
    const last = this.#last;
    if (last !== null && isAlike(last.component, component)) return last.kind;
    const kind = this.#findKind(component, version);
    this.#last = { component, kind };
    return kind;
  }

  #findKind(component: Component, version: string): Kind | null {
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
    const made = sample !== null && this.judge(sample) ? kindOf(this.print(sample)) : null;
    this.#kinds.set(key, made);
    return made;
  }
}

/** Null where half of a character is written as an escape, which the whole document has to do without. */
function kindOf(printed: string): Kind | null {
  if (holdsEscape(printed)) return null;
  const parts = printed.split(PARTS);
  return {
    between: encodedPieces(parts.filter((_part, index) => index % 2 === 0)),
    own: parts.filter((_part, index) => index % 2 === 1).map((part) => OWN.indexOf(part)),
  };
}

/** Whether two plain components, each pinned to its version, are of one kind. */
const isAlike = (one: Component, other: Component): boolean =>
  one.scope === other.scope &&
  one.versionSource === other.versionSource &&
  one.unresolved === other.unresolved &&
  one.direct === other.direct &&
  one.dependenciesKnown === other.dependenciesKnown &&
  one.occurrences[0]!.path === other.occurrences[0]!.path &&
  isPinned(one) &&
  isPinned(other);

/** Whether what is asked for is `==` and the version. */
const isPinned = ({ version, requestedAs: [asked = ''] }: Component): boolean =>
  version !== null && asked.length === version.length + 2 && asked.startsWith('==') && asked.endsWith(version);

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
