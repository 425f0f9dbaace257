import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../src/core/policy';
import { isIncluded, isPruned, mergePolicy, parsePolicy, readPolicy } from '../../src/project/policy';
import { MemoryFiles } from '../harness/memory-files';
import { RULES } from '../../src/rules/index';

const RULE_IDS = RULES.map(({ id }) => id);

const FULL = `include = ["src/**", "*.ipynb"]
exclude = ["legacy", "*_pb2.py"]
trusted-publishers = ["acme"]
trusted-indexes = ["https://pypi.acme.example/simple"]
approved-indexes = ["https://pypi.acme.example"]
denied-packages = ["pillow<10.3"]
allowed-licences = ["MIT"]
minimum-release-age = "2 weeks"
honour-nosec = false
max-file-size = 2000000

[rules]
hardcoded-secret = "error"
unsafe-torch-load = "off"
`;

describe('policy files', () => {
  it('reads every key', () => {
    const { policy, problems } = parsePolicy(FULL, 'touchstone.toml', RULE_IDS)!;
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.include, ['src/**', '*.ipynb']);
    assert.deepEqual(policy.exclude, [...DEFAULT_POLICY.exclude, 'legacy', '*_pb2.py']);
    assert.deepEqual(policy.trustedPublishers, ['acme']);
    assert.deepEqual(policy.trustedIndexes, ['https://pypi.acme.example/simple']);
    assert.deepEqual(policy.approvedIndexes, ['https://pypi.acme.example']);
    assert.deepEqual(policy.deniedPackages, ['pillow<10.3']);
    assert.deepEqual(policy.allowedLicences, ['MIT']);
    assert.equal(policy.minimumReleaseAge, 14);
    assert.equal(policy.honourNosec, false);
    assert.equal(policy.maxFileSize, 2_000_000);
    assert.deepEqual(policy.rules, { 'hardcoded-secret': 'error', 'unsafe-torch-load': 'off' });
    assert.equal(policy.source, 'touchstone.toml');
  });

  it('reads the same keys under [tool.touchstone] of pyproject.toml', () => {
    const text =
      '[project]\nname = "x"\n\n[tool.touchstone]\ntrusted-publishers = ["acme"]\nrules = { unsafe-torch-load = "info" }\n[tool.ruff]\nline-length = 100\n';
    const { policy, problems } = parsePolicy(text, 'pyproject.toml', RULE_IDS)!;
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.trustedPublishers, ['acme']);
    assert.deepEqual(policy.rules, { 'unsafe-torch-load': 'info' });
  });

  it('reads its own tables of a pyproject.toml that is half-typed elsewhere', () => {
    const own = '[tool.touchstone]\nexclude = [\n  "old/**",\n]\n[tool.touchstone.rules]\nunsafe-torch-load = "of"\n';
    for (const [before, after] of [
      ['[project]\nname = "x\ndependencies = ["torch"\n\n', '[tool.ruff]\nline-length = 100\n'],
      ['', '[tool.ruff\nselect = [\n'],
      ['[project\n', ''],
    ] as const) {
      const text = before + own + after;
      const { policy, problems } = parsePolicy(text, 'pyproject.toml', RULE_IDS)!;
      assert.deepEqual(policy.exclude, [...DEFAULT_POLICY.exclude, 'old/**']);
      assert.equal(problems.length, 1);
      assert.equal(text.slice(problems[0]!.range.start, problems[0]!.range.end), '"of"');
    }
    const broken = parsePolicy('[tool.touchstone]\nexclude = ["a\n[tool.ruff]\n', 'pyproject.toml', RULE_IDS)!;
    assert.match(broken.problems[0]!.message, /nothing of this file is used/);
  });

  it('does not mind a pyproject.toml that says nothing to it, even a broken one', () => {
    assert.equal(parsePolicy('[tool.ruff]\nline-length = 100\n', 'pyproject.toml', RULE_IDS), null);
    assert.equal(parsePolicy('[tool.ruff\n', 'pyproject.toml', RULE_IDS), null);
  });

  it('names line and remedy of what it does not understand, and keeps the rest', () => {
    const text =
      'trusted_publishers = ["acme"]\nexclude = "x"\nmax-file-size = -1\nhonour-nosec = "yes"\ncolour = 1\n\n[rules]\nhardcoded-secret = "fatal"\nhardcoded-secrets = "off"\nunsafe-torch-load = "off"\n';
    const { policy, problems, notes } = parsePolicy(text, 'touchstone.toml', RULE_IDS)!;
    assert.deepEqual(
      problems.map(({ line }) => line),
      [1, 2, 3, 4, 5, 8, 9],
    );
    assert.deepEqual(
      notes.map(({ path }) => path),
      Array(7).fill('touchstone.toml'),
    );
    assert.match(notes[0]!.message, /^line 1: unknown key "trusted_publishers"; did you mean "trusted-publishers"\?$/);
    assert.match(notes[1]!.message, /^line 2: exclude has to be a list of globs/);
    assert.match(notes[4]!.message, /^line 5: unknown key "colour"; there are include, exclude,/);
    assert.match(notes[5]!.message, /^line 8: rules.hardcoded-secret has to be one of "off", "error"/);
    assert.equal(notes[6]!.message, 'line 9: unknown rule "hardcoded-secrets"; did you mean "hardcoded-secret"?');
    assert.equal(text.slice(problems[1]!.range.start, problems[1]!.range.end), '"x"');
    assert.equal(text.slice(problems[4]!.range.start, problems[4]!.range.end), 'colour');
    assert.deepEqual(
      { ...policy, source: null, base: undefined },
      { ...DEFAULT_POLICY, rules: { 'hardcoded-secrets': 'off', 'unsafe-torch-load': 'off' }, base: undefined },
    );
  });

  it('points at the very key, item or value that is wrong', () => {
    const marked = (text: string, path = 'touchstone.toml'): string[] =>
      parsePolicy(text, path, RULE_IDS)!.problems.map(({ range }) => text.slice(range.start, range.end));
    assert.deepEqual(marked('include = ["src", 3, ""]\n'), ['3']);
    assert.deepEqual(marked('exclude = ["a",\n  "",\n]\n'), ['""']);
    assert.deepEqual(marked('rules.nope = "off"\n'), ['nope']);
    assert.deepEqual(marked('rules = { nope = "off", hardcoded-secret = "fatal" }\n'), ['nope', '"fatal"']);
    assert.deepEqual(marked('[rulez]\na = 1\nb = 2\n'), ['rulez'], 'once, at its header');
    assert.deepEqual(marked('[tool.touchstone.rulez]\na = 1\n', 'pyproject.toml'), ['rulez']);
    assert.deepEqual(marked('[[rules]]\nhardcoded-secret = "off"\n').length, 1);
    assert.deepEqual(marked('[tool.touchstone]\n', 'pyproject.toml'), [], 'an empty table says nothing wrong');
    assert.deepEqual(marked('include =\n\nexclude = []\n'), ['=']);
    assert.deepEqual(marked('include = yes\n'), ['yes']);
    assert.deepEqual(marked('include = []\ninclude = []\n'), ['include']);
    const [problem] = parsePolicy('\n[rules]\n  nope = "off"\n', 'touchstone.toml', RULE_IDS)!.problems;
    assert.deepEqual(problem!.place, { start: { line: 3, column: 3 }, end: { line: 3, column: 7 } });
    assert.equal(problem!.message, 'unknown rule "nope"; "touchstone rules" lists them', 'and not 70 names');
  });

  it('repeats no name that may be a secret in the wrong place', () => {
    const name = 'a1b2c3d4e5f6a7b8';
    const { problems } = parsePolicy(
      `${name} = 1\n[rules]\n${name} = "off"\nx-${name} = 3\n`,
      'touchstone.toml',
      RULE_IDS,
    )!;
    assert.equal(problems.length, 3);
    for (const { message } of problems) assert.ok(!message.includes(name), message);
    assert.equal(problems[1]!.message, 'unknown rule; "touchstone rules" lists them');
  });

  it('says where a file is no TOML, and goes on with the defaults', () => {
    const { policy, notes } = parsePolicy('include = [\nexclude = 2\n', 'a/touchstone.toml', RULE_IDS)!;
    assert.equal(notes.length, 1);
    assert.match(notes[0]!.message, /^line 2: .*; nothing of this file is used$/);
    assert.deepEqual(policy.include, ['**']);
  });

  it('survives hostile nesting', () => {
    const { notes } = parsePolicy(`include = ${'['.repeat(100_000)}`, 'touchstone.toml', RULE_IDS)!;
    assert.equal(notes.length, 1);
  });

  it('takes the nearest file, touchstone.toml before pyproject.toml', async () => {
    const files = new MemoryFiles({
      'touchstone.toml': 'trusted-publishers = ["root"]\n',
      'a/pyproject.toml': '[tool.touchstone]\ntrusted-publishers = ["pyproject"]\n',
      'a/touchstone.toml': 'trusted-publishers = ["a"]\n',
      'b/pyproject.toml': '[project]\nname = "b"\n',
    });
    const publishers = async (path: string) => (await readPolicy(files, path, RULE_IDS)).policy.trustedPublishers;
    assert.deepEqual(await publishers('a/b/c/train.py'), ['a']);
    assert.deepEqual(await publishers('b/train.py'), ['root']);
    assert.deepEqual(await publishers('train.py'), ['root']);
    files.remove('a/touchstone.toml');
    assert.deepEqual(await publishers('a/train.py'), ['pyproject']);
    files.remove('touchstone.toml');
    assert.equal((await readPolicy(files, 'b/x/train.py', RULE_IDS)).policy.source, null);
  });
});

describe('include and exclude', () => {
  const policy = (text: string, path = 'touchstone.toml') => parsePolicy(text, path, RULE_IDS)!.policy;

  it('leaves out environments and caches by default, hidden or not', () => {
    assert.equal(isIncluded(DEFAULT_POLICY, 'a/.venv/lib/x.py'), false);
    assert.equal(isIncluded(DEFAULT_POLICY, 'node_modules/x.py'), false);
    assert.equal(isIncluded(DEFAULT_POLICY, '.github/x.py'), true);
    assert.equal(isPruned(DEFAULT_POLICY, 'a/node_modules'), true);
    assert.equal(isPruned(DEFAULT_POLICY, 'a'), false);
  });

  it('matches names at any depth, and directories with all that is in them', () => {
    const some = policy('exclude = ["legacy", "*_pb2.py", "data/raw/", "docs/**/gen"]\n');
    for (const path of ['legacy/x.py', 'a/legacy/b/x.py', 'a/b_pb2.py', 'data/raw/x.py', 'docs/a/b/gen/x.py'])
      assert.equal(isIncluded(some, path), false, path);
    for (const path of ['legacy.py', 'a/data/raw/x.py', 'docs/generated/x.py'])
      assert.equal(isIncluded(some, path), true, path);
  });

  it('takes only what include names', () => {
    const some = policy('include = ["src", "*.ipynb", "./tools/**"]\n');
    for (const path of ['src/a/x.py', 'n.ipynb', 'a/b/n.ipynb', 'tools/x.py'])
      assert.equal(isIncluded(some, path), true, path);
    for (const path of ['x.py', 'lib/x.py', 'a/tools/x.py']) assert.equal(isIncluded(some, path), false, path);
  });

  it('counts globs from the directory of the file', () => {
    const some = policy('exclude = ["gen/**"]\n', 'sub/touchstone.toml');
    assert.equal(isIncluded(some, 'sub/gen/x.py'), false);
    assert.equal(isIncluded(some, 'sub/a/gen/x.py'), true);
    assert.equal(isIncluded(some, 'gen/x.py'), true);
  });

  it('does not choke on a hostile glob', () => {
    const some = policy(
      `exclude = ["${'**/a/'.repeat(60)}b", "{1..1000000}", "${'{a,b}'.repeat(60)}", "${'+(x|'.repeat(50)}${')'.repeat(50)}"]\n`,
    );
    assert.equal(isIncluded(some, `${'a/'.repeat(60)}x.py`), true);
  });
});

describe('settings over a policy', () => {
  it('adds lists and rules, replaces the rest, ignores what is not set', () => {
    const base = parsePolicy(FULL, 'touchstone.toml', RULE_IDS)!.policy;
    const merged = mergePolicy(base, {
      trustedPublishers: ['other'],
      rules: { 'extra-index': 'off' },
      exclude: ['out/**'],
      maxFileSize: 5,
      honourNosec: undefined,
    });
    assert.deepEqual(merged.trustedPublishers, ['acme', 'other']);
    assert.deepEqual(merged.rules, { 'hardcoded-secret': 'error', 'unsafe-torch-load': 'off', 'extra-index': 'off' });
    assert.deepEqual(merged.exclude, [...base.exclude, 'out/**']);
    assert.equal(merged.maxFileSize, 5);
    assert.equal(merged.honourNosec, false);
    assert.equal(merged.source, 'touchstone.toml');
  });
});
