import assert from 'node:assert/strict';
import { LABELLED, labelsOf } from './labelled/labels';

describe('install lines of Dockerfiles and notebooks', () => {
  for (const place of ['dockerfile', 'notebook'] as const)
    it(`are seen as they are labelled: ${place}`, async () => {
      const wrong: string[] = [];
      for (const [line, ...labels] of LABELLED[place]) {
        const seen = await labelsOf(place, line);
        if (seen.join('\n') !== labels.join('\n'))
          wrong.push(`${line}\n  labelled ${labels.join(' ++ ')}\n  seen ${seen.join(' ++ ')}`);
      }
      assert.deepEqual(wrong, []);
    });

  it('are two hundred at least, each once', () => {
    const lines = [...LABELLED.dockerfile, ...LABELLED.notebook].map(([line]) => line);
    assert.ok(lines.length >= 200, String(lines.length));
    assert.equal(new Set(lines).size, lines.length);
  });
});
