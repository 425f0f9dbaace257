import type { GitObjects } from './objects';

/** Who wrote or made a commit. All of it is what that person's git was told: a claim. */
export interface CommitPerson {
  readonly name: string;
  readonly email: string;
  /** Seconds since the epoch; null where it makes no sense. */
  readonly time: number | null;
}

export interface CommitFacts {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: CommitPerson | null;
  readonly committer: CommitPerson | null;
  /** The first line of its message. */
  readonly subject: string;
  /** Whether it holds a signature, which is not checked. */
  readonly isSigned: boolean;
}

/** Bytes of a commit; those of merges with signed tags in them have some kilobytes. */
const LARGEST_COMMIT = 1_000_000;
const MOST_PARENTS = 1_000;

/** What a commit says; a text, as the end of a sentence, where it cannot be read. */
export async function readCommit(objects: GitObjects, name: string): Promise<CommitFacts | string> {
  const object = await objects.read(name, LARGEST_COMMIT);
  if (object === 'absent') return 'the commit is not in the repository';
  if (typeof object === 'string')
    return object === 'large' ? 'the commit is too large to be read' : 'the commit is damaged';
  return (object.kind === 'commit' ? parseCommit(name, object.bytes) : null) ?? 'the commit is damaged';
}

/** Reads a commit's headers and the first line of its message; null for what is none. Source: Documentation/technical/signature-format, commit.c. */
export function parseCommit(id: string, bytes: Uint8Array): CommitFacts | null {
  const text = decoded(bytes);
  const end = text.indexOf('\n\n');
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n');
  const of = (name: string): string | undefined =>
    headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const tree = of('tree');
  if (tree === undefined || !NAME.test(tree)) return null;
  const parents = headers.filter((line) => line.startsWith('parent ')).map((line) => line.slice(7));
  if (parents.length > MOST_PARENTS || !parents.every((parent) => NAME.test(parent))) return null;
  return {
    id,
    tree,
    parents,
    author: personOf(of('author')),
    committer: personOf(of('committer')),
    subject: end < 0 ? '' : (/^\n*([^\n]*)/.exec(text.slice(end + 2))?.[1] ?? '').trimEnd(),
    isSigned: headers.some((line) => /^gpgsig(?:-sha256)? /.test(line)),
  };
}

const NAME = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** UTF-8, or what `encoding` says (git-commit(1), "Discussion"). */
function decoded(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const label = /^encoding ([\w.:-]{1,40})$/m.exec(text.split('\n\n', 1)[0]!)?.[1];
  if (label === undefined) return text;
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return text; // an encoding that nobody knows
  }
}

function personOf(text: string | undefined): CommitPerson | null {
  const match = /^([^<>\n]{0,1000}?) ?<([^<>\n]{0,1000})>(?: (-?\d{1,12}) [+-]\d{4})?/.exec(text ?? '');
  if (!match) return null;
  const [, name = '', email = '', time] = match;
  return { name: name.trim(), email, time: time === undefined ? null : Number(time) };
}
