import type { HttpClient } from '../../src/core/host';
import type { PackageServers } from '../../src/core/workspace-host';

interface MadeProject {
  readonly status?: string;
  readonly reason?: string;
  /** Versions; what is said of a yanked one. */
  readonly releases: Readonly<Record<string, true | string | null>>;
}

/** What the index of the fixtures has. The packages do not exist. */
const PROJECTS: Readonly<Record<string, MadeProject>> = {
  'yanked-loader': {
    releases: { '1.0': null, '1.1': 'loads nothing on Windows', '1.2rc1': null, '1.2': null, '2.0': true },
  },
  'held-loader': { status: 'quarantined', reason: 'reported as malware', releases: {} },
  'old-loader': { status: 'archived', releases: { '1.0': null } },
  'former-loader': { status: 'deprecated', reason: 'use current-loader', releases: { '1.0': null } },
  'current-loader': { releases: { '1.0': null } },
};

/** What the hub of the fixtures has at any revision: files with their digests, and those in which its scanners found something. */
const REPOSITORIES: Readonly<Record<string, { files: Readonly<Record<string, string>>; flagged: readonly string[] }>> =
  {
    'flagged-org/pickled': { files: { 'pytorch_model.bin': 'a'.repeat(64) }, flagged: ['pytorch_model.bin'] },
    'flagged-org/converted': {
      files: { 'pytorch_model.bin': 'a'.repeat(64), 'model.safetensors': 'b'.repeat(64) },
      flagged: ['pytorch_model.bin'],
    },
    'quiet-org/model': { files: { 'model.safetensors': 'b'.repeat(64) }, flagged: [] },
  };

function hubBody(id: string, revision: string): string | null {
  const made = REPOSITORIES[id];
  return made
    ? JSON.stringify({
        sha: /^[0-9a-f]{40}$/.test(revision) ? revision : 'c'.repeat(40),
        siblings: Object.entries(made.files).map(([rfilename, sha256]) => ({ rfilename, size: 1, lfs: { sha256 } })),
        securityRepoStatus: {
          scansDone: true,
          filesWithIssues: [
            ...made.flagged.map((path) => ({ path, level: 'unsafe' })),
            { path: 'x.bin', level: 'caution' },
          ],
        },
      })
    : null;
}

/** The network of the fixtures: an index, which is busy when it is asked for what is not made up, and a hub. */
export const INDEX: HttpClient = {
  get: (url) => {
    const asked = /^https:\/\/huggingface\.co\/api\/models\/([\w/-]+)\/revision\/(\w+)\?blobs=true/.exec(url);
    const told = asked && hubBody(asked[1]!, asked[2]!);
    if (told) return Promise.resolve({ status: 200, headers: {}, body: new TextEncoder().encode(told) });
    const name = /^https:\/\/pypi\.org\/simple\/([\w-]+)\/$/.exec(url)?.[1] ?? '';
    const made = PROJECTS[name];
    return Promise.resolve({
      status: made ? 200 : url.startsWith('https://huggingface.co/') || name.startsWith('invented-') ? 404 : 503,
      headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' },
      body: new TextEncoder().encode(made ? bodyOf(name, made) : ''),
    });
  },
};

/** A machine that may ask it, and asks no OSV. */
export const PACKAGES: PackageServers = {
  osv: null,
  indexes: () => Promise.resolve([]),
  login: () => Promise.resolve(null),
};

const bodyOf = (name: string, { status = 'active', reason, releases }: MadeProject): string =>
  JSON.stringify({
    meta: { 'api-version': '1.4' },
    'project-status': { status, reason },
    files: Object.entries(releases).map(([version, yanked]) => ({
      filename: `${name}-${version}.tar.gz`,
      url: `https://files.example/${name}-${version}.tar.gz`,
      hashes: { sha256: 'a'.repeat(64) },
      yanked: yanked ?? false,
    })),
  });
