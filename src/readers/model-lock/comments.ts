import type { ModelLockFacts, RecordedFile, RecordedModel } from '../../core/model-lock-facts';

/** What people wrote into a lock: lines of comments, with their `#`, and empty lines between them. */
export interface LockComments {
  /** Before the version. */
  readonly head: readonly string[];
  /** By the name of the entry: see `nameOfFile` and `nameOfModel`. */
  readonly entries: ReadonlyMap<string, EntryComments>;
  /** Behind the last entry, apart from it. */
  readonly tail: readonly string[];
}

export interface EntryComments {
  readonly above: readonly string[];
  /** By line, its key or `[[`: above it, and behind what it says. */
  readonly lines: ReadonlyMap<string, { readonly above: readonly string[]; readonly behind: string }>;
  /** Right behind the last line. */
  readonly below: readonly string[];
}

type Model = Pick<RecordedModel, 'type' | 'id' | 'revision'>;

export const nameOfModel = ({ type, id, revision }: Model): string => `${type}\0${id}\0${revision}`;

/** The name of a file of the project, or of a model. */
export const nameOfFile = ({ path }: Pick<RecordedFile, 'path'>, model: Model | null): string =>
  model === null ? path : `${nameOfModel(model)}\0${path}`;

const HEADER = /^\s*\[\[\s*(?:file|model|model\s*\.\s*file)\s*\]\]/;
const KEY = /^\s*([A-Za-z\d_-]+)\s*=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"']*)/;

/** The key under which the line of an entry's header stands. */
export const HEADER_KEY = '[[';

/** Finds the comments in a lock, and what they are about: what follows them, unless an empty line sets them apart from that. */
export function lockCommentsOf(text: string, facts: ModelLockFacts): LockComments {
  const names = namesByLine(text, facts);
  const entries = new Map<string, EntryComments>();
  let head: string[] = [];
  let open: { name: string | null; above: string[]; lines: Map<string, { above: string[]; behind: string }> } | null =
    null;
  let pending: string[] = [];
  /** Keeps what was read of an entry; comments right behind its last line are its own. */
  const close = (): void => {
    if (open === null) return;
    const apart = pending.indexOf('');
    const below = apart < 0 ? pending : pending.slice(0, apart);
    pending = apart < 0 ? [] : pending.slice(apart + 1);
    if (open.name !== null) entries.set(open.name, { above: open.above, lines: open.lines, below });
    open = null;
  };
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) {
      pending.push(trimmed);
      continue;
    }
    const header = HEADER.exec(line)?.[0];
    const key = header === undefined ? KEY.exec(line) : null;
    if (header !== undefined) {
      close();
      open = { name: null, above: withoutEnds(pending), lines: new Map() };
      pending = [];
    } else if (open === null) [head, pending] = [[...head, ...pending], []];
    const behind = commentBehind(line, (header ?? key?.[0] ?? line).length);
    if (open === null) {
      if (behind !== '') head.push(behind);
      continue;
    }
    open.name ??= names.get(number) ?? null;
    const about = header === undefined ? key?.[1] : HEADER_KEY;
    const above = withoutEnds(pending);
    if (about !== undefined && (above.length > 0 || behind !== '')) open.lines.set(about, { above, behind });
    pending = [];
  }
  close();
  return { head: withoutEnds(head), entries, tail: withoutEnds(pending) };
}

/** The comment from an offset of a line on; '' for anything else. */
function commentBehind(line: string, from: number): string {
  const rest = line.slice(from).trim();
  return rest.startsWith('#') ? rest : '';
}

/** Which entry's name stands in which line, from 0. */
function namesByLine(text: string, { files, models }: ModelLockFacts): ReadonlyMap<number, string> {
  const places = [
    ...files.map((file) => [file.range.start, nameOfFile(file, null)] as const),
    ...models.flatMap((model) => [
      [model.range.start, nameOfModel(model)] as const,
      ...model.files.map((file) => [file.range.start, nameOfFile(file, model)] as const),
    ]),
  ].sort((a, b) => a[0] - b[0]);
  const names = new Map<number, string>();
  let [at, line] = [0, 0];
  for (const [offset, name] of places) {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      at = next + 1;
      line++;
    }
    names.set(line, name);
  }
  return names;
}

/** Without empty lines before and behind, and with one of several. */
const withoutEnds = (lines: readonly string[]): string[] => {
  const kept = lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
  return kept.slice(kept[0] === '' ? 1 : 0, kept.at(-1) === '' && kept.length > 1 ? -1 : undefined);
};
