import assert from 'node:assert/strict';
import type { Fix } from '../../../src/core/finding';
import { DEFAULT_POLICY, type Policy } from '../../../src/core/policy';
import type { LockFacts, LockedPackage, RequirementsFacts } from '../../../src/core/requirement-facts';
import type { Report, RequirementsContext, Rule } from '../../../src/core/rule';
import { parseInstallCommand, parseRequirements } from '../../../src/readers/requirements/requirements';
import { isTrustedIndex, mlIndexOf, readUrl, passwordIn } from '../../../src/analysis/addresses/index-urls';
import extraIndex from '../../../src/rules/requirements/extra-index';
import incompleteHashes from '../../../src/rules/requirements/incomplete-hashes';
import insecureIndex from '../../../src/rules/requirements/insecure-index';
import mutableVcs from '../../../src/rules/requirements/mutable-vcs-requirement';
import unhashedUrl from '../../../src/rules/requirements/unhashed-url-requirement';
import unpinned from '../../../src/rules/requirements/unpinned-requirement';
import { sampleSecret } from '../../harness/secret-samples';
import { knownProject } from '../../harness/known-project';

const RULES = [extraIndex, incompleteHashes, insecureIndex, mutableVcs, unhashedUrl, unpinned];
const A = 'a'.repeat(64);
const COMMIT = '3f2a9c1d4e5b60718293a4b5c6d7e8f901234567';

const locked = (name: string, parts: Partial<LockedPackage>): LockedPackage => ({
  name,
  version: null,
  hashes: [],
  commit: null,
  url: null,
  marker: null,
  dependencies: [],
  ...parts,
});
const lock = (kind: LockFacts['kind'], ...packages: LockedPackage[]): LockFacts => ({
  path: kind === 'environment' ? '.venv' : `${kind}.lock`,
  kind,
  packages,
});

/** What a rule reports on facts, with what the project knows. */
function judge(
  rule: Rule,
  facts: RequirementsFacts,
  known: { locks?: readonly LockFacts[]; texts?: Readonly<Record<string, string>>; policy?: Partial<Policy> } = {},
): Report[] {
  const reports: Report[] = [];
  const project = knownProject({ text: (path) => known.texts?.[path!] ?? null, lock: () => known.locks });
  const context: RequirementsContext = {
    path: facts.path,
    notebook: facts.form === 'command',
    policy: { ...DEFAULT_POLICY, ...known.policy },
    project,
    facts,
    report: (report) => reports.push(report),
  };
  rule.listen.documents?.requirements?.check(facts, context);
  for (const entry of facts.entries) {
    if (entry.kind === 'requirement') rule.listen.requirements?.check(entry, context);
    if (entry.kind === 'option') rule.listen.requirementOptions?.check(entry, context);
  }
  return reports;
}

const file = (text: string): RequirementsFacts => parseRequirements(text, 'requirements.txt');
const fixed = (facts: RequirementsFacts, fix: Fix): string =>
  [...fix.edits]
    .sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end)
    .reduce(
      (text, edit) =>
        text.slice(0, edit.range.start - (facts.offset ?? 0)) +
        edit.text +
        text.slice(edit.range.end - (facts.offset ?? 0)),
      facts.text,
    );

describe('requirement rules', () => {
  it('never repeat a secret', () => {
    const secret = sampleSecret('huggingface');
    const lines = [
      `-i http://reader:${secret}@a.example/simple`,
      `--extra-index-url https://${secret}@a.example/simple`,
      `git+http://reader:${secret}@a.example/x.git@main`,
      `https://reader:${secret}@a.example/x.zip`,
      `-f http://${secret}@a.example`,
    ];
    for (const line of lines) {
      const all = RULES.flatMap((rule) => judge(rule, file(line)));
      assert.ok(
        all.some((report) => report.severity === 'error'),
        line.replace(secret, '…'),
      );
      assert.equal(JSON.stringify(all).includes(secret), false);
    }
  });

  it('say nothing on an empty file, and nothing on lines that pip refuses', () => {
    for (const text of ['', '\n', '# torch', 'this is prose', 'torch = 1', '<html>']) {
      for (const rule of RULES) assert.deepEqual(judge(rule, file(text)), [], `${rule.id}: ${text}`);
    }
  });

  it('end soon on many lines', () => {
    const many = file(
      `-c c.txt\n${Array.from({ length: 5_000 }, (_, i) => `--extra-index-url https://a.example\npackage${i}>=1\n`).join('')}`,
    );
    const locks = [lock('uv', ...Array.from({ length: 5_000 }, (_, i) => locked(`package${i}`, { version: '1.0' })))];
    const texts = { 'c.txt': Array.from({ length: 1_000 }, (_, i) => `package${i}==2\n`).join('') };
    assert.equal(judge(unpinned, many, { locks, texts }).length, 4_000);
    assert.equal(judge(extraIndex, many).length, 5_000);
  });
});

describe('the pin of a requirement', () => {
  const locks = [
    lock(
      'uv',
      locked('torch', { version: '2.4.1', hashes: [`sha256:${A}`] }),
      locked('nightly', { version: '3.0.0rc1' }),
      locked('both', { version: '1' }),
      locked('both', { version: '2' }),
    ),
    lock('environment', locked('numpy', { version: '1.26.4' })),
  ];
  const fixesOf = (text: string): readonly Fix[] => judge(unpinned, file(text), { locks })[0]?.fixes ?? [];

  it('is safe from a lock and unsafe from an environment', () => {
    assert.deepEqual(
      fixesOf('torch').map(({ title, safety }) => [title, safety]),
      [['Pin to 2.4.1 (from uv.lock)', 'safe']],
    );
    assert.deepEqual(
      fixesOf('numpy').map(({ title, safety }) => [title, safety]),
      [['Pin to 1.26.4 (from the environment .venv)', 'unsafe']],
    );
  });

  it('is not offered against the specifier, nor where platforms differ', () => {
    const [report] = judge(unpinned, file('torch>=2.5'), { locks });
    assert.deepEqual(report!.fixes, []);
    assert.match(report!.message, /does not allow the 2\.4\.1 of uv\.lock/);
    assert.deepEqual(fixesOf('both'), []);
    assert.deepEqual(
      fixesOf('nightly>=3.0.0a1').map((fix) => fix.title),
      ['Pin to 3.0.0rc1 (from uv.lock)'],
    );
  });

  it('takes hashes along, and drops those that it cannot replace', () => {
    const facts = file(`torch>=2 --hash=sha256:${'b'.repeat(64)} # c`);
    assert.equal(fixed(facts, judge(unpinned, facts, { locks })[0]!.fixes![0]!), `torch==2.4.1 --hash=sha256:${A} # c`);
    const dropped = file(`nightly>=3.0a \\\n    --hash=sha256:${A} \\\n    --hash=sha256:${'b'.repeat(64)}\n`);
    const fix = judge(unpinned, dropped, { locks })[0]!.fixes![0]!;
    assert.equal(fixed(dropped, fix), 'nightly==3.0.0rc1\n');
    assert.deepEqual([fix.safety, fix.title], ['unsafe', 'Pin to 3.0.0rc1, drop hashes (from uv.lock)']);
  });

  it('stays inside the quotes of a command', () => {
    for (const [text, expected] of [
      ['pip install "torch>=2"', 'pip install "torch==2.4.1"'],
      ["pip install 'torch'", "pip install 'torch==2.4.1'"],
      ['pip install torch', 'pip install torch==2.4.1'],
      ['pip install torch>=2', 'pip install torch==2.4.1'],
      ['pip install "torch ; os_name == \'nt\'"', 'pip install "torch==2.4.1 ; os_name == \'nt\'"'],
    ] as const) {
      const facts = parseInstallCommand(text, 50, 'a.ipynb')!;
      assert.equal(fixed(facts, judge(unpinned, facts, { locks })[0]!.fixes![0]!), expected);
    }
  });

  it('is not taken from Python locks for conda, whose names are its own', () => {
    const [report] = judge(unpinned, parseInstallCommand('conda install torch', 0, 'a.ipynb')!, { locks });
    assert.deepEqual(report!.fixes, []);
  });
});

describe('hashes of a whole file', () => {
  it('keep the line ends of the file', () => {
    const locks = [lock('uv', locked('numpy', { version: '1.26.4', hashes: [`sha256:${A}`] }))];
    const facts = file(`torch==1 --hash=sha256:${A}\r\nnumpy==1.26.4\r\n`);
    assert.equal(
      fixed(facts, judge(incompleteHashes, facts, { locks })[0]!.fixes![0]!),
      `torch==1 --hash=sha256:${A}\r\nnumpy==1.26.4 \\\r\n    --hash=sha256:${A}\r\n`,
    );
  });

  it('are not offered for another version, nor from an environment, nor beside a repository', () => {
    const packages = [locked('numpy', { version: '1.26.4', hashes: [`sha256:${A}`] })];
    const base = `torch==1 --hash=sha256:${A}\n`;
    assert.deepEqual(
      judge(incompleteHashes, file(`${base}numpy==1.26.3\n`), { locks: [lock('uv', ...packages)] })[0]!.fixes,
      [],
    );
    assert.deepEqual(
      judge(incompleteHashes, file(`${base}numpy==1.26.4\n`), { locks: [lock('environment', ...packages)] })[0]!.fixes,
      [],
    );
    const reports = judge(incompleteHashes, file(`${base}numpy==1.26.4\ngit+https://a.example/x@${COMMIT}\n`), {
      locks: [lock('uv', ...packages)],
    });
    assert.deepEqual(
      reports.map((report) => report.fixes ?? []),
      [[], []],
    );
  });
});

describe('index URLs', () => {
  const secret = (text: string): string | null => {
    const range = passwordIn(readUrl(text, { start: 0, end: text.length })!);
    return range === null ? null : text.slice(range.start, range.end);
  };

  it('show where a password or a token stands, and nothing where one is taken from elsewhere', () => {
    assert.equal(secret('https://u:s3cr3tvalue@h/simple'), 's3cr3tvalue');
    assert.equal(secret('https://u:s3:c@h/simple'), 's3:c');
    const token = sampleSecret('huggingface');
    assert.ok(secret(`https://${token}@h/simple`) === token);
    for (const text of [
      'https://h/simple',
      'https://u@h/simple',
      'https://u:@h/',
      'https://u:${PASS}@h/',
      'https://u:$PASS@h/',
      'https://u:{token}@h/',
      'https://u:<token>@h/',
      'https://u:****@h/',
      'https://${TOKEN}@h/',
      'git+ssh://git@h/x',
    ])
      assert.equal(secret(text), null, text);
  });

  it('are those of well-known vendors by their host alone', () => {
    assert.equal(mlIndexOf('https://download.pytorch.org/whl/cu121'), 'PyTorch');
    assert.equal(mlIndexOf('https://storage.googleapis.com/jax-releases/x.html'), 'Google (JAX)');
    for (const text of [
      'https://storage.googleapis.com/other',
      'https://download.pytorch.org.evil.example/whl',
      'https://evil.example/download.pytorch.org',
      'https://download.pytorch.org@evil.example/',
      'constructor',
      'https://constructor/',
    ])
      assert.equal(mlIndexOf(text), null, text);
  });

  it('are trusted by URL, by a URL above, or by a glob', () => {
    for (const trusted of [
      'https://a.example',
      'https://a.example/simple/',
      'https://a.example/**',
      'https://*.example/simple',
    ])
      assert.equal(isTrustedIndex('https://u@a.example/simple/', [trusted]), true, trusted);
    for (const trusted of ['https://a.exampl', 'https://a.example/other', 'http://a.example'])
      assert.equal(isTrustedIndex('https://a.example/simple', [trusted]), false, trusted);
  });
});
