import type { ScanReport } from '../../../src/report/report';
import type { CacheEntry } from '../../../src/scan/result-cache';
import type { Channel } from '../../../src/worker/channel';
import type { HostCalls, WorkerCalls } from '../../../src/worker/protocol';

/** A document that was judged, with the reasons of all findings. */
export interface Judged {
  readonly path: string;
  readonly text: string;
  readonly report: ScanReport;
  readonly entry: CacheEntry | null;
  readonly secrets: readonly string[];
}

export type Host = Channel<WorkerCalls, HostCalls>;
