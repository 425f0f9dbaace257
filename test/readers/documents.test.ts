import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { DOCUMENTS as EDITOR } from '../../src/extension/documents.generated';
import { DOCUMENTS, documentKindOf, readAs } from '../../src/readers/documents';
import { kindWith } from '../../src/readers/paths';

/** Paths and what they are read as. */
const PATHS: Readonly<Record<string, string | null>> = {
  'train.py': 'python',
  'a/b/stubs.pyi': 'python',
  'run.PYW': 'python',
  'explore.ipynb': 'notebook',
  'requirements.txt': 'requirements',
  'requirement-dev.in': 'requirements',
  'constraints-3.12.txt': 'requirements',
  'deps.in': 'requirements',
  'requirements/gpu.txt': 'requirements',
  'reqs/base.in': 'requirements',
  'pyproject.toml': 'pyproject',
  'sub/pyproject.toml': 'pyproject',
  'setup.cfg': 'setup-cfg',
  'tox.ini': 'tox',
  '.pre-commit-config.yaml': 'pre-commit',
  Pipfile: 'pipfile',
  'Pipfile.lock': null,
  'pixi.toml': 'pixi',
  'pixi.lock': null,
  'environment.yml': 'conda-environment',
  'env-gpu.yaml': 'conda-environment',
  'conda_env.yml': 'conda-environment',
  'model/conda.yaml': 'conda-environment',
  'model/python_env.yaml': 'conda-environment',
  'dependencies-gpu.yml': 'conda-environment',
  'envs/gpu.yml': 'conda-environment',
  MLproject: 'mlproject',
  'projects/a/MLproject': 'mlproject',
  'conda-lock.yml': null,
  'envoy.yaml': 'config',
  'touchstone.toml': 'config',
  '.github/workflows/ci.yml': 'workflow',
  'sub/.github/workflows/release.yaml': 'workflow',
  '.github/dependabot.yml': 'config',
  'setup/action.yml': 'workflow',
  'action.yaml': 'workflow',
  'reaction.yml': 'config',
  '.gitlab-ci.yml': 'workflow',
  'sub/.gitlab-ci-gpu.yaml': 'workflow',
  '.gitlab/ci/train.yml': 'workflow',
  'gitlab/train.yml': 'workflow',
  'compose.yaml': 'compose',
  'docker-compose.gpu.yml': 'compose',
  'compose-prod.yml': 'compose',
  'composed.yaml': 'config',
  '.env': 'config',
  '.env.local': 'config',
  'prod.env': 'config',
  'prod.env.example': 'config',
  '.pypirc': 'config',
  '.netrc': 'config',
  _netrc: 'config',
  '.npmrc': 'config',
  'pip.conf': 'config',
  '.condarc': 'config',
  'main.tfvars': 'config',
  'log4j.properties': 'config',
  'tsconfig.jsonc': 'config',
  'kaggle.json': 'config',
  'package-lock.json': null,
  'tokenizer.json': 'model-file',
  'uv.lock': null,
  'uv.toml': 'uv-settings',
  'train.sh': 'shell',
  'job.sbatch': 'shell',
  '.envrc': 'shell',
  'setup.ps1': 'powershell',
  'Install.PSM1': 'powershell',
  'setup.bat': 'batch',
  'run.CMD': 'batch',
  Dockerfile: 'dockerfile',
  'Dockerfile.gpu': 'dockerfile',
  'serve.dockerfile': 'dockerfile',
  'Dockerfile.md': null,
  'notes.txt': null,
  'weights.bin': 'model-file',
  'model.pkl.gz': 'model-file',
  MLmodel: 'model-file',
  'chat_template.jinja': 'model-file',
  'page.jinja': null,
  'touchstone.lock': 'model-lock',
  'model.sig': 'model-signature',
  'skill.oms.sig': 'model-signature',
  'weights.bin.sigstore': 'model-signature',
  'model.sigstore.json': 'model-signature',
  'model.bundle.json': 'model-signature',
  'train.csv.dvc': 'dvc',
  'dvc.lock': 'dvc',
  '.dvc': null,
  '.dvc/config': 'dvc-config',
  'a/.dvc/config.local': 'dvc-config',
  config: null,
  'data/raw/train.csv': 'data-file',
  'train.csv': null,
  'mlflow.db': 'run-store',
  'main.tf': 'terraform',
  'network.tofu': 'terraform',
  'main.tf.bak': null,
  'photo.png': null,
};

describe('kinds of documents', () => {
  for (const [path, kind] of Object.entries(PATHS))
    it(`${path} is ${kind ?? 'none'}, to the engine and to the editor`, () => {
      assert.equal(documentKindOf(path), kind);
      assert.equal(kindWith(EDITOR, path)?.kind ?? null, kind);
    });

  it('are all in the table', () =>
    assert.deepEqual(new Set(Object.values(PATHS).filter(Boolean)), new Set(DOCUMENTS.all.map(({ kind }) => kind))));

  it('takes a plain text for requirements only when somebody says so', () => {
    assert.equal(documentKindOf('torch.txt'), null);
    assert.equal(readAs('torch.txt')?.kind, 'requirements');
  });

  // A host that goes by globs must not miss what the engine would read.
  it('have globs that let through whatever their patterns take', () => {
    const globs = new Map(
      DOCUMENTS.all.map((kind) => [
        kind.kind,
        kind.globs.map((glob) => new Minimatch(glob, { dot: true, matchBase: true, nocase: true })),
      ]),
    );
    const names = Object.keys(PATHS);
    const part = fc.constantFrom(...names.flatMap((name) => name.split(/(?=[./_-])/)), 'x', '-', '.', '/', 'a b');
    const made = fc
      .array(part, { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join('').replace(/^\/+|\/+$/g, ''));
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...names), made), (path) => {
        fc.pre(path !== '' && !path.includes('//') && !/(?:^|\/)\.\.?(?:\/|$)/.test(path));
        const kind = documentKindOf(path);
        if (kind !== null)
          assert.ok(
            globs.get(kind)!.some((glob) => glob.match(path)),
            `${path}: ${kind}`,
          );
      }),
      { numRuns: 20_000 },
    );
  });
});
