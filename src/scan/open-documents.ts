import type { Finding } from '../core/finding';
import type { ScanInput } from '../core/input';
import type { Policy } from '../core/policy';
import { LineIndex } from '../core/range';
import type { Workspace } from '../project/workspace';
import { placeInText } from '../readers/placement';
import type { Triggers } from '../readers/prefilter/triggers';
import { LARGE } from '../readers/python/document';
import { pythonSpans } from '../readers/python/spans';
import type { Part, Reading } from '../readers/reading';
import { moved, OpenDocument, shifted } from './open-document';
import type { JudgedText } from './outcome';

/** What a judgement of an open document rests on. */
export interface Basis {
  readonly workspace: Workspace;
  readonly policy: Policy;
  readonly revision: number;
  /** Files of the project that values were taken from. */
  readonly files: readonly string[];
  /** Whether all rules had their say on all of it. */
  readonly complete: boolean;
}

/** An open document with what was found in it. */
interface FollowedDocument extends Basis {
  readonly path: string;
  readonly tolerated: boolean;
  readonly document: OpenDocument;
  findings: readonly Finding[];
  comments: Part['comments'];
  lines: LineIndex;
}

/** What was found before a change, at its new places. */
export interface Followed {
  readonly findings: readonly Finding[];
  readonly place: JudgedText;
  readonly files: readonly string[];
  readonly complete: boolean;
}

const MAX_OPEN = 16;

/** Documents in editors, by session: what is kept of them from one key to the next. */
export class OpenDocuments {
  readonly #open = new Map<string, FollowedDocument>();

  constructor(private readonly triggers: Triggers | null) {}

  /** What was found before a change, where that still holds; null when the document has to be judged anew. */
  follow(input: ScanInput, policy: Policy, workspace: Workspace): Followed | null {
    const kept = input.session === undefined ? undefined : this.#open.get(input.session);
    if (!kept || input.kind !== 'text' || input.text.length > policy.maxFileSize) return null;
    if (!holds(kept, input.path, input.text, policy, workspace)) return null;
    const shift = kept.document.follow(input.text);
    const findings = shift && kept.findings.map((finding) => moved(finding, input.path, shift));
    // A comment that was changed or taken away may have silenced something.
    const touched = shift && kept.comments.some(({ range }) => range.start < shift.to && range.end > shift.from);
    if (!findings || touched || findings.includes(null)) {
      this.#open.delete(input.session!);
      return null;
    }
    kept.findings = findings as Finding[];
    kept.comments = kept.comments.map(({ text, range }) => ({
      text,
      range: { start: shifted(range.start, shift), end: shifted(range.end, shift) },
    }));
    kept.lines = kept.lines.changed(input.text, shift);
    const place = {
      placement: placeInText(input.path, input.text, kept.lines),
      text: input.text,
      comments: kept.comments,
      spans: () => pythonSpans(input.text),
    };
    return { findings: kept.findings, place, files: kept.files, complete: kept.complete };
  }

  keep(input: ScanInput, reading: Reading, findings: readonly Finding[], basis: Basis): void {
    if (input.session === undefined || input.kind !== 'text') return;
    this.#open.delete(input.session);
    // Answers that came meanwhile from a changed project are not what the findings rest on.
    if (!reading.kept || reading.notes.length > 0 || basis.revision !== basis.workspace.revision || !this.triggers)
      return;
    const { relevance, modules, tolerated } = reading.kept;
    this.#open.set(input.session, {
      ...basis,
      path: input.path,
      tolerated,
      findings,
      comments: reading.parts.flatMap((part) => part.comments),
      lines: new LineIndex(input.text),
      document: new OpenDocument(input.text, relevance, modules, this.triggers, tolerated),
    });
    if (this.#open.size > MAX_OPEN) this.#open.delete(this.#open.keys().next().value!);
  }

  release(session: string): void {
    this.#open.delete(session);
  }
}

const holds = (kept: FollowedDocument, path: string, text: string, policy: Policy, workspace: Workspace): boolean =>
  kept.path === path &&
  kept.workspace === workspace &&
  kept.policy === policy &&
  kept.revision === workspace.revision &&
  kept.tolerated === text.length > LARGE;
