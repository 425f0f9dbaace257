import { type MappedText } from '../../core/mapped-text';
import { rangeOf } from '../../core/range';
import type { DirectReference } from '../../core/requirement-facts';
import { readReference } from '../requirements/requirements-references';
import { tomlText } from '../toml/toml-text';
import type { TomlPair, TomlTable } from '../toml/toml-tree';

/** Version control systems that a table may name. */
const SYSTEMS = ['git', 'hg', 'svn', 'bzr'] as const;
/** Keys that say which revision; the first one that is there counts. */
const REVISIONS = ['rev', 'ref', 'commit', 'tag', 'branch'] as const;

/**
 * What a table says a package is taken from: `{ git = "…", rev = "…" }`, `{ url = "…" }`, `{ path = "…" }`, `{ file = "…" }`. Null for
 * one that an index gives. `commitKey`: the key under which the tool takes a commit. Sources: Poetry, Dependency specification; uv,
 * Dependency sources; Pipenv, Pipfile; pixi, pypi-dependencies.
 */
export function referenceIn(table: TomlTable, text: string, commitKey: 'rev' | 'ref'): DirectReference | null {
  const { entries } = table;
  for (const vcs of SYSTEMS) {
    const entry = entries.get(vcs);
    if (entry?.node.kind === 'text') return repository(vcs, entry, table, text, commitKey);
  }
  for (const key of ['url', 'path', 'file'] as const) {
    const entry = entries.get(key);
    if (entry?.node.kind !== 'text') continue;
    const written = tomlText(text, entry.node.range);
    const reference = readReference(written, written.text);
    return key === 'path' ? { ...reference, kind: 'path', vcs: null, revision: null, revisionRange: null } : reference;
  }
  return null;
}

function repository(
  vcs: (typeof SYSTEMS)[number],
  { node, keyRange, pairRange }: TomlPair,
  { entries, inline }: TomlTable,
  text: string,
  commitKey: string,
): DirectReference {
  const address = tomlText(text, node.range);
  const read = readReference(address, `git+${address.text}`.slice(4));
  const revisions = REVISIONS.flatMap((key) => entries.get(key) ?? []).filter(
    ({ node: value }) => value.kind === 'text',
  );
  const [entry] = revisions;
  const revision = entry?.node.kind === 'text' ? tomlText(text, entry.node.range) : null;
  const folder = entries.get('subdirectory')?.node;
  const place = entry ?? { keyRange, pairRange };
  // Of `torch.git = "…"` what stands before its last key.
  const lead = place.pairRange === null ? '' : text.slice(place.pairRange.start, place.keyRange.start);
  const end = (pairRange ?? node.range).end;
  const feed = text.includes('\r\n') ? '\r\n' : '\n';
  const pair = `${lead}${commitKey} = "`;
  return {
    kind: 'vcs',
    text: address.text,
    range: address.range(),
    vcs,
    revision: revision?.text ?? null,
    revisionRange: revision === null ? null : revision.range(),
    fragment: { ...read.fragment, ...(folder?.kind === 'text' && { subdirectory: folder.value }) },
    revisionOffset: end,
    // With several of them nobody knows which one counts.
    ...(revisions.length < 2 && {
      revisionEdit:
        entry === undefined || entry.pairRange === null
          ? { range: rangeOf(end, end), before: `${inline ? ', ' : feed}${pair}`, after: '"' }
          : { range: entry.pairRange, before: pair, after: '"' },
    }),
  };
}

/** The text of a value that is a string; null for any other. */
export function textOf(entry: TomlPair | undefined, text: string): MappedText | null {
  return entry?.node.kind === 'text' ? tomlText(text, entry.node.range) : null;
}
