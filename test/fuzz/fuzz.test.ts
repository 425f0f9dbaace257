import assert from 'node:assert/strict';
import type { CallFact } from '../../src/core/python-facts';
import type { PythonContext, Report, Rule } from '../../src/core/rule';
import { RULES } from '../../src/rules/index';
import { Invariants } from './invariants';
import { fuzz } from './fuzzing';
import { seedsOf } from './subjects';

const subject = {
  path: 'train.py',
  text: 'import torch\ntorch.load("a.pt", weights_only=False)\n',
  companions: {},
  hubCache: {},
};

/** The rule about `torch.load`, with something else done with what it reports. */
function spoiled(check: (report: Report, send: (report: Report) => void) => void): Rule {
  const rule = RULES.find(({ id }) => id === 'unsafe-torch-load')!;
  const calls = rule.listen.calls!.map((listener) => ({
    ...listener,
    check: (call: CallFact, context: PythonContext) =>
      listener.check(call, { ...context, report: (report) => check(report, context.report) }),
  }));
  return { ...rule, listen: { ...rule.listen, calls } };
}

describe('documents that nobody wrote', () => {
  it('hold to what must be true of every scan', async function () {
    this.timeout(120_000);
    const { subjects, failures } = await fuzz(seedsOf({ corpus: false }), {
      seed: 20_261_101,
      subjects: 1200,
      milliseconds: 20_000,
    });
    assert.deepEqual(
      failures.map(
        ({ index, law, detail, subject: { path, text } }) =>
          `subject ${index}: ${law}\n${detail}\n${path}: ${JSON.stringify(text.slice(0, 2000))}`,
      ),
      [],
    );
    assert.ok(subjects > 50);
  });

  const lawsBroken = async (rule: Rule): Promise<string[]> => {
    const invariants = await Invariants.create([rule]);
    const { broken } = await invariants.check(subject, '');
    invariants.dispose();
    return [...new Set(broken.map(({ law }) => law))];
  };

  it('would show a rule that throws', async () => {
    assert.ok(
      (
        await lawsBroken(
          spoiled(() => {
            throw new TypeError('no');
          }),
        )
      ).includes('no rule fails'),
    );
  });

  it('would show a range outside of the text', async () => {
    assert.ok(
      (await lawsBroken(spoiled((report, send) => send({ ...report, range: { start: 5, end: 5000 } })))).includes(
        'ranges lie in the text',
      ),
    );
    assert.ok(
      (await lawsBroken(spoiled((report, send) => send({ ...report, range: { start: 9, end: 3 } })))).includes(
        'a finding lies in its text',
      ),
    );
  });

  it('would show fixes that overlap, and fixes that break code', async () => {
    const twice = {
      title: 'x',
      safety: 'safe',
      edits: [
        { range: { start: 0, end: 9 }, text: '' },
        { range: { start: 3, end: 12 }, text: 'y' },
      ],
    } as const;
    assert.ok(
      (await lawsBroken(spoiled((report, send) => send({ ...report, fixes: [twice] })))).includes(
        'a fix can be applied',
      ),
    );
    const bracket = { title: 'x', safety: 'safe', edits: [{ range: { start: 0, end: 0 }, text: '(' }] } as const;
    assert.ok(
      (await lawsBroken(spoiled((report, send) => send({ ...report, fixes: [bracket] })))).includes(
        'a fix leaves code well-formed: unsafe-torch-load',
      ),
    );
  });

  it('would show a rule that changes its mind', async () => {
    let times = 0;
    assert.ok(
      (await lawsBroken(spoiled((report, send) => send({ ...report, message: String(times++) })))).includes(
        'the same text gives the same findings',
      ),
    );
  });
});
