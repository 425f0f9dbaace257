import type { SbomFormat } from './formats';

/** What a document says, whatever its format: what is compared with another, and looked through for what it lacks. */
export interface DocumentView {
  readonly format: SbomFormat;
  readonly specVersion: string;
  /** Somebody, or a program, is named as its author. */
  readonly hasAuthor: boolean;
  readonly hasTool: boolean;
  readonly hasTime: boolean;
  /** At which point of its life the software was looked at: before, in or after the build. */
  readonly hasContext: boolean;
  /** Without the software that the document is about; that is `root`. */
  readonly components: readonly ViewedComponent[];
  readonly root: ViewedComponent | null;
}

export interface ViewedComponent {
  /** What stays the same when a version changes: the package URL without version and qualifiers, else kind and name. */
  readonly key: string;
  readonly name: string;
  readonly version: string | null;
  readonly hasIdentifier: boolean;
  readonly hasSupplier: boolean;
  /** Where it comes from, where that is not its ecosystem's usual place: `repository_url`, `vcs_url`, `download_url`. */
  readonly sources: readonly string[];
  /** `sha256:…` of itself and of its files, sorted. */
  readonly hashes: readonly string[];
  readonly licences: readonly string[];
  /** Whether the document says what it depends on, be it nothing. */
  readonly hasDependencies: boolean;
}

/** Objects of a document that was parsed, and whatever else it may hold instead. */
export type DocumentNode = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodesOf = (value: unknown): readonly DocumentNode[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(isNode);

export const statedText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
