/** How bad a vulnerability is, by its CVSS score, else by what its database says; `unknown` where neither says anything. */
export type AdvisoryLevel = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

/** What advisories say that are aliases of one another: one vulnerability, or one malicious package. */
export interface Vulnerability {
  /** All names of it, the one that people know first: CVE, then GHSA, then others. */
  readonly ids: readonly string[];
  /** A package that was published to do harm (`MAL-`), rather than a mistake in one. */
  readonly malicious: boolean;
  /** In a sentence, from the advisory; may be empty. */
  readonly summary: string;
  readonly level: AdvisoryLevel;
  /** From 0 to 10; null where no vector is given. */
  readonly score: number | null;
  /** The first release of the same branch that has it no more; null where the advisory knows none. */
  readonly fixed: string | null;
}

/** Which advisories a database has. */
export interface AdvisoryState {
  /** Where it lies, as people know it. */
  readonly path: string;
  /** When the newest record was changed, ISO 8601; null where no record says so. */
  readonly asOf: string | null;
  readonly records: number;
  /** Records that are too large or broken, and were not read. */
  readonly unread: number;
  /** Whether the newest record is older than 30 days, so that what was found since is missing. */
  readonly old: boolean;
}

/** What is known of a package in one version. */
export interface AdvisoryAnswer {
  /** False where there is no database that can be read: then nothing is known, and nothing was found either. */
  readonly checked: boolean;
  readonly vulnerabilities: readonly Vulnerability[];
  /** The smallest later release in the advisories that none of them speaks of; null where there is none. */
  readonly safe: string | null;
}
