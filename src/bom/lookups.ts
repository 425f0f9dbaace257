import type { RepoType } from '../core/finding';
import { joinPath } from '../readers/requirements/requirements-files';
import type { Workspace } from '../project/workspace';
import { fileDigest } from '../project/questions/file-digest';
import { DEFAULT_HUB, hubCommit } from '../project/questions/hub-commit';
import type { VersionSource } from './inventory';
import { withoutCredentials } from '../analysis/addresses/url-credentials';

export interface LocalFile {
  /** Relative to the project's root. */
  readonly path: string;
  /** Lower-case hex; null for a folder, and for a file too large to hash. */
  readonly sha256: string | null;
}

/** What the inventory asks the project about, beside the documents themselves. */
export interface Lookups {
  /** Base URL of the model hub, without a slash at the end. */
  readonly hubEndpoint: string;
  hubCommit(
    repoType: RepoType,
    id: string,
    revision: string,
  ): Promise<{ readonly commit: string; readonly source: VersionSource } | null>;
  /** A file or folder that code names, looked for beside the code and at the project's root; null outside the project. */
  localFile(path: string, near: string): Promise<LocalFile | null>;
}

export function lookupsOf(workspace: Workspace): Lookups {
  return {
    hubEndpoint: withoutCredentials(workspace.host.hubEndpoint ?? DEFAULT_HUB).replace(/\/{1,20}$/u, ''),
    async hubCommit(repoType, id, revision) {
      const answer = await workspace.answer(hubCommit, hubCommit.key('', repoType, id, revision));
      return answer ? { commit: answer.commit, source: sourceOf(answer.source) } : null;
    },
    async localFile(path, near) {
      if (/^(?:[/\\~]|[A-Za-z]:|[a-z]+:\/\/)/u.test(path)) return null;
      const target = path.replaceAll('\\', '/');
      for (const candidate of new Set([joinPath(near, target), joinPath('', target)])) {
        if (candidate === '' || candidate.startsWith('..')) continue;
        const stat = await workspace.host.files.stat(candidate);
        if (stat === null || stat.kind === 'other') continue;
        return { path: candidate, sha256: stat.kind === 'file' ? await digest(workspace, candidate) : null };
      }
      return null;
    },
  };
}

const digest = (workspace: Workspace, path: string): Promise<string | null> =>
  workspace.answer(fileDigest, fileDigest.key('', path));

/** The workspace names its source in words for people; only the kind of it goes into the inventory. */
function sourceOf(words: string): VersionSource {
  if (/\bcache$/iu.test(words)) return 'cache';
  return /\block\b/iu.test(words) ? 'lock' : 'hub';
}
