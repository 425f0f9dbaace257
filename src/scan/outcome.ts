import type { FileResult } from '../core/finding';

/** What a scan of one document gives. */
export interface ScanOutcome extends FileResult {
  /** True when the input was given up because a newer one of the same session came. */
  readonly stale?: boolean;
}
