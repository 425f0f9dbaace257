import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { validateBom, validateText } from '../../../src/bom/cyclonedx/validate';
import { componentOf, rootOf } from '../../../src/bom/inventory';
import { buildInventory } from '../../../src/bom/merge';
import { options, root, torch } from './inventories';
import { writeDocument } from '../../../src/bom/written';

const printed = (document: object): string => writeDocument(document).text;

describe('bom/cyclonedx/build, of what should not be written', () => {
  it('lets no credential of a URL through', () => {
    const secret = ['pass', 'word', '123'].join('');
    const document = printed(
      buildBom(
        buildInventory({
          root: rootOf(`https://u:${secret}@h/x`),
          components: [
            componentOf({
              ref: 'x',
              kind: 'package',
              name: 'x',
              requestedAs: [`x @ git+https://u:${secret}@host/x.git@main`],
              properties: [{ name: 'index', value: `https://${secret}@host/simple` }],
              links: [
                {
                  kind: 'distribution',
                  url: `https://u:${secret}@host/x-1.whl?token=${secret}`,
                  comment: `from https://u:${secret}@host/`,
                  hashes: [],
                },
              ],
            }),
          ],
          incomplete: [{ path: 'requirements.txt', message: `https://u:${secret}@host is not read` }],
        }),
        options,
      ),
    );
    assert.equal(document.includes(secret), false);
    assert.deepEqual(validateText(document), []);
  });

  it('survives hostile names', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        '../../etc/passwd',
        '\ud800',
        '"',
        '\\',
        '\u202e',
        '{{x}}',
        'a'.repeat(2000),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ name, version: fc.option(name), url: name }), { maxLength: 8 }), (list) => {
        const hostile = list.map(({ name: text, version, url }, index) =>
          componentOf({
            ref: `x${index}:${text}`,
            kind: (['package', 'model', 'dataset'] as const)[index % 3] ?? 'package',
            name: text,
            version,
            versionSource: version === null ? null : 'lock',
            links: [{ kind: 'website', url: `https://h/${url}`, comment: text, hashes: [] }],
            occurrences: [{ path: 'a b/ü.txt', cell: null, line: 1, column: 1, symbol: text }],
            requestedAs: [text],
          }),
        );
        const text = printed(
          buildBom(
            buildInventory({
              root: rootOf('p'),
              components: hostile,
              relations: hostile.map((component) => ({ from: 'project:p', kind: 'depends-on', to: component.ref })),
            }),
            options,
          ),
        );
        assert.deepEqual(validateText(text), []);
      }),
      { numRuns: 150 },
    );
  });

  it('handles ten thousand components', () => {
    const many = Array.from({ length: 10_000 }, (_unused, index) => ({
      ...torch,
      ref: `pkg:pypi/p${index}@2.1.0`,
      name: `p${index}`,
      purl: `pkg:pypi/p${index}@2.1.0`,
    }));
    const document = buildBom(
      buildInventory({
        root,
        components: many,
        relations: many.map((component) => ({ from: root.ref, kind: 'depends-on', to: component.ref })),
      }),
      options,
    );
    assert.equal(document.components.length, 10_000);
    assert.equal(document.dependencies[0]?.dependsOn?.length, 10_000);
    assert.deepEqual(validateBom(document), []);
  }).timeout(60_000);
});
