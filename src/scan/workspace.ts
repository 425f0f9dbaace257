import type { Policy } from '../core/policy';
import type { LockFacts } from '../core/requirement-facts';
import type { WorkspaceHost } from './api';

/** What is known of one workspace folder: policy, locks, versions, hashes, commits. Answers are cached until invalidated. */
export class Workspace {
  constructor(readonly host: WorkspaceHost) {}

  policyFor(_path: string): Promise<Policy> {
    throw new Error('being written');
  }

  /** Lock files and environment that hold for a manifest or a source file, best first. */
  locksFor(_path: string): Promise<readonly LockFacts[]> {
    throw new Error('being written');
  }

  /** Forgets what was concluded from a file that changed; all of it without a path. */
  invalidate(_path?: string): void {}
}
