import type { SignablePlan, signedBundle, SignedAnswer, SigningWish } from '../session/model-signing';
import type { AdvisoryState } from '../core/advisory';
import type { LocatedEdit, Severity } from '../core/finding';
import type { Question } from '../core/question';
import type { Entry, GitHost, HttpOptions, HttpResponse, Stat } from '../core/host';
import type { Policy } from '../core/policy';
import type { PolicyProblem } from '../project/policy';
import type { DependenciesAnswer } from '../session/dependencies';
import type { Description } from '../session/description';
import type { baselineOf, FolderEnd, FolderWish } from '../session/folder-scan';
import type { LockWithFile } from '../session/model-lock-entry';
import type { ModelInspection } from '../session/model-inspection';
import type { InlineVersion, Lines } from '../session/inline-versions';
import type { IndexPlan, NewerVersions } from '../session/newer-versions';
import type { PolicyChange } from '../session/policy-edit';
import type { PolicyCompletion, PolicyHover } from '../session/policy-assistance';
import type { OriginAnswer } from '../session/hub-comparison';
import type { HubAnswer, ModelBytes, ModelOrigin } from '../report/model-messages';
import type { ReportAnswer } from '../session/report';
import type { SbomAnswer, SbomForm } from '../session/sbom';
import type { CommentPlace } from '../session/suppression-place';
import type { Grammars } from '../readers/python/parser';
import type { ScanInput } from '../core/input';
import type { ScanOutcome } from '../scan/outcome';

/**
 * The one type of message between a host and its scan worker, the same in both directions. A call has an answer or a
 * failure; it may have parts before; its caller may cancel it. Bytes and text go in, plain findings come out.
 */
export type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly body: unknown }
  | { readonly kind: 'part'; readonly id: number; readonly body: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly body: unknown }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly message: string;
      /** Frames of the stack, for a developer. */ readonly trace: string;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** What a worker's thread is for the rest: something to post to, and to hear from. */
export interface Port {
  post(message: Message): void;
  listen(hear: (message: Message) => void): void;
}

/** Which tree of files of a folder is meant: the folder itself, the model hub's cache, the environment of an interpreter, the machine's disk. */
export type Tree = 'files' | 'hubCache' | 'environment' | 'machine';

/** A folder as the host knows it. `id` is opaque to the worker (the host uses the folder's URI). */
export interface Folder {
  readonly id: string;
  readonly hubCache: boolean;
  /** The folder's files are only read whole: it lies on no disk. */
  readonly wholeOnly?: boolean;
  /** Whether there is one, or what is known of it. */
  readonly environment: boolean | { readonly name: string; readonly chosen: boolean };
  /** Where git keeps what does not lie in the folder; absent where there is no disk. */
  readonly git?: Omit<GitHost, 'files'>;
  /** Where on the machine a dump of advisories may lie; absent where there is no disk. */
  readonly advisories?: readonly string[];
  /** True when the user allowed look-ups. */
  readonly http: boolean;
  /** Roots of the package indexes that hold where a project names none; empty or absent for pypi.org. */
  readonly indexes?: readonly string[];
  readonly hubEndpoint?: string;
  readonly overrides?: Partial<Policy>;
}

/** A rule as pickers and pages show it. */
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly severity: Severity;
  readonly cwe: number;
  readonly owasp?: string;
  readonly docs: {
    readonly what: string;
    readonly why: string;
    readonly fix: string;
    readonly references?: readonly string[];
  };
}

/** What a host may call in the worker: body and answer. `start` comes first; `open` before any other about a folder. */
export type WorkerCalls = {
  start: { body: Grammars; answer: null };
  /** Opens a folder, or lays new settings over an open one. */
  open: { body: Folder; answer: null };
  close: { body: { folder: string }; answer: null };
  /** Judges a document that an editor holds. */
  scan: { body: { folder: string; input: ScanInput }; answer: ScanOutcome };
  /** Judges files on disk; `paths` null walks the folder. A part is a `FolderPart`. */
  scanFolder: {
    body: { folder: string } & FolderWish;
    answer: FolderEnd;
  };
  /** A baseline of today's findings, and where it belongs; null when it was cancelled. A part is a `FolderPart` without result. */
  baseline: { body: { folder: string }; answer: Awaited<ReturnType<typeof baselineOf>> };
  /** How to set an entry in the configuration that holds for `path`; null where that file cannot be edited safely. */
  configure: { body: { folder: string; path: string; change: PolicyChange }; answer: LocatedEdit | null };
  /** A bill of materials of the folder, as text: CycloneDX 1.6 where no form is said. A part is a `FolderPart` without result. */
  sbom: {
    body: { folder: string; version: string; name: string; form?: SbomForm };
    answer: SbomAnswer;
  };
  /** The findings of the folder as a page for a web view. A part is a `FolderPart` without result. */
  report: { body: { folder: string; version: string }; answer: ReportAnswer };
  /** What the folder depends on, as a page for a web view and in the forms to save. A part is a `FolderPart` without result. */
  dependencies: { body: { folder: string; name: string }; answer: DependenciesAnswer };
  /** A CycloneDX document as a page for a web view. */
  sbomPage: { body: { text: string }; answer: { html: string } };
  /** What the inspector shows of a model file; null for what is no file. A part is how many bytes were read. */
  inspectModel: { body: { folder: string; path: string }; answer: ModelInspection | null };
  /** Bytes of a part of a model file. */
  modelBytes: {
    body: { folder: string; path: string; place: string; offset: number; length: number };
    answer: ModelBytes | null;
  };
  /** Which indexes would be asked for the newest releases of what a manifest lists. */
  indexPlan: { body: { folder: string; input: ScanInput }; answer: IndexPlan };
  /** Asks those of them that people agreed to, by host; what they told is known from then on. A part counts the packages. */
  askNewerVersions: {
    body: { folder: string; input: ScanInput; agreed: readonly string[] };
    answer: NewerVersions;
  };
  /** SHA-256 of a model file; null where it cannot be had. A part is how many bytes are done. */
  modelDigest: { body: { folder: string; path: string }; answer: string | null };
  /** The folder's lock with the digest of one of its model files. */
  lockModel: { body: { folder: string; path: string; size: number; sha256: string }; answer: LockWithFile };
  /** What the signature that covers a model file says of it, checked anew; null where there is none. */
  signedState: { body: { folder: string; path: string }; answer: SignedAnswer | null };
  /** What signing a model would cover. */
  signingPlan: { body: { folder: string; path: string }; answer: SignablePlan | { readonly problem: string } };
  /** A signature of a model, for the host to write. A part is how many files are hashed. The key is in this message alone, and nowhere kept. */
  signModel: {
    body: { folder: string; path: string; name: string } & SigningWish;
    answer: Awaited<ReturnType<typeof signedBundle>>;
  };
  /** Which file of which repository of the hub a model file is. `whole` is its path on the machine. */
  modelOrigin: { body: { folder: string; path: string; whole: string; sha256: string }; answer: OriginAnswer };
  /** Asks the hub whether it has a file with this digest there. */
  compareModel: { body: { folder: string; origin: ModelOrigin; sha256: string }; answer: HubAnswer };
  /** The mistakes in the text of a configuration file. */
  policyProblems: { body: { path: string; text: string }; answer: readonly PolicyProblem[] };
  /** What may be written at an offset of it, and what is said of what stands there. */
  policyCompletions: { body: { path: string; text: string; offset: number }; answer: readonly PolicyCompletion[] };
  policyHover: { body: { path: string; text: string; offset: number }; answer: PolicyHover | null };
  describe: {
    body: { folder: string; input: ScanInput; cell: number | null; line: number; column: number };
    answer: Description | null;
  };
  /** What is shown behind the requirements in some lines of a manifest. */
  inlineVersions: {
    body: { folder: string; input: ScanInput; lines: Lines };
    answer: readonly InlineVersion[];
  };
  /** Where and how to write a suppression comment for a finding; null when there is no place for one. */
  suppress: {
    body: {
      folder: string;
      input: ScanInput;
      cell: number | null;
      line: number;
      rule: string;
      reason: string;
      wholeFile: boolean;
    };
    answer: CommentPlace | null;
  };
  /** Asks the network the question, where the setting or the user's word for this session (`agreed`) allows it, and keeps the answer, so that the next scan has the fix. Null when there was one, else why not. */
  lookUp: { body: { folder: string; question: Question; agreed?: boolean }; answer: string | null };
  /** Which database of advisories is used. */
  advisories: { body: { folder: string }; answer: AdvisoryState | 'broken' | null };
  /** Whether bytes are a whole database of advisories, with the index of it to keep; null where they are not. */
  checkAdvisories: {
    body: { bytes: Uint8Array };
    answer: (Pick<AdvisoryState, 'records' | 'asOf'> & { readonly index: Uint8Array | null }) | null;
  };
  rules: { body: null; answer: readonly RuleSummary[] };
  /** Forgets what was concluded from a file, or from all. */
  invalidate: { body: { folder: string; path: string | null }; answer: null };
  /** Forgets what is kept for an editor's document. */
  release: { body: { session: string }; answer: null };
  dispose: { body: null; answer: null };
};

/** What the worker may call in its host: the outside world. */
export type HostCalls = {
  list: { body: FilePlace; answer: readonly Entry[] | null };
  stat: { body: FilePlace; answer: Stat | null };
  read: { body: FilePlace & { range?: { start: number; end: number } }; answer: Uint8Array | null };
  sha256: { body: FilePlace & { limit: number }; answer: string | null };
  md5: { body: FilePlace & { limit: number; lines: 'each' | 'first' | null }; answer: string | null };
  get: {
    body: { url: string } & Omit<HttpOptions, 'signal' | 'progress' | 'isGood'>;
    answer: HttpResponse;
  };
  log: { body: { level: 'info' | 'warn' | 'error'; message: string }; answer: null };
  /** The text of a part of the worker's own bundle, for a worker that reads no files. `file` is beside the bundle. */
  bundle: { body: { file: string }; answer: string };
};

export interface FilePlace {
  readonly folder: string;
  readonly tree: Tree;
  readonly path: string;
}
