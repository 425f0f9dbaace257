/** What an index of packages says of a project, and so of all its releases (PEP 691, 700, 714, 792). */
export interface IndexedProject {
  /** `active` where the index says nothing. */
  readonly status: IndexStatus;
  /** What the index gives as the reason of another status than `active`; may be empty. */
  readonly reason: string;
  /** In the order of the index. */
  readonly files: readonly IndexedFile[];
}

/** What was found out about a project on the indexes that a requirement is taken from. */
export interface IndexAnswer {
  /** False where nobody was asked, or one of them did not answer: then nothing is known. */
  readonly checked: boolean;
  /** Null where no index knows the name. */
  readonly project: IndexedProject | null;
  /** What people call where it was found: a host. */
  readonly source: string;
}

/** PEP 792. */
export type IndexStatus = 'active' | 'archived' | 'quarantined' | 'deprecated';

/** A wheel or a source archive on an index. */
export interface IndexedFile {
  /** File name, without a folder. */
  readonly name: string;
  /** As the name of the file has it (PEP 440); null where it says none. */
  readonly version: string | null;
  readonly url: string;
  /** `sha256:…`, lower-case hex, one of each algorithm. */
  readonly hashes: readonly string[];
  /** A specifier set; null for any Python. */
  readonly requiresPython: string | null;
  /** Why it was taken back (PEP 592), may be empty; null where it was not. */
  readonly yanked: string | null;
  /** `sha256:…` of its METADATA, which then lies at the URL with `.metadata` behind it (PEP 658, 714); empty where it lies there without a hash; null where it does not. */
  readonly metadata: string | null;
}
