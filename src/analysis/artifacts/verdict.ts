import type { Severity } from '../../core/finding';
import type {
  ArtifactFacts,
  ArtifactFormat,
  PickleFacts,
  WeightsOnlyStop,
} from '../../readers/artifacts/artifact-facts';
import { WEIGHTS_ONLY_VERSIONS } from '../../readers/artifacts/weights-only-names';
import { tierOf } from './known-names';
import { pickleMeanings, type PlacedMeaning } from './pickle-meanings';
import { meaningOf, type ArtifactRule } from './sign-meanings';

/**
 * `malicious`: loading runs what no model needs. `suspicious`: the file hides something, calls what nobody knows, or could not be
 * looked into. `safe`: its usual loader runs nothing but vetted constructors. `unknown`: not a format that is read.
 */
export type ArtifactVerdict = 'malicious' | 'suspicious' | 'safe' | 'unknown';

export interface ArtifactFinding {
  readonly rule: ArtifactRule;
  readonly severity: Severity;
  readonly message: string;
  /** Bytes, in the part that `pointer` names, else in the file. */
  readonly offset: number | null;
  /** A part of the file (`archive/data.pkl`), with a JSON pointer into it behind `#`. */
  readonly pointer: string | null;
}

/** Whether `torch.load(weights_only=True)` takes a file. */
export interface WeightsOnlyAnswer {
  /** Versions of torch that it holds for. */
  readonly torch: string;
  readonly accepts: boolean;
  /** What it refuses; null when it accepts. */
  readonly stoppedBy: string | null;
}

export interface ArtifactJudgement {
  readonly verdict: ArtifactVerdict;
  readonly findings: readonly ArtifactFinding[];
  readonly weightsOnly: WeightsOnlyAnswer | null;
}

/** Findings that are told of one file, gravest first. */
const MOST_FINDINGS = 200;

/** What the facts of a model file mean. The allow-list decides, the deny-list grades; what could not be read is never safe. */
export function judgeArtifact(path: string, facts: ArtifactFacts): ArtifactJudgement {
  const placed: PlacedMeaning[] = [];
  const pointers = new Map<PlacedMeaning, string | null>();
  for (const sign of facts.signs) {
    const meaning = meaningOf(sign, facts.formats);
    if (meaning === null) continue;
    const each = { ...meaning, place: sign.place, offset: sign.offset };
    pointers.set(each, sign.pointer);
    placed.push(each);
  }
  for (const pickle of facts.pickles) placed.push(...pickleMeanings(pickle));
  const needs = needsPickle(facts, placed);
  if (needs !== null) placed.push(needs);
  const findings = withoutRepetitions(placed)
    .sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity])
    .slice(0, MOST_FINDINGS)
    .map((each): ArtifactFinding => ({
      rule: each.rule,
      severity: each.severity,
      message: clipped(each.message),
      offset: each.offset,
      pointer: pointerOf(each.place, pointers.get(each) ?? null),
    }));
  return { verdict: verdictOf(facts, findings), findings, weightsOnly: weightsOnlyAnswer(path, facts) };
}

/** Characters of a message at most: names out of files may be of any length. */
const LONGEST_MESSAGE = 140;

const clipped = (message: string): string =>
  message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 2)}….` : message;

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

function verdictOf(facts: ArtifactFacts, findings: readonly ArtifactFinding[]): ArtifactVerdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'malicious';
  if (findings.some(({ severity }) => severity === 'warning')) return 'suspicious';
  return facts.formats.some((format) => !CONTAINERS.has(format)) ? 'safe' : 'unknown';
}

/** What says nothing of its content. */
const CONTAINERS: ReadonlySet<ArtifactFormat> = new Set([
  'zip',
  'tar',
  'gzip',
  'zlib',
  'bzip2',
  'xz',
  'lzma',
  'lz4',
  'zstd',
  'text',
  'unknown',
]);

const pointerOf = (place: string, pointer: string | null): string | null => {
  if (pointer === null) return place === '' ? null : place;
  return place === '' ? pointer : `${place}#${pointer}`;
};

function withoutRepetitions(placed: readonly PlacedMeaning[]): PlacedMeaning[] {
  const seen = new Set<string>();
  return placed.filter(({ place, rule, message }) => {
    const key = `${rule}\0${place}\0${message}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** A harmless pickle that holds objects of a library: nothing but full unpickling loads it. */
function needsPickle(facts: ArtifactFacts, placed: readonly PlacedMeaning[]): PlacedMeaning | null {
  if (facts.formats.includes('torchscript')) return null;
  // Whoever should not load it at all needs no advice how.
  if (placed.some(({ rule, severity }) => severity === 'error' || rule === 'model-file-needs-pickle')) return null;
  const pickle = facts.pickles.find((each) => !isTorchData(facts, each) || stoppedIn(each, NEWEST) !== null);
  if (pickle === undefined) return null;
  const library = pickle.imports.find(
    ({ module, name }) => module !== null && name !== null && tierOf(module, name) === 'framework',
  );
  const what = library ? `${library.module!.split('.')[0]} objects` : 'a pickle';
  return {
    rule: 'model-file-needs-pickle',
    severity: 'info',
    message: `Holds ${what}: loading it means full unpickling, so load it from trusted sources only.`,
    place: pickle.place,
    offset: library?.offset ?? pickle.start,
  };
}

const isTorchData = ({ formats }: ArtifactFacts, { place }: PickleFacts): boolean =>
  (formats.includes('torch-zip') && MAIN_PICKLE.test(place)) || formats.includes('torch-legacy');

const MAIN_PICKLE = /^[^/!]+\/data\.pkl$/;
const NEWEST = WEIGHTS_ONLY_VERSIONS.at(-1)!.version;
const OLDEST = WEIGHTS_ONLY_VERSIONS[0]!.version;
const TORCH_NAME = /\.(?:pt|pth|ckpt|bin|pt2|ptl)$/i;

const stoppedIn = (pickle: PickleFacts, version: string): WeightsOnlyStop | null => pickle.weightsOnly[version] ?? null;

/** The restricted unpickler's own answer, for files that `torch.load` is meant for. */
export function weightsOnlyAnswer(path: string, facts: ArtifactFacts): WeightsOnlyAnswer | null {
  const isTorch = facts.formats.some((format) => format.startsWith('torch'));
  if (!isTorch && !(TORCH_NAME.test(path) && facts.formats.includes('pickle'))) return null;
  const [newest, oldest] = [NEWEST, OLDEST].map((version) => weightsOnlyRefusal(facts, version)) as [
    string | null,
    string | null,
  ];
  const isSame = (newest === null) === (oldest === null);
  return { torch: isSame ? `${OLDEST} to ${NEWEST}` : NEWEST, accepts: newest === null, stoppedBy: newest };
}

/** What a version of torch refuses in a file; null when it accepts it. */
export function weightsOnlyRefusal(facts: ArtifactFacts, version: string): string | null {
  const { formats, pickles } = facts;
  const has = (format: ArtifactFormat): boolean => formats.includes(format);
  if (has('torchscript')) return 'a TorchScript archive';
  if (has('torch-tar')) return 'the tar format of torch before 0.1.10';
  if (has('torch-package') || has('torch-export')) return 'an archive without data.pkl';
  const inFile = pickles.filter(({ isHidden }) => !isHidden);
  if (has('torch-zip')) {
    const main = inFile.find(({ place }) => MAIN_PICKLE.test(place));
    const isZip = !facts.signs.some(({ kind, place }) => kind === 'leading-bytes' && place === '');
    if (!isZip || main === undefined) return 'no zip at its beginning';
    if (!('torch.archive' in facts.metadata)) return 'an archive without a version';
    if (!['little', 'big', undefined].includes(facts.metadata['torch.byteorder'])) return 'an unknown byte order';
    return stoppedIn(main, version)?.reason ?? null;
  }
  const own = inFile.filter(({ place }) => place === '');
  if (!has('torch-legacy')) return 'no magic number of torch';
  if (own.length < LEGACY_PICKLES) return 'less than five pickles';
  for (const pickle of own.slice(0, LEGACY_PICKLES)) {
    const stop = stoppedIn(pickle, version);
    if (stop !== null) return stop.reason;
  }
  return null;
}

const LEGACY_PICKLES = 5;
