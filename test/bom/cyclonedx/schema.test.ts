import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { conforms } from '../../../src/bom/cyclonedx/conformance';
import { formats } from '../../../src/bom/cyclonedx/formats';
import { findSchemaErrors, type SchemaError } from '../../../src/bom/cyclonedx/json-schema';
import { ALL_VERSIONS } from '../../../src/bom/cyclonedx/all-schemas';
import { validateBom } from '../../../src/bom/cyclonedx/validate';
import { inventory, options } from './inventories';
import { DocumentMaker } from './document-maker';

interface CompileSchemas {
  readonly versions: readonly string[];
  compile(): Readonly<Record<string, string>>;
  officialSchemas(version: string): { $id: string }[];
}

const root = join(__dirname, '..', '..', '..');

describe('bom/cyclonedx/schema', () => {
  let scripts: CompileSchemas;
  before(async () => {
    scripts = (await import(pathToFileURL(join(root, 'scripts', 'compile-schemas.mjs')).href)) as CompileSchemas;
  });

  it('is reduced from the official schema: the checked-in modules are what the script writes', () => {
    for (const [name, text] of Object.entries(scripts.compile()))
      assert.equal(
        readFileSync(join(root, 'src', 'bom', 'cyclonedx', name), 'utf8') === text,
        true,
        `${name}: run node scripts/compile-schemas.mjs`,
      );
    assert.deepEqual([...ALL_VERSIONS.keys()], scripts.versions);
  });

  it('needs no eval and no other module', () => {
    for (const name of [...Object.keys(scripts.compile()), 'json-schema.ts'])
      assert.doesNotMatch(
        readFileSync(join(root, 'src', 'bom', 'cyclonedx', name), 'utf8'),
        /\beval\(|new Function|\brequire\(/u,
      );
  });

  it('uses no keyword, type or format that is not followed', () => {
    const followed = new Set(
      [
        '$ref type const enum not anyOf oneOf allOf if then maximum minimum maxLength minLength pattern format',
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
          for (const each of [value].flat()) assert.ok(typeof each === 'string' || each === false);
        seen++;
        visit(value, !isMap && (key === 'properties' || key === 'definitions'));
      }
    };
    for (const schemas of ALL_VERSIONS.values()) for (const schema of Object.values(schemas)) visit(schema, false);
    assert.ok(seen > 5000, 'the schemas were looked through');
  });

  for (const [version, schemas] of ALL_VERSIONS)
    describe(`of ${version}`, () => {
      let official: (document: unknown) => boolean;
      /** What ajv finds in the schema as it is shipped. */
      let errorsOfAjv: (document: unknown) => readonly SchemaError[];
      before(() => {
        const ajv = new Ajv({ strict: false, logger: false });
        addFormats(ajv);
        ajv.addFormat('iri-reference', (text: string) => !/[\p{Cc} <>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/u.test(text));
        ajv.addFormat('idn-email', (text: string) => /^[^\s@]{1,64}@[^\s@.][^\s@]{0,254}$/u.test(text));
        const [bom, ...others] = scripts.officialSchemas(version);
        for (const schema of others)
          ajv.addSchema(schema, schema.$id.replace(/(?:\.SNAPSHOT)?\.schema\.json$/u, '.SNAPSHOT.schema.json'));
        official = ajv.compile(bom as object);

        const telling = new Ajv({ strict: false, logger: false, allErrors: true, inlineRefs: false });
        for (const [name, holds] of Object.entries(formats)) telling.addFormat(name, holds);
        const [whole, ...parts] = Object.entries(schemas);
        for (const [name, schema] of parts) telling.addSchema(schema, name);
        const validate = telling.compile(whole![1]);
        errorsOfAjv = (document) => {
          if (validate(document)) return [];
          const errors = structuredClone(validate.errors) as unknown as readonly SchemaError[];
          return errors.map((error) => ({ ...error, schemaPath: decodeURIComponent(error.schemaPath) }));
        };
      });

      const here = (document: unknown): boolean => findSchemaErrors(schemas, document).length === 0;

      it('agrees with the official schema on good documents', () => {
        const bom: unknown = JSON.parse(JSON.stringify(written(version)));
        assert.equal(official(bom), true);
        assert.equal(here(bom), true);
      });

      it('agrees with the official schema on documents that are changed anywhere', () => {
        const text = JSON.stringify(written(version));
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
              for (const [seed, depth, replacement, how] of changes)
                change(document, seed, depth, structuredClone(replacement), how);
              const expected = official(document);
              good += expected ? 1 : 0;
              assert.equal(here(document), expected);
              assert.deepEqual(findSchemaErrors(schemas, document), errorsOfAjv(document));
              assert.equal(conforms(schemas, document), findSchemaErrors(schemas, document).length === 0);
            },
          ),
          { numRuns: version === '1.6' || version === '1.7' ? 700 : 150 },
        );
        assert.ok(good > 2, 'some of the documents are still good');
      }).timeout(60_000);

      it('tells what ajv tells of documents that the schema itself makes up, with something wrong here and there', () => {
        let [told, sound] = [0, 0];
        fc.assert(
          fc.property(fc.infiniteStream(fc.nat(999_999).map((number) => number / 1e6)), (stream) => {
            const random = (): number => stream.next().value as number;
            const document: unknown = JSON.parse(
              JSON.stringify(new DocumentMaker(schemas, random).document()) ?? 'null',
            );
            const found = findSchemaErrors(schemas, document);
            assert.equal(conforms(schemas, document), found.length === 0);
            told += found.length;
            sound += found.length === 0 ? 1 : 0;
            assert.deepEqual(found, errorsOfAjv(document));
          }),
          { numRuns: version === '1.6' || version === '1.7' ? 700 : 150 },
        );
        assert.ok(told > 40 && sound > 20, `${told} errors, ${sound} sound documents`);
      }).timeout(60_000);
    });

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
    assert.ok(performance.now() - start < 30_000);
  }).timeout(60_000);
});

/** A document of the version: as it is written, or the little that older versions have in common with it. */
function written(version: string): object {
  const bom = buildBom(inventory, { ...options, timestamp: '2026-01-02T03:04:05Z' });
  if (version === '1.6' || version === '1.7') return { ...bom, specVersion: version };
  const metadata = { timestamp: bom.metadata.timestamp, component: { ...bom.metadata.component, version: '1' } };
  const components = bom.components.map(({ name, purl, hashes, externalReferences, ...component }) => ({
    type: 'library',
    'bom-ref': component['bom-ref'],
    name,
    version: '1',
    ...(purl && { purl }),
    ...(hashes && { hashes }),
    ...(externalReferences && {
      externalReferences: externalReferences.map(({ url }) => ({ type: 'distribution', url })),
    }),
  }));
  return {
    bomFormat: 'CycloneDX',
    specVersion: version,
    serialNumber: bom.serialNumber,
    version: 1,
    metadata,
    components,
    dependencies: bom.dependencies,
  };
}

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
