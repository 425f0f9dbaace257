import { fromSource, shortened } from '../../../analysis/secrets/shortened';
import type { Edit, Fix } from '../../../core/finding';
import type { LockFacts, Requirement, RequirementOption, RequirementsFacts } from '../../../core/requirement-facts';
import { mlIndexOf } from '../../../analysis/addresses/index-urls';
import { lockNameOf } from '../../../readers/locks/index';
import { installedEntries } from '../approval/brought-packages';
import { ownLocks } from '../pinning/open-versions';
import { lineEndOf } from '../pinning/pinning';

/** What an index of a vendor is there for, by who runs it. Sources: uv, Using uv with PyTorch; PyTorch, Start Locally. */
const OF_VENDOR: Readonly<Record<string, readonly string[]>> = { PyTorch: ['torch', 'torchvision', 'torchaudio'] };

/**
 * Makes an index explicit and names it for the packages that come from it, in the words of the manifest's own tool: for uv
 * `explicit = true` and `[tool.uv.sources]`, for Poetry `priority = "explicit"` and `source`. Which packages those are says the lock of
 * the tool, or the vendor of the index. Nothing where neither does, and where the lock takes something from there that nobody names:
 * a source holds for what the project itself asks for. Sources: uv, Package indexes; Poetry, Repositories.
 */
export function explicitForm(
  option: RequirementOption,
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
): readonly Fix[] {
  const { label, value, valueRange, installer = facts.installer } = option;
  if (facts.form !== 'manifest' || label === undefined || value === null || valueRange === null) return [];
  const taken = takenFrom(value, facts, locks);
  if (taken === null || !/^[\w.-]{1,60}$/.test(label)) return [];
  const edits =
    installer === 'uv'
      ? uvEdits(label, valueRange.end, taken.requirements, facts)
      : installer === 'poetry'
        ? poetryEdits(label, valueRange.end, taken.requirements, facts)
        : null;
  if (edits === null) return [];
  const names = taken.requirements.map(({ name }) => shortened(name ?? '', 16)).join(', ');
  const title = fromSource(`Use it only for ${names}`, taken.by);
  const short = fromSource('Use it only for its packages', taken.by);
  return [{ title: title.length > LONGEST_TITLE ? short : title, safety: 'unsafe', edits }];
}

/** Characters that fit into the lightbulb. */
const LONGEST_TITLE = 50;

interface Taken {
  readonly requirements: readonly Requirement[];
  readonly by: string;
}

function takenFrom(url: string, facts: RequirementsFacts, locks: readonly LockFacts[] | undefined): Taken | null {
  const wanted = installedEntries(facts).filter(
    ({ normalizedName, reference, source, list }) =>
      normalizedName !== null && reference === null && source === undefined && list?.use !== 'build',
  );
  const ofNames = (names: ReadonlySet<string>, by: string): Taken | null => {
    const requirements = wanted.filter(({ normalizedName }) => names.has(normalizedName!));
    const once = new Map(requirements.map((each) => [each.normalizedName, each]));
    return once.size === 0 ? null : { requirements: [...once.values()], by };
  };
  const vendor = mlIndexOf(url);
  const own = vendor === null ? undefined : OF_VENDOR[vendor];
  for (const lock of ownLocks(facts, locks)) {
    const names = new Set(
      lock.packages.flatMap(({ name, index }) => (index !== undefined && plain(index) === plain(url) ? [name] : [])),
    );
    const taken = ofNames(names, lockNameOf(lock));
    if (taken === null) continue;
    const isWhole = [...names].every((name) => wanted.some((each) => each.normalizedName === name));
    return isWhole || own !== undefined ? taken : null;
  }
  return own === undefined ? null : ofNames(new Set(own), vendor!);
}

const plain = (url: string): string =>
  url
    .replace(/^(\w+:\/\/)[^/@]*@/, '$1')
    .replace(/\/+$/, '')
    .toLowerCase();

function uvEdits(
  label: string,
  end: number,
  taken: readonly Requirement[],
  { text }: RequirementsFacts,
): readonly Edit[] | null {
  const mark = pairBehind('explicit = true', end, text);
  const feed = lineEndOf(text);
  const header = /^\[tool\.uv\.sources\][ \t]*(?:#[^\n]*)?\r?\n/m.exec(text);
  // Sources that are written otherwise would be there twice.
  if (mark === null || (header === null && /^(?:\[tool\.uv\.sources|sources[ \t]*[.=]|tool\.uv\.sources)/m.test(text)))
    return null;
  const lines = taken.map(({ name }) => `${name} = { index = "${label}" }${feed}`).join('');
  const at = header === null ? text.length : header.index + header[0].length;
  const lead = header !== null ? '' : `${/\n$/.test(text) ? '' : feed}${feed}[tool.uv.sources]${feed}`;
  // Both may belong behind the last line.
  return mark.range.start === at
    ? [{ range: mark.range, text: `${mark.text}${lead}${lines}` }]
    : [mark, { range: { start: at, end: at }, text: lead + lines }];
}

function poetryEdits(
  label: string,
  end: number,
  taken: readonly Requirement[],
  { text }: RequirementsFacts,
): readonly Edit[] | null {
  const from = text.lastIndexOf('[[', end);
  const next = text.slice(end).search(/^[ \t]*\[/m);
  const table = text.slice(from, next < 0 ? text.length : end + next);
  const priority = /^([ \t]*priority[ \t]*=[ \t]*)("[^"\n]*"|'[^'\n]*')/m.exec(table);
  if (from < 0 || /^[ \t]*(?:default|secondary)[ \t]*=/m.test(table)) return null;
  const start = from + (priority?.index ?? 0) + (priority?.[1]!.length ?? 0);
  const mark: Edit | null =
    priority === null
      ? pairBehind('priority = "explicit"', end, text)
      : { range: { start, end: start + priority[2]!.length }, text: '"explicit"' };
  const edits = taken.map((requirement) => sourceEdit(requirement, label, text));
  return mark === null || edits.some((edit) => edit === null) ? null : [mark, ...edits.flatMap((edit) => edit ?? [])];
}

/** `torch = "^2"` becomes a table, and a table gets one entry more; null for what stands in a table of several lines, or in a list. */
function sourceEdit({ written, range, specifierRange }: Requirement, label: string, text: string): Edit | null {
  if (written === undefined) return null;
  const pair = text.slice(range.start, range.end);
  if (/^[^={}\n]+=[ \t]*\{[^\n]*\}$/.test(pair)) {
    const at = range.start + pair.replace(/[ \t]*\}$/, '').length;
    return { range: { start: at, end: at }, text: `, source = "${label}"` };
  }
  const value = /^([^=\n]+=[ \t]*)("[^"\n]*"|'[^'\n]*')$/.exec(pair);
  if (value === null || (specifierRange === null && written !== '')) return null;
  const start = range.start + value[1]!.length;
  return { range: { start, end: range.end }, text: `{ version = ${value[2]!}, source = "${label}" }` };
}

/** A pair in a line of its own below the one whose value ends there; behind it in an inline table. */
function pairBehind(pair: string, end: number, text: string): Edit | null {
  const close = end + 1;
  const lineStart = text.lastIndexOf('\n', end) + 1;
  const before = text.slice(lineStart, end);
  if (before.includes('{')) return { range: { start: close, end: close }, text: `, ${pair}` };
  if (!/^[ \t]*url[ \t]*=[ \t]*["']/.test(before)) return null;
  const feed = text.indexOf('\n', end);
  const indent = /^[ \t]*/.exec(before)![0];
  const at = feed < 0 ? text.length : feed + 1;
  return {
    range: { start: at, end: at },
    text: feed < 0 ? `${lineEndOf(text)}${indent}${pair}` : `${indent}${pair}${lineEndOf(text)}`,
  };
}
