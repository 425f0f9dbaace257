const SHA = '0123456789abcdef0123456789abcdef01234567';

/** Tables of a manifest, and what is read of them. */
export const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'PEP 621: dependencies and extras of a library',
    `[build-system]
requires = ["setuptools>=61", "wheel"]
[project]
name = "x"
dependencies = [
  "torch>=2.1,<3",  # why
  'transformers[torch,sentencepiece] ~= 4.40 ; python_version < "3.13"',
  "peft @ git+https://github.com/huggingface/peft.git@main#subdirectory=src",
  "wheel-x @ https://example.com/x-1.0-py3-none-any.whl#sha256=aa",
]
[project.optional-dependencies]
cuda = ["bitsandbytes==0.43.*"]
"all" = ["x[cuda]"]
`,
    [
      'pip build-system.requires (build): setuptools >=61',
      'pip build-system.requires (build): wheel',
      'pip project.dependencies (library): torch >=2.1 <3',
      'pip project.dependencies (library): transformers [torch,sentencepiece] ~=4.40 ; python_version < "3.13"',
      'pip project.dependencies (library): peft @ git git+https://github.com/huggingface/peft.git@main#subdirectory=src rev main',
      'pip project.dependencies (library): wheel-x @ url https://example.com/x-1.0-py3-none-any.whl#sha256=aa',
      'pip project.optional-dependencies.cuda (library cuda): bitsandbytes ==0.43.*',
      'pip project.optional-dependencies.all (library all): x [cuda]',
    ],
  ],
  [
    'PEP 621: what is refused',
    '[project]\nname = "x"\ndependencies = ["torch=2.1", "", 3]\n[build-system]\n',
    [
      'pip: invalid: A single = is no operator; == asks for one version.',
      'pip: invalid: A requirement begins with the name of a package.',
      'pip: invalid: A requirement is a text in quotes.',
    ],
  ],
  [
    'PEP 735: groups',
    `[project]
name = "x"
[build-system]
requires = []
[dependency-groups]
test = ["pytest>=8", { include-group = "Lint" }]
lint = ["ruff"]
`,
    [
      'pip dependency-groups.test (development test): pytest >=8',
      'pip dependency-groups.lint (development lint): ruff',
    ],
  ],
  [
    'dynamic lists of setuptools',
    `[project]
name = "x"
dynamic = ["dependencies", "optional-dependencies"]
[build-system]
[tool.setuptools.dynamic]
dependencies = { file = ["requirements.txt", "more.txt"] }
optional-dependencies.dev = { file = "dev.txt" }
`,
    ['pip: --requirement requirements.txt', 'pip: --requirement more.txt', 'pip: --requirement dev.txt'],
  ],
  [
    'dynamic lists of Hatch',
    `[project]
name = "x"
dynamic = ["dependencies"]
[build-system]
[tool.hatch.metadata.hooks.requirements_txt]
filename = "requirements.txt"
[tool.hatch.metadata.hooks.requirements_txt.optional-dependencies]
oauth = ["oauth.txt"]
`,
    ['pip: --requirement requirements.txt', 'pip: --requirement oauth.txt'],
  ],
  [
    'uv: sources, indexes, limits',
    `[project]
name = "x"
dependencies = ["a", "b", "c", "d", "e"]
[build-system]
[tool.uv]
dev-dependencies = ["pytest"]
constraint-dependencies = ["grpcio<1.60"]
override-dependencies = ["protobuf==4.1"]
index-url = "https://main.example/simple"
[tool.uv.sources]
a = { git = "https://example.com/a.git", rev = "${SHA}", subdirectory = "py" }
b = [
  { git = "https://example.com/b", tag = "v1", marker = "sys_platform == 'linux'" },
  { index = "two" },
]
c = { url = "https://example.com/c.zip" }
d = { path = "../d", editable = true }
e = { workspace = true }
[[tool.uv.index]]
name = "two"
url = "https://two.example/simple"
explicit = true
[[tool.uv.index]]
url = "https://three.example/simple"
default = true
[[tool.uv.index]]
url = "https://four.example/simple"
`,
    [
      'uv project.dependencies (library): a',
      'uv project.dependencies (library): b',
      'uv project.dependencies (library): c',
      'uv project.dependencies (library): d',
      'uv project.dependencies (library): e',
      'uv tool.uv.dev-dependencies (development dev): pytest',
      'uv tool.uv.constraint-dependencies (limit): grpcio <1.60',
      'uv tool.uv.override-dependencies (limit): protobuf ==4.1',
      'uv: --index-url https://main.example/simple',
      `uv tool.uv.sources (source): a @ git https://example.com/a.git rev ${SHA}`,
      "uv tool.uv.sources (source): b @ git https://example.com/b rev v1 ; sys_platform == 'linux'",
      'uv tool.uv.sources (source): c @ url https://example.com/c.zip',
      'uv tool.uv.sources (source): editable d @ path ../d',
      'uv tool.uv.sources (source): e @ path .',
      'uv: --explicit-index https://two.example/simple',
      'uv: --default-index https://three.example/simple',
      'uv: --index https://four.example/simple',
    ],
  ],
  [
    'Poetry 1',
    `[tool.poetry]
name = "x"
[tool.poetry.dependencies]
python = "^3.10"
torch = "^2.1"
zero = "^0.2.3"
none = "^0.0.3"
tilde = "~1.2"
one = "~1"
exact = "1.26.4"
star = "*"
wild = "2.*"
both = ">=1.2, <2"
either = "^1 || ^2"
table = { version = "^1", extras = ["a", "b"], markers = "python_version < '3.12'", optional = true }
git = { git = "https://example.com/g.git", branch = "dev" }
url = { url = "https://example.com/u.whl" }
path = { path = "../p", develop = true }
many = [{ version = "<=1.9", python = "<3.8" }, { version = "^2.0", python = ">=3.8" }]
[tool.poetry.extras]
e = ["table"]
[tool.poetry.dev-dependencies]
black = "*"
[tool.poetry.group.docs.dependencies]
mkdocs = "^1"
[[tool.poetry.source]]
name = "torch"
url = "https://download.pytorch.org/whl/cu121"
priority = "explicit"
[[tool.poetry.source]]
name = "old"
url = "https://old.example/simple"
secondary = true
`,
    [
      'poetry tool.poetry.dependencies (library): torch >=2.1 <3',
      'poetry tool.poetry.dependencies (library): zero >=0.2.3 <0.3',
      'poetry tool.poetry.dependencies (library): none >=0.0.3 <0.0.4',
      'poetry tool.poetry.dependencies (library): tilde >=1.2 <1.3',
      'poetry tool.poetry.dependencies (library): one >=1 <2',
      'poetry tool.poetry.dependencies (library): exact ==1.26.4',
      'poetry tool.poetry.dependencies (library): star',
      'poetry tool.poetry.dependencies (library): wild ==2.*',
      'poetry tool.poetry.dependencies (library): both >=1.2 <2',
      'poetry tool.poetry.dependencies (library): either',
      "poetry tool.poetry.dependencies (library e): table [a,b] >=1 <2 ; python_version < '3.12'",
      'poetry tool.poetry.dependencies (library): git @ git https://example.com/g.git rev dev',
      'poetry tool.poetry.dependencies (library): url @ url https://example.com/u.whl',
      'poetry tool.poetry.dependencies (library): editable path @ path ../p',
      'poetry tool.poetry.dependencies (library): many <=1.9',
      'poetry tool.poetry.dependencies (library): many >=2.0 <3',
      'poetry tool.poetry.dev-dependencies (development dev): black',
      'poetry tool.poetry.group.docs.dependencies (development docs): mkdocs >=1 <2',
      'poetry: --explicit-index https://download.pytorch.org/whl/cu121',
      'poetry: --extra-index-url https://old.example/simple',
    ],
  ],
  [
    'Poetry 2: its table only says where packages of the project come from',
    `[project]
name = "x"
dependencies = ["torch>=2", "g", "plain"]
[build-system]
[tool.poetry.dependencies]
torch = { source = "torch" }
g = { git = "https://example.com/g.git", tag = "v1" }
more = "^1"
[[tool.poetry.source]]
name = "torch"
url = "https://download.pytorch.org/whl/cu121"
priority = "explicit"
`,
    [
      'poetry project.dependencies (library): torch >=2',
      'poetry project.dependencies (library): g',
      'poetry project.dependencies (library): plain',
      'poetry tool.poetry.dependencies (source): g @ git https://example.com/g.git rev v1',
      'poetry tool.poetry.dependencies (library): more >=1 <2',
      'poetry: --explicit-index https://download.pytorch.org/whl/cu121',
    ],
  ],
  [
    'PDM, Hatch, Flit',
    `[project]
name = "x"
[build-system]
[tool.pdm.dev-dependencies]
test = ["pytest", "-e file:///\${PROJECT_ROOT}/sub#egg=sub"]
[[tool.pdm.source]]
name = "corp"
url = "https://corp.example/simple"
verify_ssl = false
[tool.hatch.envs.docs]
dependencies = ["mkdocs", "own @ {root:uri}/own"]
extra-dependencies = ["mkdocs-material"]
[tool.flit.metadata]
requires = ["flit-x"]
[tool.flit.metadata.requires-extra]
e = ["flit-y"]
`,
    [
      'pdm tool.pdm.dev-dependencies.test (development test): pytest',
      'pdm tool.pdm.dev-dependencies.test (development test): editable sub @ path file:///${PROJECT_ROOT}/sub#egg=sub $',
      'pdm: --extra-index-url https://corp.example/simple',
      'pdm: --trusted-host corp.example',
      'pdm tool.hatch.envs.docs.dependencies (development docs): mkdocs',
      'pdm tool.hatch.envs.docs.dependencies (development docs): own @ path {root:uri}/own $',
      'pdm tool.hatch.envs.docs.extra-dependencies (development docs): mkdocs-material',
      'pdm tool.flit.metadata.requires (library): flit-x',
      'pdm tool.flit.metadata.requires-extra.e (library e): flit-y',
    ],
  ],
];
