import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Requirement, RequirementsFacts } from '../../../src/core/requirement-facts';
import {
  isRequirementsFile,
  normalizeName,
  parseRequirements,
  referencedFiles,
} from '../../../src/readers/requirements/requirements';
import { isBlank } from '../../../src/core/mapped-text';
import { growthOf, LINEAR } from '../../harness/effort';
import { MARKERS } from './cases/markers';
import { OPTIONS } from './cases/options';
import { SOURCES } from './cases/sources';
import { VERSIONS } from './cases/versions';
import { describeEntry, plain, sourceOf, tokens } from './requirements-text';

const CASES = { ...VERSIONS, ...MARKERS, ...SOURCES, ...OPTIONS };

const parse = (text: string): RequirementsFacts => parseRequirements(text, 'requirements.txt');
const only = (text: string): Requirement => {
  const entry = parse(text).entries[0]!;
  assert.equal(entry.kind, 'requirement');
  return entry as Requirement;
};

describe('requirements files', () => {
  for (const [group, cases] of Object.entries(CASES)) {
    describe(group, () => {
      for (const [text, ...expected] of cases) {
        it(JSON.stringify(text), () => {
          const facts = parse(text);
          assert.deepEqual(facts.entries.map(describeEntry), expected);
          checkPlaces(facts);
        });
      }
    });
  }

  it('has at least three hundred lines of its own', () => {
    assert.ok(Object.values(CASES).flat().length >= 300);
  });

  it('reads all cases as one file, whatever ends its lines', () => {
    const lines = Object.values(CASES)
      .flat()
      .filter(([text]) => !/[\n\r\v\f\x85\u2028\ufeff]|\\$/.test(text));
    for (const end of ['\n', '\r\n', '\r']) {
      const facts = parse(lines.map(([text]) => text).join(end));
      assert.deepEqual(
        facts.entries.map(describeEntry),
        lines.flatMap(([, ...expected]) => expected),
      );
      checkPlaces(facts);
    }
  });
});

describe('places in a requirements file', () => {
  const text = 'x\n  Torch-Vision [ a, b ] ( >= 1.0 ,<2 ) ; os_name == "nt" --hash=sha256:00ff  # why\n';
  const facts = parse(text);
  const requirement = facts.entries[1] as Requirement;
  const at = (range: { start: number; end: number } | null | undefined) =>
    range == null ? null : text.slice(range.start, range.end);

  it('has the name, the extras, the versions and the marker exactly', () => {
    assert.equal(at(requirement.nameRange), 'Torch-Vision');
    assert.equal(at(requirement.extrasRange), '[ a, b ]');
    assert.equal(at(requirement.specifierRange), '( >= 1.0 ,<2 )');
    assert.deepEqual(
      requirement.specifiers.map((specifier) => [at(specifier.range), at(specifier.versionRange)]),
      [
        ['>= 1.0', '1.0'],
        ['<2', '2'],
      ],
    );
    assert.equal(at(requirement.marker?.range), 'os_name == "nt"');
    assert.equal(at(requirement.hashes[0]?.range), '--hash=sha256:00ff');
    assert.equal(at(requirement.range), 'Torch-Vision [ a, b ] ( >= 1.0 ,<2 ) ; os_name == "nt" --hash=sha256:00ff');
    assert.equal(requirement.normalizedName, 'torch-vision');
  });

  it('has the revision of a version control URL, or where it would go', () => {
    const pinned = 'git+ssh://git@host/a/b.git@v1.2#egg=b&subdirectory=c';
    assert.deepEqual(only(pinned).reference?.revisionRange, {
      start: pinned.indexOf('v1.2'),
      end: pinned.indexOf('#'),
    });
    assert.equal(only(pinned).reference?.revisionOffset, pinned.indexOf('#'));
    assert.deepEqual({ ...only(pinned).reference?.fragment }, { egg: 'b', subdirectory: 'c' });
    const bare = 'git+https://host/a/b.git#egg=b';
    assert.equal(only(bare).reference?.revisionRange, null);
    assert.equal(only(bare).reference?.revisionOffset, bare.indexOf('#'));
    const query = 'git+https://host/a/b.git?x=@y';
    assert.equal(only(query).reference?.revisionOffset, query.indexOf('?'));
    const empty = 'git+https://host/a/b.git@';
    assert.deepEqual(only(empty).reference?.revisionRange, { start: empty.length, end: empty.length });
  });

  it('takes the name of a URL from its egg or its wheel', () => {
    const egg = 'git+https://host/a.git#egg=Big_Name[x]';
    assert.deepEqual(only(egg).nameRange, { start: egg.indexOf('Big'), end: egg.indexOf('[') });
    const wheel = 'https://host/w/Big_Name-1.0-py3-none-any.whl#sha256=00';
    assert.deepEqual(only(wheel).nameRange, { start: wheel.indexOf('Big'), end: wheel.indexOf('-1.0') });
  });

  it('counts UTF-16 units', () => {
    const line = '# 🔥\ntorch==1.0';
    assert.equal((parse(line).entries[1] as Requirement).range.start, line.indexOf('torch'));
  });

  it('stands inside quotes', () => {
    const line = '-e "./my project[a]"';
    const { reference, extrasRange } = only(line);
    assert.equal(line.slice(reference!.range.start, reference!.range.end), './my project');
    assert.equal(line.slice(extrasRange!.start, extrasRange!.end), '[a]');
  });
});

describe('hostile requirements files', () => {
  const corpus = Object.values(CASES)
    .flat()
    .map(([text]) => text);

  it('never throw, never lose text, and keep every place true under random edits', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(6),
      insert: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom(
          '\\\n',
          '\\',
          '\n',
          '#',
          ' #',
          ';',
          '[',
          ']',
          '"',
          "'",
          '==',
          '>=1',
          ' -',
          '--hash=',
          '-e ',
          '-r ',
          '@',
          '${X}',
          ' \\\r\n',
          '\u2028',
          '\ufeff',
          '🔥',
          '(',
          ')',
          ',',
        ),
      ),
    });
    const start = fc.array(fc.constantFrom(...corpus), { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(start, fc.array(edit, { maxLength: 8 }), (text, edits) => {
        const edited = edits.reduce((now, { at, remove, insert }) => {
          const place = at % (now.length + 1);
          return now.slice(0, place) + insert + now.slice(place + remove);
        }, text);
        checkPlaces(parse(edited));
      }),
      { numRuns: 3000 },
    );
  });

  it('are no more work than they are long', async function () {
    this.timeout(120_000);
    for (const piece of [
      '\\',
      '[',
      ';',
      '(',
      '"',
      ' ',
      '#',
      '-',
      '@',
      '=',
      '\\\n',
      'a\\\n',
      ' #',
      '${',
      '${A}',
      'a;',
      '--hash=sha256:0 ',
      '<1,',
      "'",
      'a[',
      '-e ',
      '\t',
      '((os_name',
    ]) {
      const growth = await growthOf(32_000, (length) => {
        const text = piece.repeat(Math.ceil(length / piece.length));
        for (const prefix of ['', 'torch ; ']) checkPlaces(parse(prefix + text));
      });
      assert.ok(growth < LINEAR, `sixteen times ${JSON.stringify(piece)}, ${growth} times the work`);
    }
  });
});

describe('files that hold requirements', () => {
  it('are known by the names that people use', () => {
    for (const path of [
      'requirements.txt',
      'requirements-dev.txt',
      'dev-requirements.txt',
      'requirements_gpu.in',
      'a/b/requirements/base.txt',
      'requirements/npu.in',
      'constraints.txt',
      'constraints-3.11.txt',
      'pip-constraints.txt',
      'requirement.txt',
      'Requirements.TXT',
      'reqs.in',
      'deps-dev.in',
    ]) {
      assert.equal(isRequirementsFile(path), true, path);
    }
    for (const path of [
      'readme.txt',
      'MANIFEST.in',
      'config.h.in',
      'requirements.md',
      'requirements.py',
      'requirements',
      'requirements/base/readme.md',
      'data/labels.txt',
      'requirements.lock',
    ]) {
      assert.equal(isRequirementsFile(path), false, path);
    }
  });

  it('name other files relative to themselves', () => {
    const facts = parseRequirements(
      '-r base.txt\n-c ../constraints.txt\n-r ./x/../y.txt\n-r "sub\\win.txt"\n-r https://a/b.txt\n-r /etc/r.txt\n-r ${X}.txt\n-r ../../out.txt\ntorch\n',
      'a/requirements.txt',
    );
    assert.deepEqual(referencedFiles(facts), [
      { kind: 'requirement', path: 'a/base.txt' },
      { kind: 'constraint', path: 'constraints.txt' },
      { kind: 'requirement', path: 'a/y.txt' },
      { kind: 'requirement', path: 'a/sub/win.txt' },
      { kind: 'requirement', path: '../out.txt' },
    ]);
  });

  it('compare names as PEP 503 does', () => {
    for (const name of ['zope.interface', 'Zope_Interface', 'zope--interface', 'ZOPE-._interface'])
      assert.equal(normalizeName(name), 'zope-interface');
  });
});

/** Entries are ordered and apart, hold all that is not blank, and every token's range has the token's text. */
function checkPlaces(facts: RequirementsFacts): void {
  let end = 0;
  const outside: string[] = [];
  for (const entry of facts.entries) {
    assert.ok(entry.range.start >= end, `entries overlap or are not in order at ${entry.range.start}`);
    assert.ok(entry.range.end > entry.range.start);
    outside.push(facts.text.slice(end, entry.range.start));
    end = entry.range.end;
  }
  outside.push(facts.text.slice(end));
  const lost = Array.from(outside.join('')).find(
    (char) => !isBlank(char.charCodeAt(0)) && char !== '\\' && char !== '\ufeff',
  );
  assert.equal(lost, undefined, 'text lies in no entry');
  for (const { what, text, range } of tokens(facts)) {
    const source = sourceOf(facts, range);
    if (source !== text) assert.equal(plain(source), plain(text), what);
  }
}
