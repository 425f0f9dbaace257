import { type MappedText } from '../../core/mapped-text';
import type { Note } from '../../core/finding';
import type { Range } from '../../core/range';
import type {
  DirectReference,
  Requirement,
  RequirementEntry,
  RequirementList,
  RequirementsFacts,
  RequirementSource,
} from '../../core/requirement-facts';
import { readCondaArchive } from '../requirements/conda-archives';
import { requirementOf, UNKNOWN } from '../requirements/requirements-entries';
import { normalizeName, readRequirement, type ReadRequirement } from '../requirements/requirements-grammar';
import { MOST_ENTRIES, readRequirementLine } from '../requirements/requirements';
import { readVersions, type VersionDialect } from './versions';

/** A requirement whose name is a key of the manifest and whose parts are values of their own. */
export interface KeyedRequirement {
  readonly name: string;
  readonly nameRange: Range;
  /** All of it: the pair of key and value, or the table. */
  readonly range: Range;
  readonly version: MappedText | null;
  readonly dialect: VersionDialect;
  readonly extras?: readonly string[];
  readonly marker?: MappedText | null;
  readonly reference?: DirectReference | null;
  readonly editable?: boolean;
  readonly source?: RequirementSource | undefined;
}

/** What one manifest says to one installer, as it is found. */
export class ManifestEntries {
  readonly #entries: RequirementEntry[] = [];
  #truncated = false;

  constructor(
    private readonly path: string,
    private readonly text: string,
    readonly installer: RequirementsFacts['installer'],
  ) {}

  /** A requirement as PEP 508 writes it. */
  addRequirement(
    written: MappedText,
    list: RequirementList,
    sourceOf?: (name: string) => RequirementSource | undefined,
  ): void {
    const line = written.trim();
    if (line.length === 0) return this.#add({ kind: 'invalid', message: EMPTY, range: written.range() });
    const shape = shapeOf(line.text);
    const dynamic = shape !== line.text;
    const read = readRequirement(line, shape);
    if (typeof read === 'string' && !dynamic) return this.#add({ kind: 'invalid', message: read, range: line.range() });
    const requirement = requirementOf(typeof read === 'string' ? UNKNOWN : read, line, [], false, dynamic);
    this.#add(
      inList(
        requirement,
        list,
        requirement.normalizedName === null ? undefined : sourceOf?.(requirement.normalizedName),
      ),
    );
  }

  /** A line of a requirements file that stands in the manifest: options too. */
  addLine(written: MappedText, list: RequirementList): void {
    const line = written.trim();
    if (line.length === 0) return;
    for (const entry of readRequirementLine(line))
      this.#add(entry.kind === 'requirement' ? inList(entry, list, undefined) : entry);
  }

  /** A match specification of conda. */
  addConda(written: MappedText, list: RequirementList): void {
    const line = written.trim();
    const read = readCondaArchive(line) ?? readMatchSpec(line);
    if (read === null)
      this.#add({ kind: 'invalid', message: 'A requirement begins with the name of a package.', range: line.range() });
    else this.#add(inList(requirementOf(read, line, [], false, /[$`{]/.test(line.text)), list, undefined));
  }

  addKeyed(keyed: KeyedRequirement, list: RequirementList): void {
    const { name, nameRange, version, dialect, marker = null, reference = null, source } = keyed;
    const stated = version !== null && version.text.trim() !== '' ? version.trim() : null;
    this.#add({
      kind: 'requirement',
      name,
      nameRange,
      normalizedName: normalizeName(name),
      extras: keyed.extras ?? [],
      extrasRange: null,
      specifiers: stated === null ? [] : readVersions(stated, dialect),
      specifierRange: stated === null ? null : stated.range(),
      marker: marker === null ? null : { text: marker.text, range: marker.range() },
      reference,
      editable: keyed.editable === true,
      hashes: [],
      options: [],
      range: keyed.range,
      dynamic: stated !== null && /[$`{]/.test(stated.text),
      written: stated === null || stated.text === '*' ? '' : stated.text,
      list,
      ...(source && { source }),
    });
  }

  /** A setting that means what an option of the installer means. */
  addOption(name: string, value: string | null, valueRange: Range | null, range = valueRange): void {
    if (range !== null) this.#add({ kind: 'option', name, value, range, valueRange });
  }

  /** An index, with the name that the manifest gives it, and whose table it stands in where the manifest may have others. */
  addIndex(name: string, url: MappedText, label: string | null, installer = this.installer): void {
    const range = url.range();
    const more = { ...(label !== null && { label }), ...(installer !== this.installer && { installer }) };
    this.#add({ kind: 'option', name, value: url.text, range, valueRange: range, ...more });
  }

  /** Something that is none of all this, with the reason. */
  addInvalid(message: string, range: Range): void {
    this.#add({ kind: 'invalid', message, range });
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  get names(): ReadonlySet<string> {
    return new Set(
      this.#entries.flatMap((entry) => (entry.kind === 'requirement' ? (entry.normalizedName ?? []) : [])),
    );
  }

  facts(): RequirementsFacts {
    const { path, text, installer } = this;
    const entries = [...this.#entries].sort((a, b) => a.range.start - b.range.start);
    return {
      kind: 'requirements',
      form: 'manifest',
      installer,
      path,
      text,
      entries,
      ...(this.#truncated && { truncated: true }),
    };
  }

  get notes(): readonly Note[] {
    return this.#truncated
      ? [{ path: this.path, message: `only the first ${MOST_ENTRIES} requirements are read` }]
      : [];
  }

  #add(entry: RequirementEntry): void {
    if (this.#entries.length >= MOST_ENTRIES) this.#truncated = true;
    else this.#entries.push(entry);
  }
}

const EMPTY = 'A requirement begins with the name of a package.';

const inList = (
  requirement: Requirement,
  list: RequirementList,
  source: RequirementSource | undefined,
): Requirement => ({
  ...requirement,
  list,
  ...(source && { source }),
});

/** `channel/subdir::name version build`, `name=1.2=build`, `name[version='>=1']`. Source: conda, Package match specifications. */
function readMatchSpec(line: MappedText): ReadRequirement | null {
  const match = /^(?:(?:[A-Za-z]+:\/\/\S*?|[^\s:]*)::)?([A-Za-z0-9_][\w.-]*)[ \t]*/.exec(line.text);
  if (match === null) return null;
  const name = match[1]!;
  const nameEnd = match[0].trimEnd().length;
  const rest = line.slice(match[0].length);
  const isBracket = rest.text.startsWith('[');
  return {
    ...UNKNOWN,
    name,
    nameRange: line.range(nameEnd - name.length, nameEnd),
    normalizedName: normalizeName(name),
    specifiers: isBracket ? [] : readVersions(rest, 'conda'),
    specifierRange: rest.length === 0 ? null : rest.range(),
  };
}

/** What a tool fills in: `${PROJECT_ROOT}`, `{root:uri}`, `{env:INDEX}`; replaced by digits of equal length. */
const shapeOf = (text: string): string =>
  /[{$]/.test(text) ? text.replace(/\$?\{[^{}]{1,200}\}/g, (variable) => '0'.repeat(variable.length)) : text;

/** Lines of a broken manifest that were left out, as a note. */
export function brokenNote(path: string, lines: readonly number[]): readonly Note[] {
  const shown = lines.slice(0, 10).join(', ');
  const more = lines.length > 10 ? ', …' : '';
  return lines.length === 0
    ? []
    : [
        {
          path,
          message: `${lines.length === 1 ? 'line' : 'lines'} ${shown}${more} cannot be read, so requirements there are not seen`,
        },
      ];
}
