import assert from 'node:assert/strict';
import { ArtifactBudget } from '../../src/readers/artifacts/artifact-budget';
import { ByteReader } from '../../src/readers/artifacts/byte-reader';
import { memorySource } from '../../src/readers/artifacts/byte-source';
import { PickleMachine } from '../../src/readers/artifacts/pickle-machine';
import { PickleTrace } from '../../src/readers/artifacts/pickle-trace';
import { writtenValue } from '../../src/readers/artifacts/pickle-values';
import { WeightsOnlyWatch } from '../../src/readers/artifacts/weights-only';
import { WEIGHTS_ONLY_VERSIONS } from '../../src/readers/artifacts/weights-only-names';
import { mutated } from '../fuzz/artifacts';
import { Random } from '../../bench/corpus';
import { SAMPLES } from './samples';

const PICKLES = SAMPLES.filter(({ bytes }) => bytes.length < 100_000 && (bytes[0] === 0x80 || bytes[0] === 0x63));

/** Everything that one run of the machine says. */
async function told(bytes: Uint8Array, oneByOne: boolean, isWatched: boolean): Promise<unknown> {
  const trace = new PickleTrace('', (offset) => offset);
  const reader = new ByteReader(memorySource(bytes));
  const watches = isWatched
    ? WEIGHTS_ONLY_VERSIONS.map((version) => new WeightsOnlyWatch(version, { container: 'zip' }))
    : [];
  const machine = new PickleMachine(reader, trace, new ArtifactBudget(), {
    watches,
    skipArray: async ({ rawArray }) => assert.ok(rawArray),
    oneByOne,
  });
  const run = await machine.run();
  const { stack } = machine;
  return {
    run,
    end: reader.offset,
    calls: [...trace.calls],
    imports: [...trace.imports],
    signs: trace.signs,
    tensors: trace.tensors,
    stops: watches.map(({ stop }) => stop),
    // What a bomb makes is written shortened: told whole it would not end.
    values: stack.values.slice(-100).map((value) => writtenValue(value)),
    marks: stack.marks,
    memo: stack.memo.size,
    result: stack.result === undefined ? undefined : writtenValue(stack.result),
  };
}

describe('runs of plain opcodes', () => {
  it('do what the handlers do, opcode by opcode', async function () {
    this.timeout(30_000);
    const random = new Random(20_261_201);
    assert.ok(PICKLES.length > 100);
    for (let count = 0; count < 3 * PICKLES.length; count++) {
      const { bytes, name } = PICKLES[count % PICKLES.length]!;
      const changed = count < PICKLES.length ? new Uint8Array(bytes) : mutated(bytes, random);
      for (const isWatched of [true, false])
        assert.deepEqual(
          await told(changed, false, isWatched),
          await told(changed, true, isWatched),
          `${name}, ${count}: ${Buffer.from(changed.subarray(0, 3000)).toString('base64')}`,
        );
    }
  });
});
