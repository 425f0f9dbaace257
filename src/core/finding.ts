import type { Question } from './question';
import type { PositionRange, Range } from './range';

export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `safe`: keeps the meaning of correct code; preferred in the editor, part of fix-all and of `--fix`. */
export type Safety = 'safe' | 'unsafe';

/**
 * A change of text. Without `path` it is in the document under judgement, and the range is in that document's own text
 * (for a notebook: the joined program). With `path` it is in another file, and the range counts in that file's text;
 * a file that does not exist is made when its range is 0..0.
 */
export interface Edit {
  readonly path?: string;
  readonly range: Range;
  readonly text: string;
}

/** Fixes that share a `group` are alternatives that a host may show as one entry with a choice. */
export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly Edit[];
  readonly group?: string;
  /** Index of the notebook cell whose outputs the fix removes. */
  readonly clearOutputs?: number;
}

export interface Related {
  readonly path?: string;
  readonly range: Range;
  readonly message: string;
}

/** What is left of a finding that became part of another. */
export interface Absorbed<Place = Range> {
  readonly rule: string;
  readonly range: Place;
}

/** The one thing that findings are about: those of a document about the same thing become one. */
export interface Thing {
  /** What it is, whoever speaks of it. */
  readonly name: string;
  /** The place of it that the finding is about: what is said there is silenced together. */
  readonly at: Range;
  /** What stands around the place and is one with it, as a call: nobody needs to be sent from one part of it to another. */
  readonly around?: Range;
  /** What is said of that place where a finding at another one stands for all. */
  readonly here: string;
  /** Of findings that are equally severe, the one that weighs most stands for all. */
  readonly weight: number;
}

/** One step of why a finding is believed: text, with the places where that is written in between. */
export type Reason = readonly (string | { readonly path?: string; readonly range: Range })[];

/** What a rule reports. Ranges are in the text of the document (for a notebook: the joined program). */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  /** What the message has no room for: what can happen, what to do. Holds no secrets. */
  readonly detail?: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** Questions that, once answered from the network, would add a fix. A host asks them only when the user opted in. */
  readonly lookups: readonly Question[];
  /** Rules whose findings in its range are part of it. */
  readonly absorbs?: readonly string[];
  /** The findings that became part of it. */
  readonly absorbed?: readonly Absorbed[];
  readonly thing?: Thing;
  /** Why: where each value comes from, which version counts, what changed the severity. Holds no secrets. Empty unless somebody asked for it. */
  readonly reasons: readonly Reason[];
}

/** Something that was not read, or not read to its end, and why. Never an exception. */
export interface Note {
  readonly path: string;
  readonly message: string;
  /** Why the system did not let it be read, as the end of a sentence; only for what is there no more, or closed. */
  readonly unread?: string;
  /** A mistake in the user's configuration, as a sentence without its place; a scan on the command line fails for it. */
  readonly mistake?: { readonly range: PositionRange; readonly message: string };
}

export type RepoType = 'model' | 'dataset' | 'space';

// --- what leaves the engine: the JSON contract of docs and hosts ---

export interface LocatedEdit {
  readonly path: string;
  readonly cell?: number;
  readonly range: PositionRange;
  readonly text: string;
}

export interface LocatedFix {
  readonly title: string;
  readonly safety: Safety;
  readonly group?: string;
  readonly clearOutputs?: number;
  readonly edits: readonly LocatedEdit[];
}

export interface LocatedRelated {
  readonly path: string;
  readonly cell?: number;
  readonly range: PositionRange;
  readonly message: string;
}

/** Without `cell` it is in that of the finding. */
export interface LocatedAbsorbed extends Absorbed<PositionRange> {
  readonly cell?: number;
}

/** A finding with lines and columns: the form of `scan --format json`, of the worker's answers and of diagnostics. */
export interface LocatedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: string;
  /** Index of the notebook cell from 0, or null outside notebooks. The range is inside the cell. */
  readonly cell: number | null;
  readonly range: PositionRange;
  readonly message: string;
  /** What can happen and what to do, where the message has no room for it; only when reasons were asked for. */
  readonly detail?: string;
  readonly related: readonly LocatedRelated[];
  readonly fixes: readonly LocatedFix[];
  readonly lookups?: readonly Question[];
  /** Findings of other rules that became part of it: what silences one of them silences it. */
  readonly absorbed?: readonly LocatedAbsorbed[];
  /** Why the finding is believed, step by step; only when it was asked for. */
  readonly reasons?: readonly LocatedReason[];
}

export type LocatedReason = readonly (string | LocatedLine)[];

export interface LocatedLine {
  readonly path: string;
  readonly cell: number | null;
  /** From 1; null where the text is not at hand. */
  readonly line: number | null;
}

/** A reason as a sentence; places are written `config.py:3`, with cells counted from 1. */
export const sentenceOf = (reason: LocatedReason): string =>
  reason
    .map((part) =>
      typeof part === 'string'
        ? part
        : `${part.path}${part.cell === null ? '' : ` cell ${part.cell + 1}`}${part.line === null ? '' : `:${part.line}`}`,
    )
    .join('');

/** What there is to say of a finding beside its message, in the order in which it is told. */
export const explanationOf = ({
  detail,
  reasons = [],
}: Pick<LocatedFinding, 'detail' | 'reasons'>): readonly string[] => [
  ...(detail === undefined ? [] : [detail]),
  ...reasons.map(sentenceOf),
];

/** All that one file gave. `suppressed` counts findings silenced by comments or by the baseline. */
export interface FileResult {
  readonly path: string;
  readonly bytes: number;
  readonly findings: readonly LocatedFinding[];
  readonly notes: readonly Note[];
  readonly suppressed: number;
  /** Other files whose text the findings rest on, relative to the root. */
  readonly restsOn?: readonly string[];
}
