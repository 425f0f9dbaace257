import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { formats } from '../../../src/bom/cyclonedx/formats';
import { findSchemaErrors, type SchemaError } from '../../../src/bom/cyclonedx/json-schema';
import { schemas } from '../../../src/bom/cyclonedx/schema-1.6.generated.js';
import { findDuplicateItems } from '../../../src/bom/cyclonedx/unique';
import { validateBom } from '../../../src/bom/cyclonedx/validate';
import { inventory, options } from './inventories';
import { DocumentMaker } from './document-maker';

interface CompileSchemas {
  readonly LARGE_ARRAYS: readonly string[];
  compile(version: string): string;
  officialSchemas(version: string): { $id: string }[];
  reducedSchemas(version: string): Record<string, object>;
}

const root = join(__dirname, '..', '..', '..');

describe('bom/cyclonedx/schema', () => {
  let scripts: CompileSchemas;
  let official: (document: unknown) => boolean;
  /** What ajv finds in the schema as it is shipped. */
  let errorsOfAjv: (document: unknown) => readonly SchemaError[];
  before(async () => {
    scripts = (await import(pathToFileURL(join(root, 'scripts', 'compile-schemas.mjs')).href)) as CompileSchemas;
    const ajv = new Ajv({ strict: false, logger: false });
    addFormats(ajv);
    ajv.addFormat('iri-reference', (text: string) => !/[\p{Cc} <>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/u.test(text));
    ajv.addFormat('idn-email', (text: string) => /^[^\s@]{1,64}@[^\s@.][^\s@]{0,254}$/u.test(text));
    const [bom, ...others] = scripts.officialSchemas('1.6');
    for (const schema of others) ajv.addSchema(schema, schema.$id.replace(/\.schema\.json$/u, '.SNAPSHOT.schema.json'));
    official = ajv.compile(bom as object);

    const telling = new Ajv({ strict: false, logger: false, allErrors: true, inlineRefs: false });
    for (const [name, holds] of Object.entries(formats)) telling.addFormat(name, holds);
    const [whole, ...parts] = Object.entries(scripts.reducedSchemas('1.6'));
    for (const [name, schema] of parts) telling.addSchema(schema, name);
    const validate = telling.compile(whole![1]);
    errorsOfAjv = (document) => {
      if (validate(document)) return [];
      const errors = structuredClone(validate.errors) as unknown as readonly SchemaError[];
      return errors.map((error) => ({ ...error, schemaPath: decodeURIComponent(error.schemaPath) }));
    };
  });

  it('is reduced from the official schema: the checked-in module is what the script writes', () => {
    assert.equal(
      scripts.compile('1.6') === readFileSync(join(root, 'src', 'bom', 'cyclonedx', 'schema-1.6.generated.js'), 'utf8'),
      true,
      'run: node scripts/compile-schemas.mjs',
    );
    assert.deepEqual(schemas, scripts.reducedSchemas('1.6'));
  });

  it('needs no eval and no other module', () => {
    for (const name of ['schema-1.6.generated.js', 'json-schema.ts'])
      assert.doesNotMatch(
        readFileSync(join(root, 'src', 'bom', 'cyclonedx', name), 'utf8'),
        /\beval\(|new Function|\brequire\(/u,
      );
  });

  it('uses no keyword, type or format that is not followed', () => {
    const followed = new Set(
      [
        '$ref type const enum anyOf oneOf allOf if then maximum minimum maxLength minLength pattern format',
        'maxItems minItems additionalItems uniqueItems items required additionalProperties properties definitions',
      ].flatMap((line) => line.split(' ')),
    );
    let seen = 0;
    const visit = (node: unknown, isMap: boolean): void => {
      if (typeof node !== 'object' || node === null) return;
      if (Array.isArray(node)) return node.forEach((each) => visit(each, false));
      for (const [key, value] of Object.entries(node)) {
        if (!isMap) assert.ok(followed.has(key), key);
        if (!isMap && key === 'type') assert.ok(typeof value === 'string', 'one type');
        if (!isMap && key === 'format') assert.ok(value in formats, value as string);
        if (!isMap && (key === 'enum' || key === 'const'))
          for (const each of [value].flat()) assert.equal(typeof each, 'string');
        seen++;
        visit(value, !isMap && (key === 'properties' || key === 'definitions'));
      }
    };
    for (const schema of Object.values(schemas)) visit(schema, false);
    assert.ok(seen > 1000, 'the schemas were looked through');
  });

  const here = (document: unknown): boolean =>
    findSchemaErrors(schemas, document).length === 0 && findDuplicateItems(document).length === 0;

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
          assert.deepEqual(findSchemaErrors(schemas, document), errorsOfAjv(document));
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(good > 20, 'some of the documents are still good');
  }).timeout(60_000);

  it('tells what ajv tells of documents that the schema itself makes up, with something wrong here and there', () => {
    let [told, sound] = [0, 0];
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(999_999).map((number) => number / 1e6)), (stream) => {
        const random = (): number => stream.next().value as number;
        const document: unknown = JSON.parse(JSON.stringify(new DocumentMaker(random).document()) ?? 'null');
        const found = findSchemaErrors(schemas, document);
        told += found.length;
        sound += found.length === 0 ? 1 : 0;
        assert.deepEqual(found, errorsOfAjv(document));
      }),
      { numRuns: 1500 },
    );
    assert.ok(told > 1500 && sound > 50, `${told} errors, ${sound} sound documents`);
  }).timeout(60_000);

  it('validates ten thousand components in seconds', () => {
    const bom = buildBom(inventory, { ...options, timestamp: '2026-01-02T03:04:05Z' });
    const components = Array.from({ length: 10_000 }, (_unused, index) => ({
      ...bom.components![0],
      purl: undefined,
      name: `package-${index}`,
      'bom-ref': `ref-${index}`,
      licenses: [{ license: { id: 'MIT' } }],
    }));
    const document: unknown = JSON.parse(JSON.stringify({ ...bom, components, dependencies: [], compositions: [] }));
    const start = performance.now();
    assert.deepEqual(validateBom(document), []);
    assert.ok(performance.now() - start < 10_000);
  }).timeout(30_000);

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
