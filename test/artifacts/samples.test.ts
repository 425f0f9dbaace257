import assert from 'node:assert/strict';
import { judgeArtifact, type ArtifactJudgement } from '../../src/analysis/artifacts/verdict';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { memorySource } from '../../src/readers/artifacts/byte-source';
import { SAMPLES, type Expected, type Sample } from './samples';

const judged = async ({ name, bytes }: Sample): Promise<ArtifactJudgement> =>
  judgeArtifact(name, await readArtifact(name, memorySource(bytes)));

const isAs = (verdict: string, expect: Expected): boolean =>
  expect === 'flagged' ? verdict === 'malicious' || verdict === 'suspicious' : verdict === expect;

const HARMLESS: readonly Expected[] = ['safe', 'unknown'];

describe('made model files', () => {
  const found = new Map<Sample, ArtifactJudgement>();
  before(async function () {
    this.timeout(60_000);
    for (const each of SAMPLES) found.set(each, await judged(each));
  });

  it('get the verdicts that were written down before', () => {
    const wrong = [...found].flatMap(([{ name, kind, expect }, { verdict, findings }]) =>
      isAs(verdict, expect) ? [] : [`${kind}: ${name}: ${verdict}, not ${expect}: ${findings[0]?.message ?? ''}`],
    );
    assert.deepEqual(wrong, []);
  });

  it('are never called safe or unknown where they are hostile, nor malicious where they are not', () => {
    const hostile = [...found].filter(([{ expect }]) => !HARMLESS.includes(expect));
    const harmless = [...found].filter(([{ expect }]) => HARMLESS.includes(expect));
    const missed = hostile.filter(([, { verdict }]) => verdict === 'safe' || verdict === 'unknown');
    assert.deepEqual(
      missed.map(([{ name }]) => name),
      [],
    );
    assert.deepEqual(
      harmless.filter(([, { verdict }]) => verdict === 'malicious').map(([{ name }]) => name),
      [],
    );
    const doubted = harmless.filter(([, { verdict }]) => verdict === 'suspicious').length;
    assert.ok(doubted <= 0.03 * harmless.length, `${doubted} of ${harmless.length} harmless ones are suspicious`);
    assert.ok(hostile.length >= 200 && harmless.length >= 60, `${hostile.length} hostile, ${harmless.length} harmless`);
  });

  it('give reasons with a place, in words that fit', () => {
    for (const [{ name, expect }, { findings }] of found) {
      if (!HARMLESS.includes(expect)) assert.ok(findings.length > 0, name);
      for (const { message, offset, pointer } of findings) {
        assert.ok(message.length <= 140, `${name}: ${message}`);
        assert.match(message, /^\S.*[.]$/s, name);
        assert.ok(offset === null || offset >= 0, name);
        assert.ok(pointer === null || pointer.length > 0, name);
      }
    }
  });

  it('are taken by weights_only where torch takes them', () => {
    const wrong = [...found].flatMap(([{ name, weightsOnly }, judgement]) =>
      weightsOnly === undefined || judgement.weightsOnly?.accepts === weightsOnly
        ? []
        : [`${name}: ${judgement.weightsOnly?.accepts}, ${judgement.weightsOnly?.stoppedBy}`],
    );
    assert.deepEqual(wrong, []);
  });

  it('have names of their own', () => {
    assert.equal(new Set(SAMPLES.map(({ kind, name }) => `${kind}/${name}`)).size, SAMPLES.length);
  });
});
