import assert from 'node:assert/strict';
import type { LockedPackage } from '../../../src/core/requirement-facts';
import type { LockReading } from '../../../src/readers/locks/lock-values';

/** Digests, and a commit, as locks have them. */
export const A = 'a'.repeat(64);
export const B = 'b'.repeat(64);
export const COMMIT = '3f2a9c1d4e5b60718293a4b5c6d7e8f901234567';
export const empty = { version: null, hashes: [], commit: null, url: null, marker: null, dependencies: [] };
export const packagesOf = (reading: LockReading): readonly LockedPackage[] => {
  assert.deepEqual(reading.notes, []);
  // The files are a test of their own.
  return reading.facts!.packages.map((locked) =>
    Object.fromEntries(Object.entries(locked).filter(([key]) => key !== 'files')),
  ) as unknown as readonly LockedPackage[];
};

export const UV = `version = 1
[[package]]
name = "Project_Name"
source = { editable = "." }
[[package]]
name = "Torch"
version = "2.4.1"
source = { registry = "https://pypi.org/simple" }
resolution-markers = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
dependencies = [{ name = "typing_extensions" }, { name = "filelock", marker = "os_name == 'nt'" }]
sdist = { url = "https://f.example/t.tar.gz", hash = "sha256:${B}" }
wheels = [{ url = "https://f.example/t.whl", hash = "sha256:${A}" }, { url = "https://f.example/u.whl" }]
[[package]]
name = "trl"
version = "0.9.0"
source = { git = "https://github.com/o/trl?rev=main#${COMMIT}" }
[[package]]
name = "wheel-by-url"
version = "1.0"
source = { url = "https://f.example/w.whl" }
`;

export const POETRY_2 = `[[package]]
name = "torch"
version = "2.4.1"
groups = ["main"]
markers = "python_version >= \\"3.9\\""
files = [{file = "t.whl", hash = "sha256:${A}"}, {file = "t.tar.gz", hash = "sha256:${B}"}]
[package.dependencies]
filelock = "*"
[[package]]
name = "trl"
version = "0.9.0"
files = []
[package.source]
type = "git"
url = "https://github.com/o/trl.git"
reference = "main"
resolved_reference = "${COMMIT}"
[metadata]
lock-version = "2.1"
`;

export const POETRY_1 = `[[package]]
name = "torch"
version = "1.13.1"
category = "main"
[metadata]
lock-version = "1.1"
[metadata.files]
torch = [{file = "t.whl", hash = "sha256:${A}"}]
`;

export const PYLOCK = `lock-version = "1.0"
created-by = "pip"
[[packages]]
name = "torch"
version = "2.4.1"
marker = "os_name == 'posix'"
dependencies = [{ name = "filelock" }]
[packages.sdist]
url = "https://f.example/t.tar.gz"
hashes = { sha256 = "${B}" }
[[packages.wheels]]
url = "https://f.example/t.whl"
hashes = { sha256 = "${A}" }
[[packages]]
name = "trl"
[packages.vcs]
type = "git"
url = "https://github.com/o/trl"
commit-id = "${COMMIT}"
[[packages]]
name = "w"
[packages.archive]
url = "https://f.example/w.zip"
hashes = { sha256 = "${A}" }
`;

export const PIPFILE = JSON.stringify({
  _meta: { sources: [{ name: 'pypi', url: 'https://pypi.org/simple' }] },
  default: {
    torch: { version: '==2.4.1', hashes: [`sha256:${A}`], markers: "python_version >= '3.9'" },
    trl: { git: 'https://github.com/o/trl.git', ref: COMMIT },
    project: { editable: true, path: '.' },
  },
  develop: { pytest: { version: '==8.3.2', hashes: [] }, loose: { version: '*' } },
});

export const PDM = `[metadata]
lock_version = "4.5.0"
[[package]]
name = "torch"
version = "2.4.1"
marker = "os_name == 'posix'"
dependencies = ["filelock", "typing-extensions>=4.8.0; python_version < '3.12'"]
files = [{file = "t.whl", hash = "sha256:${A}"}]
[[package]]
name = "trl"
version = "0.9.0"
git = "https://github.com/o/trl.git"
ref = "main"
revision = "${COMMIT}"
[[package]]
name = "project"
version = "0.1"
path = "./x"
`;

export const PDM_OLD = `[[package]]
name = "torch"
version = "2.4.1"
[metadata.files]
"torch 2.4.1" = [{file = "t.whl", hash = "sha256:${A}"}]
`;
