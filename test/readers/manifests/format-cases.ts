/** A file, and what is read of it. */
export const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'Pipfile',
    `[[source]]
url = "https://pypi.org/simple"
verify_ssl = true
name = "pypi"

[[source]]
url = "https://$USER:\${TOKEN}@corp.example/simple"
verify_ssl = false
name = "corp"

[packages]
torch = "*"
numpy = "==1.26.4"
requests = {extras = ["socks"], version = ">=2,<3", markers = "python_version < '3.12'"}
own = {version = "~=1.0", index = "corp"}
git-lib = {git = "https://example.com/g.git", ref = "main", editable = true}
folder = {path = "./libs/folder", editable = true}
archive = {file = "https://example.com/a.zip"}

[dev-packages]
pytest = ">=8"

[docs]
mkdocs = "*"

[requires]
python_version = "3.11"
`,
    [
      'pipenv: --index-url https://pypi.org/simple',
      'pipenv: --explicit-index https://$USER:${TOKEN}@corp.example/simple',
      'pipenv: --trusted-host corp.example',
      'pipenv packages (application): torch',
      'pipenv packages (application): numpy ==1.26.4',
      "pipenv packages (application): requests [socks] >=2 <3 ; python_version < '3.12'",
      'pipenv packages (application): own ~=1.0',
      'pipenv packages (application): editable git-lib @ git https://example.com/g.git rev main',
      'pipenv packages (application): editable folder @ path ./libs/folder',
      'pipenv packages (application): archive @ url https://example.com/a.zip',
      'pipenv dev-packages (application dev): pytest >=8',
      'pipenv docs (application docs): mkdocs',
    ],
  ],
  [
    'setup.cfg',
    `[metadata]
name = x
version = 1.0

[options]
packages = find:
install_requires =
    torch>=2.1,<3
    # why
    transformers[torch]~=4.40 ; python_version < "3.13"

    peft @ git+https://github.com/huggingface/peft.git@main
setup-requires = setuptools_scm; wheel>=0.40
dependency_links = http://links.example/x

[options.extras_require]
dev =
    pytest
    bad=1
docs = file: docs/requirements.txt, more.txt

[tool:pytest]
addopts = -q
`,
    [
      'pip options.install_requires (library): torch >=2.1 <3',
      'pip options.install_requires (library): transformers [torch] ~=4.40 ; python_version < "3.13"',
      'pip options.install_requires (library): peft @ git git+https://github.com/huggingface/peft.git@main rev main',
      'pip options.setup-requires (build): setuptools_scm',
      'pip options.setup-requires (build): wheel >=0.40',
      'pip: --find-links http://links.example/x',
      'pip options.extras_require.dev (library dev): pytest',
      'pip: invalid: A single = is no operator; == asks for one version.',
      'pip: --requirement docs/requirements.txt',
      'pip: --requirement more.txt',
    ],
  ],
  [
    'MLproject',
    `name: tutorial
conda_env: environments/train.yaml
python_env: "python_env.yaml"
docker_env:
  image: mlflow-docker-example
entry_points:
  main:
    command: "python train.py {alpha}"
`,
    ['pip: --requirement python_env.yaml', 'conda: --requirement environments/train.yaml'],
  ],
  [
    'python_env.yaml',
    `python: "3.11.9"
build_dependencies:
  - pip==24.0
dependencies:
  - -r requirements.txt
  - mlflow==2.14.1
`,
    [
      'pip build_dependencies (build): pip ==24.0',
      'pip: --requirement requirements.txt',
      'pip dependencies (application): mlflow ==2.14.1',
    ],
  ],
  [
    'environments.yaml',
    `base: &base
  - numpy=1.26
  - &pinned scipy==1.11.4
wheels: &wheels
  pip: &lines
    - torch==2.1
channels: &channels [conda-forge]
dependencies:
  - *base
  - pandas
  - *pinned
  - *wheels
  - *wheels
  - *nowhere
`,
    [
      'conda dependencies (application): numpy ==1.26',
      'conda dependencies (application): scipy ==1.11.4',
      'conda: --channel conda-forge',
      'conda dependencies (application): pandas',
      'pip dependencies.pip (application): torch ==2.1',
    ],
  ],
  [
    'envs/gpu.yml',
    'channels: [pytorch]\ndependencies: [pytorch=2.4]\n',
    ['conda: --channel pytorch', 'conda dependencies (application): pytorch ==2.4'],
  ],
  [
    'gpu.yaml',
    'channels: [pytorch]\ndependencies: [pytorch=2.4]\n',
    ['conda: --channel pytorch', 'conda dependencies (application): pytorch ==2.4'],
  ],
  ['gpu.yml', 'dependencies: [pytorch]\n', []],
  ['envs/production.yml', 'dependencies: [database, cache]\n', []],
  [
    'environment.yml',
    `name: train
channels:
  - conda-forge
  - https://conda.corp.example/channel
dependencies:
  - python=3.10
  - numpy=1.26.4=py310_0
  - pandas>=1.5,<2
  - "pytorch::pytorch ==2.4.1"
  - scipy 1.11.* py310_0
  - cudatoolkit
  - openmm[version='>=8']
  - pip
  - pip:
      - torch==2.1
      - 'transformers[torch]>=4.40 ; python_version < "3.13"'
      - --extra-index-url https://download.pytorch.org/whl/cu121
      - -r requirements.txt
      - git+https://github.com/huggingface/peft.git@main#egg=peft
      - bad=1
`,
    [
      'conda: --channel conda-forge',
      'conda: --channel https://conda.corp.example/channel',
      'conda dependencies (application): python ==3.10',
      'conda dependencies (application): numpy ==1.26.4',
      'conda dependencies (application): pandas >=1.5 <2',
      'conda dependencies (application): pytorch ==2.4.1',
      'conda dependencies (application): scipy ==1.11.*',
      'conda dependencies (application): cudatoolkit',
      'conda dependencies (application): openmm',
      'conda dependencies (application): pip',
      'pip dependencies.pip (application): torch ==2.1',
      'pip dependencies.pip (application): transformers [torch] >=4.40 ; python_version < "3.13"',
      'pip: --extra-index-url https://download.pytorch.org/whl/cu121',
      'pip: --requirement requirements.txt',
      'pip dependencies.pip (application): peft @ git git+https://github.com/huggingface/peft.git@main#egg=peft rev main',
      'pip: invalid: A single = is no operator; == asks for one version.',
    ],
  ],
  [
    'model/python_env.yaml',
    `python: 3.10.12
build_dependencies:
- pip==23.1
- setuptools
dependencies:
- -r requirements.txt
- mlflow==2.14.1
`,
    [
      'pip build_dependencies (build): pip ==23.1',
      'pip build_dependencies (build): setuptools',
      'pip: --requirement requirements.txt',
      'pip dependencies (application): mlflow ==2.14.1',
    ],
  ],
  [
    'tox.ini',
    `[tox]
envlist = py310
requires = tox-uv>=1

[testenv]
deps =
    pytest>=8   # why
    -r dev.txt
    py310,!cuda: torch==2.4.1
    lib @ git+https://example.com/lib@main
    {[base]deps}
    {env:EXTRA:coverage}>=7

[testenv:lint]
deps = ruff
install_command = python -I -m pip install --index-url http://a.example/simple {opts} {packages}
setenv =
    PIP_TRUSTED_HOST = a.example
    py310: UV_INDEX=http://b.example/simple
    OTHER = http://c.example
commands = ruff check
`,
    [
      'pip tox.requires (build): tox-uv >=1',
      'pip testenv.deps (development testenv): pytest >=8',
      'pip: --requirement dev.txt',
      'pip testenv.deps (development testenv): torch ==2.4.1',
      'pip testenv.deps (development testenv): lib @ git git+https://example.com/lib@main rev main',
      'pip testenv.deps (development testenv): ? >=7 $',
      'pip testenv:lint.deps (development lint): ruff',
      'pip: --index-url http://a.example/simple',
      'pip: --trusted-host a.example',
      'pip: --index http://b.example/simple',
    ],
  ],
  [
    '.pre-commit-config.yaml',
    `repos:
  - repo: https://github.com/pre-commit/mirrors-mypy
    rev: v1.8.0
    hooks:
      - id: mypy
        additional_dependencies:
          - types-requests
          - 'pydantic>=2,<3'
          - "lib @ git+https://example.com/lib@main"
      - id: eslint
        additional_dependencies: [eslint@8.56.0, "@typescript-eslint/parser@6", 'rails:7.0']
`,
    [
      'pip additional_dependencies (development mypy): types-requests',
      'pip additional_dependencies (development mypy): pydantic >=2 <3',
      'pip additional_dependencies (development mypy): lib @ git git+https://example.com/lib@main rev main',
    ],
  ],
  [
    'pixi.toml',
    `[workspace]
name = "x"
channels = ["conda-forge", { channel = "https://corp.example/c", priority = 1 }]
platforms = ["linux-64"]

[dependencies]
python = ">=3.10,<3.12"
numpy = "1.26.4"
cuda = { version = "12.1.*", channel = "nvidia" }

[pypi-dependencies]
torch = ">=2"
own = { git = "https://example.com/o.git", branch = "dev" }
local = { path = ".", editable = true }
extra = { version = "*", extras = ["a"], index = "https://corp.example/simple" }

[pypi-options]
extra-index-urls = ["https://second.example/simple"]

[target.linux-64.dependencies]
gcc = "*"

[feature.test.dependencies]
pytest = "8.*"

[feature.test.pypi-dependencies]
hypothesis = "*"
`,
    [
      'conda: --channel conda-forge',
      'conda: --channel https://corp.example/c',
      'conda dependencies (application): python >=3.10 <3.12',
      'conda dependencies (application): numpy ==1.26.4',
      'conda dependencies (application): cuda ==12.1.*',
      'conda target.linux-64.dependencies (application): gcc',
      'conda feature.test.dependencies (application test): pytest ==8.*',
      'pixi pypi-dependencies (application): torch >=2',
      'pixi pypi-dependencies (application): own @ git https://example.com/o.git rev dev',
      'pixi pypi-dependencies (application): editable local @ path .',
      'pixi pypi-dependencies (application): extra [a]',
      'pixi: --explicit-index https://corp.example/simple',
      'pixi: --index https://second.example/simple',
      'pixi feature.test.pypi-dependencies (application test): hypothesis',
    ],
  ],
  [
    'uv.toml',
    `exclude-newer = "2026-01-01"
index-strategy = "unsafe-best-match"
allow-insecure-host = ["corp.example", "other.example:8080"]
extra-index-url = ['https://second.example/simple']

[[index]]
name = "cu"
url = "https://download.pytorch.org/whl/cu121"
explicit = true

[[index]]
url = "https://corp.example/simple"
default = true

[pip]
no-index = true
find-links = ["https://links.example/"]
`,
    [
      'uv: --exclude-newer 2026-01-01',
      'uv: --index-strategy unsafe-best-match',
      'uv: --allow-insecure-host corp.example',
      'uv: --allow-insecure-host other.example:8080',
      'uv: --index https://second.example/simple',
      'uv: --explicit-index https://download.pytorch.org/whl/cu121',
      'uv: --default-index https://corp.example/simple',
      'uv: --no-index',
      'uv: --find-links https://links.example/',
    ],
  ],
];
