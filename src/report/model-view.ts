import { shortOfFile, shownOfFile } from '../analysis/artifacts/file-text';
import { tierOf, type NameTier } from '../analysis/artifacts/known-names';
import type { ArtifactRule } from '../analysis/artifacts/sign-meanings';
import type { ArtifactJudgement, ArtifactVerdict, WeightsOnlyAnswer } from '../analysis/artifacts/verdict';
import type { Severity } from '../core/finding';
import type { ArtifactFacts, ArtifactFormat, MemberFact, TensorFact } from '../readers/artifacts/artifact-facts';
import { importsOf, type InspectedImport } from './inspection';
import { tensorBytes } from './tensor-bytes';

/** What the inspector shows of a model file. Every text out of the file is plain text, and masked where it reads like a key. */
export interface ModelView {
  readonly name: string;
  readonly format: ArtifactFormat;
  /** Bytes. */
  readonly size: number;
  /** Bytes that a reader accounted for. */
  readonly understood: number;
  readonly verdict: ArtifactVerdict;
  readonly reasons: readonly ModelReason[];
  readonly weightsOnly: WeightsOnlyAnswer | null;
  readonly trace: readonly TraceStep[];
  /** Steps that are not listed. */
  readonly moreSteps: number;
  readonly imports: readonly InspectedImport[];
  readonly tensors: TensorColumns;
  readonly metadata: readonly (readonly [key: string, value: string])[];
  readonly templates: readonly { readonly name: string; readonly text: string }[];
  readonly members: readonly MemberFact[];
  /** Members that are not listed. */
  readonly moreMembers: number;
}

/** Where something lies: an offset in a part of the file, '' being the file itself. */
export interface ModelPlace {
  readonly place: string;
  readonly offset: number | null;
}

export interface ModelReason extends ModelPlace {
  readonly rule: ArtifactRule | null;
  readonly severity: Severity;
  readonly message: string;
  /** A JSON pointer or a key, where an offset does not tell. */
  readonly pointer: string | null;
}

/** A call that loading makes, in the order of the file. */
export interface TraceStep extends ModelPlace {
  /** As Python would write it. */
  readonly text: string;
  /** Of what is called; `unknown` where only loading tells. */
  readonly tier: NameTier;
  /** How many calls are like it. */
  readonly count: number;
}

/** Tensors by columns, since there may be 200,000 of them. */
export interface TensorColumns {
  /** How many the file has; listed are as many as there are names. */
  readonly count: number;
  readonly names: readonly string[];
  /** The types that occur, and for each tensor which one it has. */
  readonly dtypes: readonly string[];
  readonly dtype: readonly number[];
  readonly shapes: readonly (readonly number[])[];
  /** Bytes; null where the type does not tell. */
  readonly bytes: readonly (number | null)[];
}

/** What of each kind is shown; JSON on the command line has all. */
const MOST_STEPS = 5_000;
const MOST_IMPORTS = 5_000;
/** Characters. */
const LONGEST_NAME = 300;
const LONGEST_CALL = 400;
const LONGEST_VALUE = 4_000;

/** The view of a file that was read and judged. */
export function modelView(name: string, facts: ArtifactFacts, judgement: ArtifactJudgement): ModelView {
  const calls = facts.pickles.flatMap((pickle) => pickle.calls);
  const { verdict, weightsOnly } = judgement;
  return {
    name,
    format: facts.format,
    size: facts.size,
    understood: facts.understood,
    verdict,
    reasons: reasonsOf(facts, judgement),
    weightsOnly: weightsOnly && {
      ...weightsOnly,
      stoppedBy: weightsOnly.stoppedBy && shortOfFile(weightsOnly.stoppedBy, LONGEST_NAME),
    },
    trace: calls.slice(0, MOST_STEPS).map(({ module, name: called, text, place, offset, count }): TraceStep => ({
      text: shortOfFile(text, LONGEST_CALL),
      tier: module === null || called === null ? 'unknown' : tierOf(module, called),
      place: shownOfFile(place),
      offset,
      count,
    })),
    moreSteps: Math.max(calls.length - MOST_STEPS, 0),
    imports: importsOf(facts).slice(0, MOST_IMPORTS),
    tensors: columnsOf(facts),
    metadata: Object.entries(facts.metadata).map(
      ([key, value]) => [shortOfFile(key, LONGEST_NAME), shortOfFile(shownOfFile(value, key), LONGEST_VALUE)] as const,
    ),
    templates: facts.templates.map(({ place, pointer, text }) => ({
      name: shortOfFile([place, pointer].filter(Boolean).join('#') || name, LONGEST_NAME),
      text: shownOfFile(text),
    })),
    members: facts.members.map((member) => ({ ...member, place: shownOfFile(member.place) })),
    moreMembers: Math.max(facts.memberCount - facts.members.length, 0),
  };
}

/** The view of a file that could not be looked into. It is never called safe. */
export const unreadView = (name: string, size: number, message: string): ModelView => ({
  name,
  format: 'unknown',
  size,
  understood: 0,
  verdict: 'suspicious',
  reasons: [{ rule: 'model-file-not-inspected', severity: 'warning', message, place: '', offset: null, pointer: null }],
  weightsOnly: null,
  trace: [],
  moreSteps: 0,
  imports: [],
  tensors: { count: 0, names: [], dtypes: [], dtype: [], shapes: [], bytes: [] },
  metadata: [],
  templates: [],
  members: [],
  moreMembers: 0,
});

/** A file that changed while it was read: what was seen of it may belong to neither state. */
export function changedView(view: ModelView): ModelView {
  const message = 'The file changed while it was read: what is shown may be wrong.';
  const reason = { rule: 'model-file-not-inspected', severity: 'warning', message } as const;
  return {
    ...view,
    verdict: view.verdict === 'malicious' ? 'malicious' : 'suspicious',
    reasons: [{ ...reason, place: '', offset: null, pointer: null }, ...view.reasons],
  };
}

/** A finding names its place and its pointer as one text; the inspector leads to the place. */
function reasonsOf(facts: ArtifactFacts, { findings }: ArtifactJudgement): readonly ModelReason[] {
  const places = new Set(['', ...[...facts.members, ...facts.pickles].map(({ place }) => place)]);
  return findings.map(({ rule, severity, message, offset, pointer: written }) => {
    const [place, pointer] = splitPointer(written, places);
    return { rule, severity, message, offset, place: shownOfFile(place), pointer: pointer && shownOfFile(pointer) };
  });
}

function splitPointer(written: string | null, places: ReadonlySet<string>): [place: string, pointer: string | null] {
  if (written === null) return ['', null];
  if (places.has(written)) return [written, null];
  for (let at = written.indexOf('#'); at >= 0; at = written.indexOf('#', at + 1))
    if (places.has(written.slice(0, at))) return [written.slice(0, at), written.slice(at + 1)];
  return ['', written];
}

function columnsOf({ tensors, tensorCount }: ArtifactFacts): TensorColumns {
  const dtypes = new Map<string, number>();
  const numberOf = (dtype: string): number => {
    const known = dtypes.get(dtype);
    if (known === undefined) dtypes.set(dtype, dtypes.size);
    return known ?? dtypes.size - 1;
  };
  const shown = shownNames();
  return {
    count: tensorCount,
    names: tensors.map(({ name }) => shown(name)),
    dtype: tensors.map(({ dtype }) => numberOf(dtype)),
    dtypes: [...dtypes.keys()].map((dtype) => shortOfFile(dtype, LONGEST_NAME)),
    shapes: tensors.map(({ shape }) => shape),
    bytes: tensors.map(({ dtype, shape }: TensorFact) => tensorBytes(dtype, shape)),
  };
}

/** Names of tensors as they may be shown. Layers differ by their number alone, so that what is named alike is looked at once. */
function shownNames(): (name: string) => string {
  const clean = new Set<string>();
  return (name) => {
    const shape = name.replace(NUMBER, '0');
    if (clean.has(shape)) return name;
    const shown = shortOfFile(name, LONGEST_NAME);
    if (shown === name && clean.size < MOST_SHAPES) clean.add(shape);
    return shown;
  };
}

const NUMBER = /(?<![^./_])\d{1,6}(?![^./_])/g;
const MOST_SHAPES = 10_000;
