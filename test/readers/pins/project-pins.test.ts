import assert from 'node:assert/strict';
import { pinsIn } from '../../../src/readers/pins/project-pins';

const C = '3f2a9c1d4e5b60718293a4b5c6d7e8f901234567';
const D = 'd'.repeat(64);

describe('what a file pins', () => {
  const models = (text: string, path: string): readonly string[] =>
    pinsIn(text, path).models.map(({ type, id, commit }) => `${type} ${id} ${commit === C}`);

  it('is a repository at a commit, in calls, settings, commands and addresses', () => {
    for (const text of [
      `f("o/n", revision="${C}")`,
      `f(x, model_id='o/n', revision='${C}',)`,
      `ID = "o/n"\nf(\n    ID,  # it (is)\n    g(1, "x"),\n    revision="${C}"\n)`,
      `M = {"id": "o/n", "revision": "${C}"}`,
    ])
      assert.deepEqual(models(text, 'a.py'), ['model o/n true'], text);
    assert.deepEqual(models(`load_dataset("o/n", revision="${C}")`, 'a.py'), ['dataset o/n true']);
    assert.deepEqual(models(`model: o/n\nrevision: ${C}\n`, 'a.yaml'), ['model o/n true']);
    assert.deepEqual(models(`hf download o/n \\\n  --revision ${C}\n`, 'a.sh'), ['model o/n true']);
    assert.deepEqual(models(`https://huggingface.co/datasets/o/n/resolve/${C}/x`, 'a.md'), ['dataset o/n true']);
  });

  it('is not what another call says, nor a comment, nor a name of two values', () => {
    for (const text of [
      `f("o/n")\ng("x", revision="${C}")`,
      `# f("o/n", revision="${C}")`,
      `f("o/n", g(revision="${C}"))`,
      `ID = "o/n"\nID = "o/m"\nf(ID, revision="${C}")`,
      `f("o/n", revision="main")  # ${C}`,
      `f("o/n", revision="${C}"`,
    ])
      assert.deepEqual(models(text, 'a.py'), [], text);
  });

  it('is an image at a digest, and the checksum of a file', () => {
    assert.deepEqual(pinsIn(`FROM r.example:5000/o/n:1.2@sha256:${D} AS x`, 'Dockerfile').images, [
      { name: 'r.example:5000/o/n', tag: '1.2', digest: `sha256:${D}`, path: 'Dockerfile' },
    ]);
    const digests = (text: string, path: string): readonly string[] =>
      pinsIn(text, path).digests.map(({ name, value }) => `${name} ${value === D}`);
    assert.deepEqual(digests(`${D}  models/a.pt\n`, 'SHA256SUMS'), ['a.pt true']);
    assert.deepEqual(digests(`SHA256 (a.pt) = ${D}\r\n`, 'sums.txt'), ['a.pt true']);
    assert.deepEqual(digests(`${D}\n`, 'models/a.pt.sha256'), ['a.pt true']);
    assert.deepEqual(digests(`A_URL = "https://e.org/a.pt"\nA_SHA256 = "${D}"\n`, 'a.py'), ['https://e.org/a.pt true']);
    assert.deepEqual(digests(`url: https://e.org/a.pt\nsha256: ${D}\n`, 'a.yaml'), ['https://e.org/a.pt true']);
  });

  it('is read in time that grows with the text', () => {
    const begun = performance.now();
    for (const text of ['"', '("', 'url: ', 'name: o/n\n', '# x\n', "'''", `${C} `])
      pinsIn(text.repeat(200_000 / text.length) + C, 'a.py');
    assert.ok(performance.now() - begun < 30_000);
  });
});
