import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequirementsFacts } from '../../../src/core/requirement-facts';
import { parseInstallCommand, parseInstallCommands } from '../../../src/readers/requirements/requirements';
import { growthOf, LINEAR } from '../../harness/effort';
import { describeEntry, plain, sourceOf, tokens } from './requirements-text';

/** Command, then installer and entries of each install command in it. */
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['pip install torch', 'pip: torch'],
  ['pip3 install torch numpy==1.26.4', 'pip: torch | numpy ==1.26.4'],
  ['pip3.11 install torch', 'pip: torch'],
  ['%pip install torch', 'pip: torch'],
  ['!pip install torch', 'pip: torch'],
  ['!!pip install torch', 'pip: torch'],
  ['! pip install torch', 'pip: torch'],
  ['% pip install torch', 'pip: torch'],
  ['python -m pip install torch', 'pip: torch'],
  ['python3.11 -u -m pip install torch', 'pip: torch'],
  ['!{sys.executable} -m pip install torch', 'pip: torch'],
  ['$PYTHON -m pip install torch', 'pip: torch'],
  ['/opt/conda/bin/pip install torch', 'pip: torch'],
  ['/usr/bin/python3 -m pip install torch', 'pip: torch'],
  ['sudo -H pip install torch', 'pip: torch'],
  ['PIP_NO_CACHE_DIR=1 pip install torch', 'pip: torch'],
  ['env A=b pip install torch', 'pip: torch'],
  ['if pip install torch; then echo y; fi', 'pip: torch'],
  ['conda run -n env pip install torch', 'pip: torch'],
  ['poetry run pip install torch', 'pip: torch'],
  ['uv run python -m pip install torch', 'pip: torch'],
  ['pip install -q -U torch', 'pip: --quiet | --upgrade | torch'],
  ['pip install -qU torch', 'pip: --quiet | --upgrade | torch'],
  ['pip install -qr requirements.txt', 'pip: --quiet | --requirement requirements.txt'],
  ['pip -q --no-cache-dir install torch', 'pip: --quiet | --no-cache-dir | torch'],
  ['pip --trusted-host a.example install torch', 'pip: --trusted-host a.example | torch'],
  [
    'pip install -r requirements.txt -c constraints.txt',
    'pip: --requirement requirements.txt | --constraint constraints.txt',
  ],
  ['pip install --target /tmp/x torch', 'pip: --target /tmp/x | torch'],
  ['pip install -t /tmp/x torch --no-deps', 'pip: --target /tmp/x | torch | --no-deps'],
  ['pip install --index-url https://a.example torch', 'pip: --index-url https://a.example | torch'],
  ['pip install torch --index-url=https://a.example', 'pip: torch | --index-url https://a.example'],
  ['pip install torch -f https://a.example/x.html', 'pip: torch | --find-links https://a.example/x.html'],
  ['pip install --unknown torch', 'pip: --unknown | torch'],
  ['pip install --unknown=1 torch', 'pip: --unknown 1 | torch'],
  ['pip install -e .', 'pip: editable ? @ path .'],
  ["pip install -e '.[dev]'", 'pip: editable ? [dev] @ path .'],
  ['pip install -e git+https://a.example/b.git#egg=b', 'pip: editable b @ git git+https://a.example/b.git#egg=b'],
  ['pip install .', 'pip: ? @ path .'],
  ['pip install .[dev]', 'pip: ? [dev] @ path .'],
  ['pip install git+https://a.example/b.git@main', 'pip: ? @ git git+https://a.example/b.git@main rev main'],
  ['pip install "b @ git+https://a.example/b.git"', 'pip: b @ git git+https://a.example/b.git'],
  ["pip install 'torch>=2.0,<3'", 'pip: torch >=2.0 <3'],
  ['pip install "torch>=2.0"', 'pip: torch >=2.0'],
  ['pip install torch\\>=2.0', 'pip: torch >=2.0'],
  ['pip install torch>=2.0 numpy<2', 'pip: torch >=2.0 | numpy <2'],
  ['pip install "torch ; python_version < \'3.9\'"', "pip: torch ; python_version < '3.9'"],
  ['pip install "uvicorn[standard]"', 'pip: uvicorn [standard]'],
  ['pip install torch==$VERSION', 'pip: torch ==$VERSION $'],
  ['pip install torch=={version}', 'pip: torch =={version} $'],
  ['pip install {package}', 'pip: ? $'],
  ['pip install {" ".join(packages)} torch', 'pip: ? $ | torch'],
  ['pip install $(cat list.txt) torch', 'pip: ? $ | torch'],
  ['pip install `cat list.txt` torch', 'pip: ? $ | torch'],
  ['pip install ${PKG}==1.0', 'pip: ? ==1.0 $'],
  ['pip install torch # comment', 'pip: torch'],
  ['pip install torch > log.txt numpy', 'pip: torch | numpy'],
  ['pip install torch >log.txt', 'pip: torch'],
  ['pip install torch 2>&1', 'pip: torch'],
  ['pip install torch 2> /dev/null', 'pip: torch'],
  ['pip install torch &> /dev/null', 'pip: torch'],
  ['pip install torch | tail -1', 'pip: torch'],
  ['pip install torch && echo done', 'pip: torch'],
  ['pip install torch; pip install numpy', 'pip: torch', 'pip: numpy'],
  ['cd x && pip install torch', 'pip: torch'],
  ['(pip install torch)', 'pip: torch'],
  ['pip install torch || pip install torch==1.0', 'pip: torch', 'pip: torch ==1.0'],
  ['pip install \\\n  torch \\\n  numpy', 'pip: torch | numpy'],
  ['pip install tor\\\nch', 'pip: torch'],
  ['pip install torch\npip install numpy', 'pip: torch', 'pip: numpy'],
  ['pip install torch\r\npip install numpy\r\n', 'pip: torch', 'pip: numpy'],
  ['pip install \\\r\n torch', 'pip: torch'],
  ['pip install', 'pip: '],
  ['pip download torch', 'pip: torch'],
  ['pip wheel -w out torch', 'pip: --wheel-dir out | torch'],
  ['pip install torch -- numpy', 'pip: torch | numpy'],
  ['pip install torch=2', 'pip: invalid: A single = is no operator; == asks for one version.'],
  ['pip install "torch', 'pip: invalid: A quote is not closed.'],
  ['pip install torch --index-url', 'pip: torch | --index-url'],
  ['uv pip install torch', 'uv: torch'],
  ['uv pip install --system torch', 'uv: --system | torch'],
  ['uv add torch', 'uv: torch'],
  ['uv add --index https://a.example torch', 'uv: --index https://a.example | torch'],
  ['python -m uv pip install torch', 'uv: torch'],
  ['uv --directory x pip install torch', 'uv: --directory x | torch'],
  ['conda install pytorch', 'conda: pytorch'],
  [
    'conda install -c pytorch -y pytorch=2.1 torchvision==0.15.0',
    'conda: --channel pytorch | --yes | pytorch ==2.1 | torchvision ==0.15.0',
  ],
  ['conda install conda-forge::numpy=1.26.4=py311_0', 'conda: numpy ==1.26.4'],
  ['conda install "numpy>=1.20,<2"', 'conda: numpy >=1.20 <2'],
  ['mamba install numpy', 'conda: numpy'],
  ['conda create -n x python=3.11 numpy', 'conda: --name x | python ==3.11 | numpy'],
  ['conda install "numpy 1.2"', 'conda: invalid: Text that conda does not understand follows the name.'],
  ['conda install numpy={v}', 'conda: numpy =={v} $'],
  ['pipx install "black==24.4.2" poetry', 'pip: black ==24.4.2 | poetry'],
  ['pipx install --pip-args="-i x" ruff', 'pip: --pip-args -i x | ruff'],
  ['pipx inject mlflow boto3 psycopg2==2.9.9', 'pip: boto3 | psycopg2 ==2.9.9'],
  ['pipx run --spec huggingface_hub==0.30.1 huggingface-cli login', 'pip: huggingface_hub ==0.30.1'],
  ['python3 -m pipx run black==24.4.2 --check src', 'pip: black ==24.4.2'],
  ['uv tool install ruff@0.4.0', 'uv: ruff ==0.4.0'],
  ['uv tool install ruff@latest', 'uv: ruff'],
  ['uvx --from jupyterlab==4.2.0 jupyter lab --ip 0.0.0.0', 'uv: jupyterlab ==4.2.0'],
  ['uvx --with torch,numpy==2.0 marimo@0.9 edit x.py', 'uv: torch | numpy ==2.0 | marimo ==0.9'],
  ['uvx ruff check .', 'uv: ruff'],
  [
    'poetry add torch@2.1 "numpy==1.26.4" requests[socks]@latest',
    'poetry: torch ==2.1 | numpy ==1.26.4 | requests [socks]',
  ],
  ['poetry add git+https://a.example/b.git#main', 'poetry: ? @ git git+https://a.example/b.git#main'],
  ['poetry self add keyring', 'poetry: keyring'],
  ['pdm add -G gpu torch>=2', 'pdm: --group gpu | torch >=2'],
  ['pipenv install --dev pytest', 'pipenv: --dev | pytest'],
  ['pixi add pytorch=2.4', 'pixi: pytorch ==2.4'],
  ['pixi global install mlflow', 'pixi: mlflow'],
  ['poetry install --no-root'],
  ['uv run --with torch python train.py'],
  ['PIP_INDEX_URL=https://a.example pip install torch', 'pip: --index-url https://a.example | torch'],
  [
    'export PIP_EXTRA_INDEX_URL="https://a.example https://b.example"',
    'pip: --extra-index-url https://a.example | --extra-index-url https://b.example',
  ],
  ['UV_INDEX_STRATEGY=unsafe-best-match uv pip install torch', 'uv: --index-strategy unsafe-best-match | torch'],
  ['PIP_INDEX_URL= pip install torch', 'pip: torch'],
  ['pip list'],
  ['pip uninstall torch'],
  ['pip freeze > requirements.txt'],
  ['echo pip install torch'],
  ['git commit -m "pip install torch"'],
  ['uv sync'],
  ['uv pip sync requirements.txt'],
  ['conda list'],
  ['python -m venv x'],
  ['python train.py -m pip install torch'],
  ['install -m 755 a b'],
  ['# pip install torch'],
  [''],
  ['\n\n'],
];

const describeFacts = (facts: RequirementsFacts): string =>
  `${facts.installer}: ${facts.entries.map(describeEntry).join(' | ')}`;

describe('install commands', () => {
  for (const [text, ...expected] of COMMANDS) {
    it(JSON.stringify(text), () => {
      const all = parseInstallCommands(text, 100, 'train.ipynb');
      assert.deepEqual(all.map(describeFacts), expected);
      for (const facts of all) checkPlaces(facts);
      const first = parseInstallCommand(text, 100, 'train.ipynb');
      assert.equal(first === null ? undefined : describeFacts(first), expected[0]);
    });
  }

  it("read Poetry's constraints", () => {
    const facts = parseInstallCommand('poetry add torch@^2.1', 0, 'x');
    assert.equal(describeFacts(facts!), 'poetry: torch >=2.1 <3');
  });

  it('give places in the document', () => {
    const text = 'pip install "torch>=2.0"';
    const requirement = parseInstallCommand(text, 1000, 'a.ipynb')!.entries[0]!;
    assert.ok(requirement.kind === 'requirement');
    assert.deepEqual(requirement.nameRange, { start: 1000 + text.indexOf('torch'), end: 1000 + text.indexOf('>=') });
    assert.deepEqual(requirement.specifierRange, { start: 1000 + text.indexOf('>='), end: 1000 + text.length - 1 });
    assert.deepEqual(requirement.range, { start: 1000 + text.indexOf('"'), end: 1000 + text.length });
  });

  it('read the body of a magic, which has no installer in it', () => {
    const facts = parseInstallCommand(' install -q torch', 5, 'a.ipynb', 'pip');
    assert.equal(describeFacts(facts!), 'pip: --quiet | torch');
    assert.equal(parseInstallCommand('list', 5, 'a.ipynb', 'pip'), null);
    assert.equal(parseInstallCommand('install torch', 5, 'a.ipynb'), null);
  });

  it('never throw and keep every place true under random edits', () => {
    const corpus = COMMANDS.map(([text]) => text);
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(4),
      insert: fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom('\\\n', '"', "'", ' ', ';', '>', '$(', '`', '{', '}', ' -', '=', '|', '#'),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...corpus), fc.array(edit, { maxLength: 6 }), (text, edits) => {
        const edited = edits.reduce((now, { at, remove, insert }) => {
          const place = at % (now.length + 1);
          return now.slice(0, place) + insert + now.slice(place + remove);
        }, text);
        for (const facts of parseInstallCommands(edited, 7, 'x')) checkPlaces(facts);
      }),
      { numRuns: 3000 },
    );
  });

  it('are no more work than they are long', async function () {
    this.timeout(120_000);
    for (const piece of [
      '\\',
      '"',
      '$(',
      '`',
      '{',
      '${',
      '> ',
      '&',
      ';',
      '(',
      'a ',
      'a=',
      '--x ',
      '-q',
      '\\\n',
      '[',
      '<',
    ]) {
      const growth = await growthOf(16_000, (length) => {
        for (const facts of parseInstallCommands(`pip install ${piece.repeat(length / piece.length)}`, 0, 'x'))
          checkPlaces(facts);
      });
      assert.ok(growth < LINEAR, `sixteen times ${JSON.stringify(piece)}, ${growth} times the work`);
    }
    assert.deepEqual(parseInstallCommands('-x '.repeat(200_000), 0, 'x'), []);
  });
});

function checkPlaces(facts: RequirementsFacts): void {
  let end = facts.offset ?? 0;
  for (const entry of facts.entries) {
    assert.ok(entry.range.start >= end && entry.range.end >= entry.range.start, 'entries overlap or are not in order');
    end = entry.range.end;
  }
  for (const { what, text, range } of tokens(facts)) {
    const source = sourceOf(facts, range);
    if (source !== text) assert.equal(plain(source), plain(text), what);
  }
}
