import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isShowable } from '../../../src/analysis/secrets/redaction';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { validateBom } from '../../../src/bom/cyclonedx/validate';
import { writeBom } from '../../../src/bom/cyclonedx/write';
import { componentOf, rootOf } from '../../../src/bom/inventory';
import { buildInventory } from '../../../src/bom/merge';
import { parsePurl, formatPurl, isPlainPurl } from '../../../src/bom/purl';
import { writeDocument } from '../../../src/bom/written';
import { inventory, options } from './inventories';

describe('bom/cyclonedx/write', () => {
  it('writes in parts what is written as a whole, whatever stands in it, and judges it alike', async () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('torch', '\udc80.py', '"', 'pkg:pypi/torch@2', ['hf', 'A1b2'.repeat(9)].join('_')),
    );
    let wrong = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 420 }), text, async (names, path) => {
        const made = buildInventory({
          root: rootOf('own'),
          components: names.map(([name, version], index) =>
            componentOf({
              ref: `c${index}`,
              kind: index % 7 === 0 ? 'dataset' : 'package',
              name: name || 'x',
              version: version || null,
              purl: index % 3 === 0 ? 'pkg:pypi/torch@2' : null,
              occurrences: [{ path, cell: null, line: index, column: null, symbol: null }],
            }),
          ),
        });
        const { text: written, document } = writeDocument(buildBom(made, options));
        const problems = validateBom(document);
        wrong += problems.length === 0 ? 0 : 1;
        const { bytes, ...judged } = await writeBom(made, options);
        assert.deepEqual({ text: new TextDecoder().decode(bytes), ...judged }, { text: written, problems });
      }),
      { numRuns: 40 },
    );
    assert.ok(wrong > 2, 'something is wrong with some of them');
    const { bytes, problems } = await writeBom(inventory, options);
    assert.deepEqual(
      [new TextDecoder().decode(bytes), problems],
      [writeDocument(buildBom(inventory, options)).text, []],
    );
  });

  it('writes plain packages by one of their kind as it would write each', async () => {
    const word = fc.constantFrom('torch', 'a.b-c', 'x'.repeat(80), 'Torch', 'a"b', ['hf', 'A1b2'.repeat(9)].join('_'));
    const version = fc.constantFrom('1', '2.0.1rc1', '1+cu121', '1'.repeat(40), ['hf', 'A1b2'.repeat(9)].join('_'));
    const path = fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('requirements.txt', '\udc80.txt', 'name-of-sample') },
      fc.constant('/etc/a'),
    );
    const asked = fc.constantFrom('==1', '==2.0.1rc1', '>=1', '0.1sample', '[x]==1');
    let right = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            word,
            version,
            path,
            asked,
            fc.boolean(),
            fc.oneof({ weight: 20, arbitrary: fc.nat(5) }, fc.constant(-1)),
          ),
          {
            maxLength: 30,
          },
        ),
        async (packages) => {
          const made = buildInventory({
            root: rootOf('own'),
            components: packages.map(([name, version, at, text, direct, line]) => {
              const purl = formatPurl({ type: 'pypi', name, version });
              return componentOf({
                ref: purl ?? name,
                kind: 'package',
                name,
                version,
                purl,
                direct,
                scope: direct ? 'required' : null,
                versionSource: 'pinned',
                requestedAs: [text],
                occurrences: [{ path: at, cell: null, line, column: 1, symbol: null }],
              });
            }),
          });
          const { text, document } = writeDocument(buildBom(made, options));
          const problems = validateBom(document);
          right += problems.length === 0 && made.components.length > 0 ? 1 : 0;
          const { bytes, ...judged } = await writeBom(made, options);
          assert.deepEqual({ text: new TextDecoder().decode(bytes), ...judged }, { text, problems });
        },
      ),
      { numRuns: 300 },
    );
    assert.ok(right > 20, `${right} of the documents are right`);
  });

  it('passes over what is too short for a key, which the judge of keys does, too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 15 }), (text) => {
        fc.pre(!text.includes('://'));
        assert.ok(isShowable(text, 'identifier'));
      }),
    );
  });

  it('knows a package URL that needs no reading', () => {
    let plain = 0;
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9][a-z0-9._~-]{0,3}$/),
        fc.stringMatching(/^[a-z0-9._+!]{1,3}$/),
        (name, version) => {
          const text = `pkg:pypi/${name}@${version}`;
          if (!isPlainPurl(text, name, version)) return;
          plain++;
          assert.deepEqual(
            { ...parsePurl(text), qualifiers: {} },
            { type: 'pypi', namespace: null, name, version, qualifiers: {}, subpath: null },
          );
          assert.equal(formatPurl({ type: 'pypi', name, version }), text);
        },
      ),
      { numRuns: 1000 },
    );
    assert.ok(plain > 50);
  });
});
