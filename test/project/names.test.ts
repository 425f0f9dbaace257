import assert from 'node:assert/strict';
import { AS_OF, FOREMOST, OTHERS } from '../../src/project/names/most-downloaded.generated';
import { decodedNames, knownNames } from '../../src/project/names/index';
import { isOneEdit, skeletonOf } from '../../src/project/names/resemblance';
import { distributionOf, MISUSED, misusedName } from '../../src/analysis/names/import-names';
import { normalizeName } from '../../src/readers/requirements/requirements';

describe('names of packages', () => {
  it('are the 15,000 that the list was made of, sorted and without repeats', () => {
    assert.match(AS_OF, /^20\d\d-\d\d-\d\d$/);
    const [foremost, others] = [decodedNames(FOREMOST), decodedNames(OTHERS)];
    assert.deepEqual([foremost.length, others.length], [2_000, 13_000]);
    assert.equal(new Set([...foremost, ...others]).size, 15_000);
    for (const names of [foremost, others]) {
      assert.deepEqual(names, [...names].sort());
      assert.deepEqual(
        names.filter((name) => normalizeName(name) !== name),
        [],
      );
    }
    for (const name of ['numpy', 'torch', 'transformers']) assert.equal(knownNames().rankOf(name), 'foremost', name);
    for (const name of ['segment-anything', 'sklearn']) assert.equal(knownNames().rankOf(name), 'listed', name);
  });

  it('tell one edit from none and from two', () => {
    const edits: readonly (readonly [string, string, boolean])[] = [
      ['tokenziers', 'tokenizers', true], // two that changed places
      ['pandass', 'pandas', true],
      ['panda', 'pandas', true],
      ['pamdas', 'pandas', true],
      ['pandas', 'pandas', false],
      ['pnadsa', 'pandas', false],
      ['httpx2', 'httpx', false], // another version
      ['psycopg3', 'psycopg2', false],
      ['', 'a', true],
      ['ab', 'ba', true],
      ['abcd', 'badc', false],
    ];
    for (const [a, b, expected] of edits) {
      assert.equal(isOneEdit(a, b), expected, `${a} ${b}`);
      assert.equal(isOneEdit(b, a), expected, `${b} ${a}`);
    }
    assert.equal(skeletonOf('sc1kit_leam'), skeletonOf('scikit-learn'));
  });

  it('resemble only foremost names, and a listed one is asked for by itself', () => {
    const { resembledBy } = knownNames();
    assert.deepEqual(['tokenziers', 'scikitlearn', 'tensorfl0w', 'qtorch', 'nump', 'acme-tools'].map(resembledBy), [
      'tokenizers',
      'scikit-learn',
      'tensorflow',
      null,
      null,
      null,
    ]);
  });

  it('of modules lead to distributions that are widely used', () => {
    const { rankOf } = knownNames();
    for (const module of [
      'cv2',
      'PIL',
      'sklearn',
      'yaml',
      'bs4',
      'dateutil',
      'jwt',
      'huggingface_hub',
      'torch',
      'absl',
    ])
      assert.notEqual(rankOf(distributionOf(module)!), null, module);
    const meant = Object.values(MISUSED).flatMap((names) => Object.values(names).filter((name) => name !== null));
    assert.ok(meant.length > 40);
    assert.deepEqual(
      meant.filter((name) => rankOf(name) === null),
      [],
      'a name that is meant is no known one',
    );
    assert.equal(distributionOf('apex'), null);
    for (const name of ['bs4', 'imblearn', 'jwt', 'whisper', 'torch']) assert.equal(misusedName(name), null, name);
  });
});
