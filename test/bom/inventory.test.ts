import assert from 'node:assert/strict';
import { componentOf, rootOf } from '../../src/bom/inventory';
import { buildInventory } from '../../src/bom/merge';

const seen = (path: string, line: number) => ({ path, cell: null, line, column: 1, symbol: null });
const numpy = componentOf({
  ref: 'pkg:pypi/numpy@1.26.4',
  kind: 'package',
  name: 'numpy',
  version: '1.26.4',
  versionSource: 'pinned',
  purl: 'pkg:pypi/numpy@1.26.4',
  scope: 'optional',
  occurrences: [seen('dev.txt', 2)],
});
const root = rootOf('p');

describe('bom/inventory', () => {
  it('merges what is the same and keeps every place', () => {
    const locked = {
      ...numpy,
      versionSource: 'lock',
      scope: 'required',
      direct: true,
      dependenciesKnown: true,
      occurrences: [seen('uv.lock', 9), seen('dev.txt', 2)],
      requestedAs: ['>=1'],
    } as const;
    const [merged, ...rest] = buildInventory({ root, components: [numpy, locked] }).components;
    assert.deepEqual(rest, []);
    assert.deepEqual(merged?.occurrences, [seen('dev.txt', 2), seen('uv.lock', 9)]);
    assert.equal(merged?.versionSource, 'lock');
    assert.equal(merged?.scope, 'required');
    assert.equal(merged?.direct, true);
    assert.equal(merged?.dependenciesKnown, true);
    assert.deepEqual(merged?.requestedAs, ['>=1']);
  });

  it('keeps versions apart', () => {
    const older = { ...numpy, ref: 'pkg:pypi/numpy@1.24.0', version: '1.24.0' };
    assert.deepEqual(
      buildInventory({ root, components: [numpy, older] }).components.map((component) => component.version),
      ['1.24.0', '1.26.4'],
    );
  });

  it('is resolved when one of the places resolves it', () => {
    const open = { ...numpy, unresolved: 'not-pinned' };
    assert.equal(buildInventory({ root, components: [open, numpy] }).components[0]?.unresolved, null);
    assert.equal(buildInventory({ root, components: [open, open] }).components[0]?.unresolved, 'not-pinned');
  });

  it('joins the digests of one distribution', () => {
    const link = (value: string) =>
      ({
        kind: 'distribution',
        url: 'https://pypi.org/simple/numpy/',
        comment: null,
        hashes: [{ algorithm: 'sha256', value }],
      }) as const;
    const [merged] = buildInventory({
      root,
      components: [
        { ...numpy, links: [link('b')] },
        { ...numpy, links: [link('a'), link('b')] },
      ],
    }).components;
    assert.deepEqual(merged?.links, [
      {
        ...link('a'),
        hashes: [
          { algorithm: 'sha256', value: 'a' },
          { algorithm: 'sha256', value: 'b' },
        ],
      },
    ]);
  });

  it('drops relations to nothing and to oneself, and repetitions', () => {
    const relation = (from: string, to: string) => ({ from, kind: 'depends-on', to }) as const;
    const { relations } = buildInventory({
      root,
      components: [numpy],
      relations: [
        relation(root.ref, numpy.ref),
        relation(root.ref, numpy.ref),
        relation(numpy.ref, numpy.ref),
        relation(root.ref, 'gone'),
      ],
    });
    assert.deepEqual(relations, [relation(root.ref, numpy.ref)]);
  });

  it('does not list the project as its own component', () => {
    assert.deepEqual(
      buildInventory({ root, components: [componentOf({ ref: root.ref, kind: 'package', name: 'p' })] }).components,
      [],
    );
  });
});
