import assert from 'node:assert/strict';
import { parseDocument } from 'yaml';
import { sampleSecret } from '../../harness/secret-samples';
import { fixedText, markedText, placesOf, scanned } from '../../harness/scanned';

const CI = '.github/workflows/ci.yml';
const CURL = 'curl https://get.example.org/x | bash';
const steps = (text: string): string => `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n${text}`;

async function placesIn(path: string, text: string, others: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return placesOf(await scanned(path, { ...others, [path]: text }));
}

/** What is marked, by rule. */
async function marksIn(path: string, text: string): Promise<string[]> {
  const { findings } = await scanned(path, { [path]: text });
  return findings.map((finding) => `${finding.rule}: ${markedText(finding, text)}`);
}

describe('the steps of a workflow', () => {
  it('are commands, however they are written', async () => {
    const text = steps(
      [
        '      - run: pip install torch',
        '      - run: "pip install \\"numpy\\" # \\u00e9"',
        "      - run: 'pip install ''scipy'''",
        '      - name: several',
        '        run: |',
        '          set -e',
        '          pip install \\',
        '            pandas',
        `          ${CURL}`,
        '      - run: >',
        '          pip install',
        '          polars',
        '      - {run: pip install dask}',
        '      - run: pip install',
        '          jax',
        '',
      ].join('\n'),
    );
    assert.deepEqual(await placesIn(CI, text), [
      'unpinned-requirement 6:26',
      'unpinned-requirement 7:29',
      'unpinned-requirement 8:29',
      'unpinned-requirement 13:13',
      'piped-shell-script 14:11',
      'unpinned-requirement 17:11',
      'unpinned-requirement 18:27',
      'unpinned-requirement 20:11',
    ]);
    assert.deepEqual(
      (await marksIn(CI, text)).filter((mark) => mark.startsWith('unpinned')).map((mark) => mark.slice(22)),
      ['torch', 'numpy', 'scipy', 'pandas', 'polars', 'dask', 'jax'],
    );
  });

  it('are what their shell is', async () => {
    const load = 'import pickle\n          pickle.load(open("x", "rb"))';
    assert.deepEqual(
      await placesIn(
        CI,
        steps(
          `      - shell: python\n        run: |\n          ${load}\n      - shell: pwsh\n        run: |\n          # pip install a\n          pip install \`\n            torch\n      - shell: cmd\n        run: |\n          rem pip install a\n          pip install ^\n            numpy\n      - shell: bash -el {0}\n        run: pip install scipy\n      - shell: perl {0}\n        run: pip install perl\n`,
        ),
      ),
      [
        'unsafe-pickle-load 9:11',
        'unpinned-requirement 14:13',
        'unpinned-requirement 19:13',
        'unpinned-requirement 21:26',
      ],
    );
  });

  it('take the shell of the job, the workflow or the machine', async () => {
    const load = `run: import pickle; pickle.load(open("x", "rb"))`;
    assert.deepEqual(
      await placesIn(
        CI,
        `defaults:\n  run:\n    shell: python\njobs:\n  a:\n    steps:\n      - ${load}\n  b:\n    defaults: {run: {shell: bash}}\n    steps:\n      - ${load}\n`,
      ),
      ['unsafe-pickle-load 7:29'],
    );
    assert.deepEqual(
      await placesIn(
        CI,
        'jobs:\n  a:\n    runs-on: windows-latest\n    steps:\n      - run: |\n          pip install `\n            torch\n',
      ),
      ['unpinned-requirement 7:13'],
    );
  });

  it('have values that only the service knows', async () => {
    assert.deepEqual(
      await placesIn(
        CI,
        steps(
          '      - run: pip install torch==${{ matrix.torch }} numpy==1.26.4\n      - run: pip install ${{ matrix.package }}\n      - shell: python\n        run: |\n          import pickle\n          x = ${{ inputs.n }}\n          pickle.load(open("${{ inputs.file }}", "rb"))\n',
        ),
      ),
      ['unsafe-pickle-load 12:11'],
    );
  });

  it('of one job are judged together', async () => {
    const get = '      - run: curl -LO https://example.org/model.bin\n';
    const check = '      - run: sha256sum -c model.sha256\n';
    assert.ok((await placesIn(CI, steps(get))).some((place) => place.startsWith('unverified-shell-download')));
    assert.ok(!(await placesIn(CI, steps(get + check))).some((place) => place.startsWith('unverified-shell-download')));
  });

  it('do not swallow one another while one is typed', async () => {
    for (const typed of ['cat <<EOF', 'echo "open', "echo 'open", 'pip install \\', 'echo $(ls'])
      assert.deepEqual(
        await placesIn(
          CI,
          steps(`      - run: |\n          ${typed}\n          x\n      - run: ${typed}\n      - run: ${CURL}\n`),
        ).then((all) => all.filter((place) => place.startsWith('piped'))),
        ['piped-shell-script 10:14'],
        typed,
      );
  });

  it('of a composite action are read, and other files of the name are configuration', async () => {
    const run = `      run: ${CURL}\n`;
    assert.deepEqual(
      await placesIn('setup/action.yml', `runs:\n  using: composite\n  steps:\n    - shell: bash\n${run}`),
      ['piped-shell-script 5:12'],
    );
    assert.deepEqual(await placesIn('action.yml', `jobs: 1\nruns: x\nrun: ${CURL}\n`), []);
    assert.deepEqual(await placesIn('conf/pipeline.yml', steps(`      - run: ${CURL}\n`)), []);
  });

  it('are fixed so that the file stays what it is', async () => {
    const lock = { 'poetry.lock': '[[package]]\nname = "torch"\nversion = "2.13.0"\n' };
    for (const run of [
      'run: pip install torch',
      'run: "pip install \\"torch\\""',
      "run: 'pip install ''torch'''",
      'run: |\n          set -e\n          pip install torch\n          ls',
      'run: >\n          pip install\n          torch',
    ]) {
      const text = steps(`      - ${run}\n      - run: ls\n`);
      const { findings } = await scanned(CI, { ...lock, [CI]: text });
      const pin = findings.find(({ rule }) => rule === 'unpinned-requirement')!.fixes[0]!;
      const fixed = fixedText(pin, CI, text);
      assert.equal(fixed, text.replace('torch', 'torch==2.13.0'));
      assert.equal(parseDocument(fixed).errors.length, 0);
      assert.deepEqual(await placesIn(CI, fixed, lock), []);
    }
  });

  it('have every fix that is offered written as YAML', async () => {
    const key = sampleSecret('huggingface');
    for (const open of ['run: |\n          ', 'run: >\n          ', 'run: ', 'run: "', "run: '"]) {
      const close = /["']$/.exec(open)?.[0] ?? '';
      for (const command of [
        `export HF_TOKEN=${key}`,
        `huggingface-cli login --token ${key}`,
        'git clone https://github.com/user/repo',
        'wget --no-check-certificate https://example.org/m.bin',
        'pip install --trusted-host pypi.org numpy==1.26.4',
        'python -c pass; pip install torch>=2',
      ]) {
        const text = steps(`      - ${open}${command}${close}\n      - run: ls\n`);
        const { findings } = await scanned(CI, { [CI]: text });
        for (const fix of findings.flatMap(({ fixes }) => fixes)) {
          const { errors, warnings } = parseDocument(fixedText(fix, CI, text));
          assert.deepEqual([...errors, ...warnings], [], `${fix.title}: ${fixedText(fix, CI, text)}`);
          assert.equal(parseDocument(fixedText(fix, CI, text)).toJS().jobs.test.steps.length, 2);
        }
      }
    }
  });

  it('have each key once, at its line', async () => {
    const key = sampleSecret('huggingface');
    assert.deepEqual(
      await placesIn(
        CI,
        steps(`      - env:\n          A: b\n        run: |\n          ls\n          export HF_TOKEN=${key}\n`),
      ),
      ['hardcoded-secret 10:27'],
    );
    assert.deepEqual(
      await placesIn(CI, steps(`      - shell: perl\n        run: |\n          ls\n          $x = "${key}"\n`)),
      ['hardcoded-secret 9:17'],
    );
  });

  it('are silenced in the script and in the file', async () => {
    const ignore = '# touchstone: ignore[piped-shell-script] ours';
    for (const text of [
      steps(`      - run: |\n          ${CURL}  ${ignore}\n`),
      steps(`      - run: |\n          ${ignore}\n          ${CURL}\n`),
      steps(`      ${ignore}\n      - run: ${CURL}\n`),
      `# touchstone: ignore-file[piped-shell-script] ours\n${steps(`      - run: ${CURL}\n`)}`,
    ])
      assert.deepEqual(await placesIn(CI, text), [], text);
  });

  it('never throw, whatever the file', async () => {
    for (const text of [
      '',
      'jobs:',
      'jobs: []',
      'jobs: {a: {steps: {}}}',
      'jobs:\n a:\n  steps:\n  - run: [',
      'jobs:\n  a:\n    steps:\n      - run: |',
      'jobs:\n  a:\n    steps:\n      - run: "pip',
      '- run: x',
      'runs: {steps: [1, null, {run: 3}]}',
    ])
      assert.ok(Array.isArray((await scanned(CI, { [CI]: text })).findings), text);
  });
});

describe('the jobs of a GitLab pipeline', () => {
  it('are commands, in every form of a script', async () => {
    const text = [
      'before_script:',
      '  - pip install torch',
      '.base:',
      '  script: pip install numpy',
      'train:',
      '  before_script:',
      '    - &install pip install scipy',
      '  script:',
      '    - echo "a: b"',
      '    - |',
      `      ${CURL}`,
      '    - [pip install pandas, [pip install dask]]',
      '    - !reference [.base, script]',
      '    - *install',
      '  after_script: ["pip install polars"]',
      '  variables: {X: pip install x}',
      '',
    ].join('\n');
    assert.deepEqual(await placesIn('.gitlab-ci.yml', text), [
      'unpinned-requirement 2:17',
      'unpinned-requirement 4:23',
      'unpinned-requirement 7:28',
      'piped-shell-script 11:7',
      'unpinned-requirement 12:20',
      'unpinned-requirement 12:41',
      'unpinned-requirement 15:31',
    ]);
    assert.deepEqual(
      await placesIn(
        '.gitlab/ci/train.yml',
        'a:\n  script: [pip install numpy==$[[ inputs.numpy ]], pip install torch]\n',
      ),
      ['unpinned-requirement 2:64'],
    );
  });
});
