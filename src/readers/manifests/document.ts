import type { ConfigFormat } from '../../core/config-facts';
import type { Note } from '../../core/finding';
import type { Range } from '../../core/range';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { readConfiguration } from '../config/document';
import type { DocumentKind, Part } from '../reading';

/** A manifest: what it is called, and how it is read. */
interface Manifest
  extends Pick<DocumentKind, 'kind' | 'names' | 'globs' | 'suffix'>, Partial<Pick<DocumentKind, 'paths' | 'except'>> {
  readonly format: ConfigFormat;
  /** By installer: what a file asks of several is told of each. `roots`: of YAML, its documents as the parser sees them. Never throws. */
  read(
    text: string,
    path: string,
    roots: readonly unknown[],
  ): { readonly facts: readonly RequirementsFacts[]; readonly notes: readonly Note[] };
}

/** A kind of document that is a configuration, and asks for packages. */
export const manifestKind = ({ format, read, ...named }: Manifest): DocumentKind => ({
  ...named,
  languages: [],
  input: 'text',
  times: 1,
  inventoried: true,
  read(input) {
    const settings = readConfiguration(input, format);
    const [part] = settings.parts;
    if (input.kind !== 'text' || part === undefined) return settings;
    const { facts, notes } = read(input.text, input.path, settings.roots);
    return {
      parts: [part, ...facts.map((each): Part => ({ ...part, spans: () => spansOf(each, part), facts: () => each }))],
      notes: [...settings.notes, ...notes],
    };
  },
});

/** A requirement may be a table of several lines. */
const spansOf = ({ entries }: RequirementsFacts, part: Part): readonly Range[] => [
  ...(part.spans?.() ?? []),
  ...entries.flatMap(({ kind, range }) => (kind === 'comment' ? [] : [range])),
];
