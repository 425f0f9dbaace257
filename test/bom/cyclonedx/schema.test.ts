import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { validate } from '../../../src/bom/cyclonedx/schema-1.6.generated.js';
import { findDuplicateItems } from '../../../src/bom/cyclonedx/unique';
import { inventory, options } from './inventories';

interface CompileSchemas {
  readonly LARGE_ARRAYS: readonly string[];
  compile(version: string): Promise<string>;
  officialSchemas(version: string): { $id: string }[];
}

const root = join(__dirname, '..', '..', '..');

describe('bom/cyclonedx/schema', () => {
  let scripts: CompileSchemas;
  let official: (document: unknown) => boolean;
  before(async () => {
    scripts = (await import(pathToFileURL(join(root, 'scripts', 'compile-schemas.mjs')).href)) as CompileSchemas;
    const ajv = new Ajv({ strict: false, logger: false });
    addFormats(ajv);
    ajv.addFormat('iri-reference', (text: string) => !/[\p{Cc} <>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/u.test(text));
    ajv.addFormat('idn-email', (text: string) => /^[^\s@]{1,64}@[^\s@.][^\s@]{0,254}$/u.test(text));
    const [bom, ...others] = scripts.officialSchemas('1.6');
    for (const schema of others) ajv.addSchema(schema, schema.$id.replace(/\.schema\.json$/u, '.SNAPSHOT.schema.json'));
    official = ajv.compile(bom as object);
  });

  it('is compiled from the official schema: the checked-in module is what the script writes', async () => {
    assert.equal(
      (await scripts.compile('1.6')) ===
        readFileSync(join(root, 'src', 'bom', 'cyclonedx', 'schema-1.6.generated.js'), 'utf8'),
      true,
      'run: node scripts/compile-schemas.mjs',
    );
  }).timeout(30_000);

  it('needs no eval and no other module', () => {
    const text = readFileSync(join(root, 'src', 'bom', 'cyclonedx', 'schema-1.6.generated.js'), 'utf8');
    assert.doesNotMatch(text, /\beval\(|new Function|(?<!\.code=')\brequire\(|\bimport\b/u);
  });

  const here = (document: unknown): boolean => validate(document) && findDuplicateItems(document).length === 0;

  it('agrees with the official schema on good documents', () => {
    const bom: unknown = JSON.parse(
      JSON.stringify(buildBom(inventory, { ...options, timestamp: '2026-01-02T03:04:05Z' })),
    );
    assert.equal(official(bom), true);
    assert.equal(here(bom), true);
  });

  it('agrees with the official schema on documents that are changed anywhere', () => {
    const text = JSON.stringify(buildBom(inventory, { ...options, timestamp: '2026-01-02T03:04:05Z' }));
    const value = fc.constantFrom<unknown>(
      null,
      0,
      -1,
      1.5,
      '',
      'x',
      true,
      [],
      {},
      [1, 1],
      [{}, {}],
      ['a', 'a'],
      'http://h/ x',
      '2026-13-01T00:00:00Z',
      'required',
      { type: 'library', name: 'x' },
      [
        { type: 'library', name: 'x' },
        { name: 'x', type: 'library' },
      ],
    );
    let good = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(9), value, fc.constantFrom('replace', 'delete', 'add')), {
          minLength: 1,
          maxLength: 2,
        }),
        (changes) => {
          const document = JSON.parse(text) as object;
          for (const [seed, depth, replacement, how] of changes) change(document, seed, depth, replacement, how);
          const expected = official(document);
          good += expected ? 1 : 0;
          assert.equal(here(document), expected);
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(good > 20, 'some of the documents are still good');
  }).timeout(60_000);

  it('checks duplicates in the arrays that the script leaves out, and no others', () => {
    for (const name of scripts.LARGE_ARRAYS) {
      assert.equal(
        findDuplicateItems({
          [name]: [
            { a: 1, b: 2 },
            { b: 2, a: 1 },
          ],
        }).length,
        1,
        name,
      );
      assert.equal(findDuplicateItems({ [name]: [{ a: 1 }, { a: 2 }] }).length, 0, name);
    }
    assert.equal(findDuplicateItems({ properties: [{ a: 1 }, { a: 1 }] }).length, 0);
    assert.equal(findDuplicateItems({ declarations: { targets: { components: [{ a: 1 }, { a: 1 }] } } }).length, 0);
  });
});

/** Walks `depth` steps down a path that the seed chooses, and changes what is there. */
function change(document: object, seed: number, depth: number, replacement: unknown, how: string): void {
  let node = document as Record<string, unknown>;
  for (let step = 0; ; step++) {
    const keys = Object.keys(node);
    const key = keys[(seed >> step) % (keys.length || 1)] ?? 'x';
    const next = node[key];
    if (step < depth && typeof next === 'object' && next !== null) {
      node = next as Record<string, unknown>;
      continue;
    }
    if (how === 'delete') delete node[key];
    else if (how === 'add' && Array.isArray(node)) node.push(next);
    else if (how === 'add') node['added'] = replacement;
    else node[key] = replacement;
    return;
  }
}
