// Holds the answer about weights_only to torch itself. Each folder named in TOUCHSTONE_TORCH_VENVS (separated by `:`) is a virtual
// environment with one version: python3 -m venv V && V/bin/pip install torch==2.6.0 numpy
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { weightsOnlyRefusal } from '../../src/analysis/artifacts/verdict';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { memorySource } from '../../src/readers/artifacts/byte-source';
import { WEIGHTS_ONLY_VERSIONS } from '../../src/readers/artifacts/weights-only-names';
import { SAMPLES } from '../artifacts/samples';

const ROOT = path.join(__dirname, '../..');
const named = (process.env['TOUCHSTONE_TORCH_VENVS'] ?? '').split(':').filter(Boolean);
const found = existsSync(path.join(ROOT, 'out'))
  ? readdirSync(path.join(ROOT, 'out')).filter((name) => name.startsWith('venv-torch'))
  : [];
const VENVS = named.length > 0 ? named : found.map((name) => path.join(ROOT, 'out', name));

/** Files of torch, and everything else as one: what is no file of torch is refused. What unpacks to much is left out. */
const files = SAMPLES.filter(({ kind }) => !/bomb/.test(kind)).filter(
  ({ weightsOnly, kind }) =>
    weightsOnly !== undefined || /pickle|stream|protocol|way|memo|state|frame|torch|polyglot|zip|gadget/.test(kind),
);

interface Answer {
  readonly torch: string;
  readonly files: Readonly<Record<string, string | null>>;
}

describe('torch.load(weights_only=True) itself', () => {
  it('is there in two versions', () => assert.ok(VENVS.length >= 2, `found ${VENVS.join(', ') || 'none'}`));

  for (const venv of VENVS)
    it(`answers as we do: ${path.basename(venv)}`, async function () {
      this.timeout(600_000);
      const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-torch-'));
      try {
        files.forEach(({ bytes }, index) => writeFileSync(path.join(folder, `${index}.pt`), bytes));
        const printed = execFileSync(
          path.join(venv, 'bin/python'),
          [path.join(__dirname, 'torch_weights_only.py'), folder],
          {
            timeout: 500_000,
            maxBuffer: 1 << 26,
            stdio: ['ignore', 'pipe', 'ignore'],
          },
        );
        const answer = JSON.parse(printed.toString()) as Answer;
        const version = WEIGHTS_ONLY_VERSIONS.find((each) => answer.torch.startsWith(`${each.version}.`));
        assert.ok(version, `torch ${answer.torch} is not known`);
        const wrong: string[] = [];
        for (const [index, { name, kind, bytes }] of files.entries()) {
          const facts = await readArtifact(`${index}.pt`, memorySource(bytes));
          const ours = weightsOnlyRefusal(facts, version.version);
          const theirs = answer.files[`${index}.pt`];
          if ((ours === null) !== (theirs === null))
            wrong.push(`${kind}: ${name}: we ${ours ?? 'accept'}, torch ${theirs ?? 'accepts'}`);
        }
        console.log(
          `      torch ${answer.torch}: ${files.length} files, ${Object.values(answer.files).filter((each) => each === null).length} accepted`,
        );
        assert.deepEqual(wrong, []);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
});
