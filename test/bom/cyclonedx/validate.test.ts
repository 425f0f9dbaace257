import assert from 'node:assert/strict';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { hasErrors, validateBom, validateText } from '../../../src/bom/cyclonedx/validate';
import { commit, dataset, inventory, model, options, torch } from './inventories';

/** A document of any shape: tests break it on purpose. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is broken has no type
type Loose = Record<string, any>;

const sound = (): Loose => JSON.parse(JSON.stringify(buildBom(inventory, options))) as Loose;
const component = (bom: Loose, ref: string): Loose =>
  bom.components.find((one: Loose) => one['bom-ref'] === ref) as Loose;

describe('bom/cyclonedx/validate', () => {
  const negative: readonly (readonly [string, string, string | RegExp, (bom: Loose) => void])[] = [
    [
      'a format that is not CycloneDX',
      'schema',
      '/bomFormat',
      (bom) => {
        bom.bomFormat = 'SPDX';
      },
    ],
    [
      'no format',
      'schema',
      '',
      (bom) => {
        delete bom.bomFormat;
      },
    ],
    [
      'another version of the specification',
      'schema',
      '/specVersion',
      (bom) => {
        bom.specVersion = '1.4';
      },
    ],
    [
      'a serial number that is no UUID',
      'schema',
      '/serialNumber',
      (bom) => {
        bom.serialNumber = 'urn:uuid:1';
      },
    ],
    [
      'a version that is no number',
      'schema',
      '/version',
      (bom) => {
        bom.version = '1';
      },
    ],
    [
      'a time that is none',
      'schema',
      '/metadata/timestamp',
      (bom) => {
        bom.metadata.timestamp = '2026-02-30T00:00:00Z';
      },
    ],
    [
      'a property the specification does not have',
      'schema',
      '',
      (bom) => {
        bom.extra = 1;
      },
    ],
    [
      'a component without a name',
      'schema',
      '/components/0',
      (bom) => {
        delete bom.components[0].name;
      },
    ],
    [
      'a type the specification does not have',
      'schema',
      '/components/0/type',
      (bom) => {
        bom.components[0].type = 'model';
      },
    ],
    [
      'a URL with a space',
      'schema',
      /externalReferences\/0\/url$/u,
      (bom) => {
        component(bom, torch.ref).externalReferences[0].url = 'https://h/a b';
      },
    ],
    [
      'a digest that is none',
      'schema',
      /hashes\/0\/content$/u,
      (bom) => {
        component(bom, torch.ref).externalReferences[0].hashes[0].content = 'zz';
      },
    ],
    [
      'a licence id that SPDX does not have',
      'schema',
      /license\/id$/u,
      (bom) => {
        bom.components[0].licenses = [{ license: { id: 'Apache 2' } }];
      },
    ],
    [
      'a kind of learning that does not exist',
      'schema',
      /approach\/type$/u,
      (bom) => {
        component(bom, model.ref).modelCard.modelParameters.approach = { type: 'fine-tuned' };
      },
    ],
    [
      'ethics as free text, as published tools write it',
      'schema',
      /ethicalConsiderations\/0$/u,
      (bom) => {
        component(bom, model.ref).modelCard.considerations = { ethicalConsiderations: [{ description: 'x' }] };
      },
    ],
    [
      'the same component twice',
      'schema',
      /^\/components\/\d+$/u,
      (bom) => {
        bom.components.push(bom.components[0]);
      },
    ],
    [
      'a dependency on nothing',
      'dangling-reference',
      '/dependencies/0/dependsOn/0',
      (bom) => {
        bom.dependencies[0].dependsOn[0] = 'pkg:generic/gone';
      },
    ],
    [
      'dependencies of nothing',
      'dangling-reference',
      '/dependencies/0/ref',
      (bom) => {
        bom.dependencies[0].ref = 'pkg:generic/gone';
      },
    ],
    [
      'a data set that is not there',
      'dangling-reference',
      /datasets\/0\/ref$/u,
      (bom) => {
        component(bom, model.ref).modelCard.modelParameters.datasets[0].ref = 'gone';
      },
    ],
    [
      'a composition of what is not there',
      'dangling-reference',
      '/compositions/0/assemblies/0',
      (bom) => {
        bom.compositions[0].assemblies[0] = 'gone';
      },
    ],
    [
      'a composition of dependencies of what is not there',
      'dangling-reference',
      '/compositions/0/dependencies/0',
      (bom) => {
        bom.compositions[0].dependencies[0] = 'gone';
      },
    ],
    [
      'a reference that is taken twice',
      'duplicate-reference',
      '/components/1/bom-ref',
      (bom) => {
        bom.components[1]['bom-ref'] = bom.components[0]['bom-ref'];
      },
    ],
    [
      'dependencies that are listed twice',
      'duplicate-dependency',
      '/dependencies/1/ref',
      (bom) => {
        bom.dependencies[1].ref = bom.dependencies[0].ref;
      },
    ],
    [
      'a component that depends on itself',
      'self-dependency',
      '/dependencies/0/dependsOn',
      (bom) => {
        bom.dependencies[0].dependsOn.push(bom.dependencies[0].ref);
      },
    ],
    [
      'a SHA-256 of 40 digits',
      'hash-length',
      /content$/u,
      (bom) => {
        component(bom, torch.ref).externalReferences[0].hashes[0].content = commit;
      },
    ],
    [
      'a model card on a library',
      'model-card',
      /modelCard$/u,
      (bom) => {
        component(bom, torch.ref).modelCard = {};
      },
    ],
    [
      'data on a model',
      'data',
      /data$/u,
      (bom) => {
        component(bom, model.ref).data = component(bom, dataset.ref).data;
      },
    ],
    [
      'a PURL that is none',
      'purl',
      /purl$/u,
      (bom) => {
        bom.components[0].purl = 'pypi/torch';
      },
    ],
    [
      'a PURL of another name',
      'purl',
      /purl$/u,
      (bom) => {
        component(bom, torch.ref).purl = 'pkg:pypi/numpy@2.1.0';
      },
    ],
    [
      'a PURL of another version',
      'purl',
      /purl$/u,
      (bom) => {
        component(bom, torch.ref).purl = 'pkg:pypi/torch@2.1.1';
      },
    ],
    [
      'a PURL of another publisher',
      'purl',
      /purl$/u,
      (bom) => {
        component(bom, model.ref).purl = `pkg:huggingface/acme/bert-base-uncased@${commit}`;
      },
    ],
    [
      'a PURL of a model without a publisher',
      'purl',
      /purl$/u,
      (bom) => {
        component(bom, model.ref).purl = `pkg:huggingface/bert-base-uncased@${commit}`;
      },
    ],
    [
      'a PURL with a version where the component has none',
      'purl',
      /purl$/u,
      (bom) => {
        delete component(bom, torch.ref).version;
      },
    ],
    [
      'an absolute place',
      'location',
      /location$/u,
      (bom) => {
        bom.components[0].evidence.occurrences[0].location = '/home/me/train.py';
      },
    ],
    [
      'a place on a drive',
      'location',
      /location$/u,
      (bom) => {
        bom.components[0].evidence.occurrences[0].location = 'C:\\train.py';
      },
    ],
    [
      'a place that is a URL',
      'location',
      /location$/u,
      (bom) => {
        bom.components[0].evidence.occurrences[0].location = 'file:///train.py';
      },
    ],
    [
      'a place outside',
      'location',
      /location$/u,
      (bom) => {
        bom.components[0].evidence.occurrences[0].location = 'a/../../train.py';
      },
    ],
    [
      'a URL with a password',
      'credentials',
      /url$/u,
      (bom) => {
        component(bom, torch.ref).externalReferences[0].url = `https://u:${'p'.repeat(8)}@h/`;
      },
    ],
    [
      'a password inside text',
      'credentials',
      /value$/u,
      (bom) => {
        bom.components[0].properties[0].value = `from https://u:${'p'.repeat(8)}@h/ as is`;
      },
    ],
    [
      'a key inside a value',
      'credentials',
      /value$/u,
      (bom) => {
        bom.components[0].properties[0].value = ['hf', 'A1b2'.repeat(9)].join('_');
      },
    ],
  ];
  for (const [what, check, pointer, change] of negative) {
    it(`refuses ${what}`, () => {
      const bom = sound();
      change(bom);
      const problems = validateBom(bom).filter((problem) => problem.check === check && problem.severity === 'error');
      const found = problems.map((problem) => problem.pointer);
      assert.ok(
        found.some((at) => (typeof pointer === 'string' ? at === pointer : pointer.test(at))),
        `${check} at ${String(pointer)}; found ${JSON.stringify(validateBom(bom))}`,
      );
    });
  }

  it('finds nothing wrong with a sound document', () => {
    assert.deepEqual(validateBom(sound()), []);
  });

  it('warns of a shortened commit in a PURL', () => {
    const bom = sound();
    const found = component(bom, model.ref);
    found.version = commit.slice(0, 8);
    found.purl = `pkg:huggingface/google-bert/bert-base-uncased@${commit.slice(0, 8)}`;
    assert.deepEqual(
      validateBom(bom).map((problem) => [problem.severity, problem.check]),
      [['warning', 'purl']],
    );
    assert.equal(hasErrors(validateBom(bom)), false);
  });

  it('accepts links to other documents and PURLs in other spellings', () => {
    const bom = sound();
    bom.dependencies[0].dependsOn.push('urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#x');
    component(bom, torch.ref).purl = 'pkg:PyPI/Torch@2.1.0';
    assert.deepEqual(validateBom(bom), []);
  });

  it('says what is not known, in words', () => {
    const bom = sound();
    bom.components[0].colour = 'red';
    assert.deepEqual(
      validateBom(bom).map((problem) => problem.message),
      ['The specification has no property "colour" here.'],
    );
  });

  it('does not repeat a value that may be a secret', () => {
    const bom = sound();
    const secret = ['hf', 'A1b2'.repeat(9)].join('_');
    bom.components[0].properties[0].value = secret;
    bom.components[0].purl = `https://u:${secret}@h/`;
    assert.doesNotMatch(JSON.stringify(validateBom(bom)), new RegExp(secret, 'u'));
  });

  it('judges text, and never throws', () => {
    assert.deepEqual(validateText(JSON.stringify(sound())), []);
    assert.deepEqual(validateText(`\ufeff${JSON.stringify(sound())}`), []);
    for (const text of [
      '',
      ' \n',
      'no',
      '{',
      '[]',
      'null',
      '1',
      '"x"',
      '{}',
      '[{}]',
      '{"specVersion":{}}',
      '{"components":{"a":[[]]}}',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","dependencies":3,"compositions":[null],"components":[null,1]}',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      `${'{"components":['.repeat(1000)}${']}'.repeat(1000)}`,
    ])
      assert.equal(hasErrors(validateText(text)), true, text.slice(0, 80));
  });

  it('tells a bounded number of problems', () => {
    const bom = sound();
    bom.components = Array.from({ length: 5000 }, (_unused, index) => ({ type: 'library', name: index }));
    const problems = validateBom(bom);
    assert.ok(problems.length <= 201);
    assert.equal(problems.at(-1)?.check, 'limit');
  });
});
