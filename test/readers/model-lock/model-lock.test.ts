import assert from 'node:assert/strict';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parseTOML, getStaticTOMLValue } from 'toml-eslint-parser';
import { modelLockSchema } from '../../../src/project/model-lock-schema';
import { readModelLock } from '../../../src/readers/model-lock/model-lock';
import { contentOf, printModelLock, type FileEntry, type ModelEntry } from '../../../src/readers/model-lock/print';
import { dvcOutputsOf, lfsPointerOf } from '../../../src/readers/model-lock/pointers';
import '../../harness/properties';

const hex = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((all) => all.join(''));
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter((text) => !/[/\\\0]|^\.{1,2}$|^[A-Za-z]:/.test(text) && !/\p{Surrogate}/u.test(text));
const pathOf = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const file: fc.Arbitrary<FileEntry> = fc
  .tuple(pathOf, fc.option(fc.nat()), hex(64), hex(32), fc.constantFrom('sha256', 'md5', 'both'))
  .map(([path, size, sha256, md5, which]) => ({
    path,
    size,
    sha256: which === 'md5' ? null : sha256,
    md5: which === 'sha256' ? null : md5,
    pointer: which === 'md5' ? 'dvc' : null,
  }));
const byPath = (files: readonly FileEntry[]): FileEntry[] =>
  [...new Map([...files].reverse().map((each) => [each.path, each])).values()].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
const files = fc.array(file, { maxLength: 6 }).map(byPath);
const model: fc.Arbitrary<ModelEntry> = fc
  .tuple(
    fc.stringMatching(/^[a-z]{1,6}\/[a-z]{1,6}$/),
    fc.constantFrom('model' as const, 'dataset' as const),
    fc.string({ minLength: 1, maxLength: 8 }),
    hex(40),
    files,
  )
  .map(([id, type, revision, commit, own]) => ({ id, type, revision, commit, files: own }));

const validate = new Ajv({ strict: false }).compile(modelLockSchema());

describe('touchstone.lock', () => {
  it('reads what was written, which is valid by its schema and does not depend on the order', () => {
    fc.assert(
      fc.property(files, fc.uniqueArray(model, { maxLength: 3, selector: ({ id }) => id }), (own, models) => {
        const text = printModelLock({ files: own, models });
        assert.equal(printModelLock({ files: [...own].reverse(), models: [...models].reverse() }), text);
        const { facts, notes } = readModelLock(text, 'touchstone.lock');
        assert.deepEqual(notes, []);
        const key = (each: ModelEntry): string => `${each.type}\0${each.id}`;
        assert.deepEqual(contentOf(facts), {
          files: own,
          models: [...models].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
        });
        assert.ok(validate(getStaticTOMLValue(parseTOML(text))), JSON.stringify(validate.errors));
      }),
      { numRuns: 60 },
    );
  });

  it('survives any text, and any change of a lock', () => {
    const lock = printModelLock({
      files: [{ path: 'a/b.pt', size: 3, sha256: 'a'.repeat(64), md5: null, pointer: null }],
      models: [{ id: 'a/b', type: 'model', revision: 'main', commit: 'b'.repeat(40), files: [] }],
    });
    const changed = fc
      .tuple(fc.nat(lock.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 8 }))
      .map(([at, removed, put]) => lock.slice(0, at) + put + lock.slice(at + removed));
    fc.assert(
      fc.property(fc.oneof(changed, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const { facts, notes } = readModelLock(text, 'touchstone.lock');
        assert.ok(notes.length <= 20);
        for (const { path, range } of facts.files) {
          assert.ok(!path.split('/').includes('..') && !path.startsWith('/'));
          assert.ok(range.start >= 0 && range.end <= text.length && range.start < range.end);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says what it leaves out, and in which line', () => {
    const digest = `sha256 = "${'a'.repeat(64)}"`;
    const text = [
      'version = 1',
      '[[file]]',
      'path = "../up.pt"',
      digest,
      '[[file]]',
      'path = "a.pt"',
      'sha256 = "short"',
      '[[file]]',
      'path = "b.pt"',
      digest,
      '[[file]]',
      'path = "b.pt"',
      digest,
      '[[model]]',
      'id = "a/b"',
      'commit = "main"',
    ].join('\n');
    const { facts, notes } = readModelLock(text, 'touchstone.lock');
    assert.deepEqual(
      facts.files.map(({ path }) => path),
      ['b.pt'],
    );
    assert.deepEqual(
      notes.map(({ message }) => message),
      [
        'line 3: a file needs a path that stays in its folder',
        'line 6: a file needs its digest: 64 digits of SHA-256, or 32 of MD5 for a pointer of DVC',
        'line 12: this file stands here twice; the first entry counts',
        'line 14: a model needs an id, a commit of 40 digits and a known type',
      ],
    );
    assert.deepEqual(readModelLock('version = 2\n', 'touchstone.lock').isNewer, true);
  });

  it('reads pointers of DVC and Git LFS, and nothing that only looks like one', () => {
    const md5 = 'd'.repeat(32);
    const outs = `outs:\n- md5: ${md5}\n  size: 5\n  path: a.csv\n- md5: ${md5}.dir\n  path: raw\n- path: none\n- md5: ${md5}\n  path: /etc/passwd\n`;
    const held = [
      { path: 'a.csv', md5, sha256: null, size: 5, isDirectory: false, isText: true },
      { path: 'raw', md5, sha256: null, size: null, isDirectory: true, isText: true },
    ];
    assert.deepEqual(dvcOutputsOf(outs), held);
    assert.deepEqual(
      dvcOutputsOf(`schema: '2.0'\nstages:\n  train:\n    cmd: x\n    ${outs.replaceAll('\n', '\n    ')}`),
      held,
    );
    for (const text of ['', '- outs', 'outs: 3', '{', 'a: &a [*a]', '['.repeat(50_000)])
      assert.deepEqual(dvcOutputsOf(text), []);
    const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'e'.repeat(64)}\nsize 7\n`;
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    assert.deepEqual(lfsPointerOf(bytes(lfs)), { sha256: 'e'.repeat(64), md5: null, size: 7 });
    assert.equal(lfsPointerOf(bytes(lfs.replace('oid', 'id'))), null);
    assert.equal(lfsPointerOf(bytes(lfs + 'x'.repeat(1024))), null);
  });
});
