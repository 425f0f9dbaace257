import assert from 'node:assert/strict';
import { buildBom } from '../../../src/bom/cyclonedx/build';
import { hasErrors, validateBom, validateText } from '../../../src/bom/cyclonedx/validate';
import { commit, inventory, model, options, torch } from './inventories';
import { BROKEN, component, type Loose } from './broken-documents';

const sound = (): Loose => JSON.parse(JSON.stringify(buildBom(inventory, options))) as Loose;

describe('bom/cyclonedx/validate', () => {
  for (const [what, check, pointer, change] of BROKEN) {
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
