import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findRunStores, type RunStore } from '../../../src/project/run-stores';
import { MemoryFiles } from '../../harness/memory-files';

interface Recorded {
  readonly files: Readonly<Record<string, string>>;
  /** What MLflow's client says of the runs. */
  readonly runs: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}

const packed = (name: string): Buffer => gunzipSync(readFileSync(path.join(__dirname, 'stores', name)));

/** The only store in a project that the real MLflow made. */
async function stored(name: string): Promise<{ readonly store: RunStore; readonly recorded: Recorded }> {
  const recorded = JSON.parse(packed(`${name}.json.gz`).toString()) as Recorded;
  const database: Record<string, Uint8Array> = name.startsWith('sqlite')
    ? { 'work/mlflow.db': new Uint8Array(packed(`${name}.db.gz`)) }
    : {};
  const texts = Object.entries(recorded.files).map(([file, text]) => [`work/${file}`, text] as const);
  const found = await findRunStores(new MemoryFiles({ ...Object.fromEntries(texts), ...database }), '');
  assert.deepEqual(found.notes, []);
  assert.equal(found.stores.length, 1);
  return { store: found.stores[0]!, recorded };
}

describe('readers/mlflow', () => {
  for (const name of ['sqlite-3.17.2', 'files-3.17.2', 'sqlite-2.22.5', 'files-2.22.5'])
    describe(name, () => {
      it('says of each run what the client of MLflow says', async () => {
        const { store, recorded } = await stored(name);
        const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
        const read = store.runs.map(
          ({ id, experiment, name: called, user, status, start, end, commit, source, ...run }) => ({
            ...{ id, experiment, name: called, user, status, start, end, commit, source },
            params: Object.fromEntries(run.params),
            metrics: Object.fromEntries(
              [...run.metrics].map(([key, value]) => [key, Number.isNaN(value) ? 'NaN' : value]),
            ),
            // The client gives the source as it is stored.
            inputs: run.inputs.map((input) => ({ ...input, source: `{"uri": "${input.source}"}` })),
          }),
        );
        assert.deepEqual([...read].sort(byId), [...recorded.runs].sort(byId));
        assert.equal(read.length, 4);
        assert.deepEqual(store.notes, ['1 deleted run is not listed']);
      });

      it('finds the models where they lie now, and tells which has no signature', async () => {
        const { store } = await stored(name);
        const models = store.runs.flatMap(({ name: run, models: all }) => all.map((model) => ({ run, ...model })));
        assert.deepEqual(models.map(({ run, name: called, signature }) => [run, called, signature]).sort(), [
          ['inner', 'bare', false],
          ['outer', 'model', true],
        ]);
        for (const { path: at } of models) assert.match(at!, /^work\/mlruns\/.+\/artifacts(?:\/\w+)?$/);
      });

      it('has the newest run first', async () => {
        const starts = (await stored(name)).store.runs.map(({ start }) => start!);
        assert.deepEqual(
          starts,
          [...starts].sort((a, b) => b - a),
        );
      });
    });

  it('follows no path of a store out of its folder', async () => {
    const { recorded } = await stored('files-3.17.2');
    const files = Object.fromEntries(
      Object.entries(recorded.files).map(([file, text]) => [
        `work/${file}`,
        text.replace(/artifact_location: .*/, 'artifact_location: /srv/mlruns/../../secret'),
      ]),
    );
    const { stores } = await findRunStores(new MemoryFiles({ ...files, 'secret/MLmodel': 'signature: {}\n' }), '');
    for (const { models } of stores[0]!.runs)
      for (const model of models) assert.deepEqual([model.path, model.signature], [null, null]);
  });

  it('notes what is broken, and lists the rest', async () => {
    const { recorded } = await stored('files-2.22.5');
    const metas = Object.keys(recorded.files).filter((file) => /^mlruns\/\d+\/[0-9a-f]{32}\/meta\.yaml$/.test(file));
    const broken = { [`work/${metas[0]!}`]: '{{{', [`work/${metas[1]!}`]: `a: ${'[&a '.repeat(1_000)}` };
    const texts = Object.entries(recorded.files).map(([file, text]) => [`work/${file}`, text] as const);
    const { stores } = await findRunStores(new MemoryFiles({ ...Object.fromEntries(texts), ...broken }), '');
    assert.ok(stores[0]!.notes.includes('2 files are damaged, or too large to be read'), stores[0]!.notes.join());
    assert.ok(stores[0]!.runs.length >= 2);
    const cut = new Uint8Array(packed('sqlite-3.17.2.db.gz')).subarray(0, 300_000);
    const found = await findRunStores(new MemoryFiles({ 'mlflow.db': cut }), '');
    assert.ok(found.stores.length === 0 || found.stores[0]!.notes.includes('it is cut short'));
  });

  it('takes no other database, and no other folder, for a store', async () => {
    const text = 'a: 1\n';
    const { stores, notes } = await findRunStores(
      new MemoryFiles({
        'a.db': 'no database',
        'mlruns/0/x/artifacts/MLmodel': text,
        '0/b.yaml': text,
        'c.sqlite': '',
      }),
      '',
    );
    assert.deepEqual([stores, notes], [[], []]);
  });
});
