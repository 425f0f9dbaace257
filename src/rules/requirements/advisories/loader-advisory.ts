import type { Severity } from '../../../core/finding';

/** What is known of a library that loads models: what a file can do in some of its versions. */
export interface LoaderAdvisory {
  /** PEP 503 names. */
  readonly distributions: readonly string[];
  /** The one that people know it by first. */
  readonly ids: readonly string[];
  /** Versions from the first to before the second; the second is a release in which it is fixed (PEP 440). */
  readonly affected: readonly (readonly [introduced: string, fixed: string])[];
  /** What can happen, as the beginning of a sentence that goes on with "in torch 2.5.1". */
  readonly does: string;
  /** Patterns of the calls that do it. Empty where another rule judges these calls by the version, or where it is no call. */
  readonly callees: readonly string[];
  /** An argument without which the call does not do it, or which another rule is content with. */
  readonly given?: string;
  /** Where the version is known; `warning` when left out. */
  readonly severity?: Severity;
  /** Said of calls only: the rest of the library does no harm, and most projects that require it load nothing with it. */
  readonly callsOnly?: boolean;
  /** Distributions of which one must be in the project too. */
  readonly needs?: readonly string[];
  /** Where it is written, and when that was read (year and month). */
  readonly source: string;
  readonly read: string;
}
