/** Part of a week in which jobs may be started. Minutes of a day; a window that ends before it starts goes on into the next day. */
export interface JobHours {
  /** Days it starts on, from Sunday, 0. */
  readonly days: readonly number[];
  readonly from: number;
  readonly until: number;
}

export type LimitScope = 'job' | 'owner' | 'account' | 'all';
export type LimitWindow = 'job' | 'day' | 'week' | 'month';

/** The most GPU hours that what matches may have in a window. */
export interface GpuLimit {
  readonly scope: LimitScope;
  readonly window: LimitWindow;
  readonly gpuHours: number;
  /** Globs by field; what is not named matches. */
  readonly match: Readonly<Partial<Record<'owner' | 'account' | 'partition' | 'cluster' | 'source', string>>>;
}

/** An alert that people looked at. */
export interface Acknowledgement {
  /** `sha256:…` */
  readonly id: string;
  readonly reason: string;
  /** The first day on which it is told again, `2026-12-31`. */
  readonly until: string;
}

/** What training jobs are judged by: `[jobs]`. */
export interface JobPolicy {
  /** IANA name; null: UTC, and hours of the day are not judged. */
  readonly timezone: string | null;
  /** Globs of owners that may start jobs; empty: anyone. Compared without regard to case. */
  readonly owners: readonly string[];
  readonly requireOwner: boolean;
  readonly ownerLabel: string | null;
  /** Globs of accounts that jobs may be charged to; empty: any. */
  readonly accounts: readonly string[];
  /** Seconds after which a job that still runs, or whose run was never ended, is stale; null: never. */
  readonly staleAfter: number | null;
  /** When jobs may be started; null: at any time. */
  readonly hours: {
    readonly allow: readonly JobHours[];
    readonly basis: 'submit' | 'start' | 'both';
    readonly holidays: readonly string[];
  } | null;
  readonly limits: readonly GpuLimit[];
  /** GPUs that one of a kind counts as, by globs of the kind. */
  readonly weights: Readonly<Record<string, number>>;
  readonly acknowledged: readonly Acknowledgement[];
}

export const DEFAULT_JOB_POLICY: JobPolicy = {
  timezone: null,
  owners: [],
  requireOwner: false,
  ownerLabel: null,
  accounts: [],
  staleAfter: null,
  hours: null,
  limits: [],
  weights: {},
  acknowledged: [],
};
