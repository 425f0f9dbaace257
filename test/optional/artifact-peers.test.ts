// Compares with scanners from PyPI on the made files: python3 -m venv out/venv-small && out/venv-small/bin/pip install picklescan fickling modelscan modelaudit modelaudit-picklescan hayward safeloadai aisbom-cli
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeArtifact } from '../../src/analysis/artifacts/verdict';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { memorySource } from '../../src/readers/artifacts/byte-source';
import { SAMPLES } from '../artifacts/samples';

const PYTHON = process.env['TOUCHSTONE_PEERS_PYTHON'] ?? path.join(__dirname, '../../out/venv-small/bin/python');
const PEERS = (
  process.env['TOUCHSTONE_PEERS'] ??
  'picklescan fickling modelscan modelaudit modelaudit-picklescan hayward safeloadai aisbom'
).split(' ');

type Answers = Readonly<Record<string, { readonly files: Readonly<Record<string, string>>; readonly seconds: number }>>;

const cpuSecondsSince = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

describe('scanners of others', () => {
  it('miss what is found here, and doubt what is harmless', async function () {
    this.timeout(3_000_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-peers-'));
    try {
      // Their suffixes count for some of them.
      const names = SAMPLES.map(({ name }, index) => `${String(index).padStart(4, '0')}-${path.basename(name)}`);
      mkdirSync(folder, { recursive: true });
      for (const [index, { bytes }] of SAMPLES.entries()) writeFileSync(path.join(folder, names[index]!), bytes);
      const printed = execFileSync(PYTHON, [path.join(__dirname, 'artifact_peers.py'), folder, ...PEERS], {
        maxBuffer: 1 << 26,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const answers = JSON.parse(printed.toString()) as Answers;
      const start = process.cpuUsage();
      const ours: Record<string, string> = {};
      for (const [index, { name, bytes }] of SAMPLES.entries()) {
        const facts = await readArtifact(name, memorySource(bytes));
        const { verdict } = judgeArtifact(name, facts);
        ours[names[index]!] = verdict === 'malicious' || verdict === 'suspicious' ? 'flagged' : 'silent';
      }
      const all: Answers = { touchstone: { files: ours, seconds: cpuSecondsSince(start) }, ...answers };
      const isHarmless = SAMPLES.map(({ expect }) => expect === 'safe' || expect === 'unknown');
      const count = (files: Readonly<Record<string, string>>, harmless: boolean, answer: string): number =>
        names.filter((name, index) => isHarmless[index] === harmless && files[name] === answer).length;
      console.log(
        `      hostile: ${isHarmless.filter((each) => !each).length}, harmless: ${isHarmless.filter((each) => each).length}`,
      );
      for (const [peer, { files, seconds }] of Object.entries(all))
        console.log(
          `      ${peer}: flagged ${count(files, false, 'flagged')}, silent ${count(files, false, 'silent')}, failed ${count(files, false, 'failed')}; ` +
            `harmless flagged ${count(files, true, 'flagged')}, failed ${count(files, true, 'failed')}; ${seconds.toFixed(1)} s`,
        );
      // What another one flags and is silent here is told by name.
      for (const [peer, { files }] of Object.entries(answers)) {
        const ahead = names.filter(
          (name, index) => !isHarmless[index] && files[name] === 'flagged' && ours[name] === 'silent',
        );
        if (ahead.length > 0) console.log(`      only ${peer}: ${ahead.join(' ')}`);
      }
      const flagged = count(ours, false, 'flagged');
      for (const [peer, { files }] of Object.entries(answers))
        assert.ok(flagged > count(files, false, 'flagged'), peer);
      assert.equal(count(ours, true, 'flagged'), 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
