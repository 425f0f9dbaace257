import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateSbom } from '../../src/bom/index';
import type { FileResult } from '../../src/core/finding';
import { printGithub } from '../../src/report/github';
import { fingerprintsOf } from '../../src/report/identity';
import { printJson } from '../../src/report/json';
import { secretRules } from '../../src/report/masking';
import { collect, type ScanReport } from '../../src/report/report';
import { printSarif } from '../../src/report/sarif';
import { SourceText } from '../../src/report/source-text';
import { printText } from '../../src/report/text';
import { RULES } from '../../src/rules/index';
import { FORMATS, matchFormats } from '../../src/analysis/secrets/formats';
import { makeBaseline, printBaseline } from '../../src/scan/baseline';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { PLACES, type KeyPlace } from '../judgements/secrets/places';
import { sampleSecret } from '../harness/secret-samples';
import { notebook } from './samples';

/** As many characters of a key in a row are a leak; a prefix that all keys of a kind share is none. */
const LEAK = 10;
/** Lines around the key that other rules have something to say about, so that their findings show it too. */
const AROUND: Readonly<Record<string, string>> = {
  py: 'import torch\nmodel = torch.load("model.pt", weights_only=False)\nprint(token)\n',
  ipynb: '!pip install torch\n',
  sh: 'pip install torch\npython a.py --trust-remote-code\n',
  Dockerfile: 'RUN pip install torch\nARG HF_TOKEN\n',
};

describe('Redaction', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });

  /** All that leaves the machine for one document: every format of a report, the messages, the logs, the SBOM. */
  async function outputsOf(path: string, text: string): Promise<Readonly<Record<string, string>>> {
    const logged: string[] = [];
    const log = (message: string): void => {
      logged.push(message);
    };
    const workspace = new Workspace({
      files: new MemoryFiles({ [path]: text, 'pyproject.toml': '[project]\nname = "x"\n' }),
      hubCache: new MemoryFiles({}),
      clock: { now: () => 0 },
      logger: { info: log, warn: log, error: log },
    });
    const { findings, notes, bytes } = await engine.scan({ kind: 'text', path, text }, workspace);
    const result: FileResult = { path, bytes, findings, notes, suppressed: 0 };
    const source = new SourceText(path, text);
    const report: ScanReport = {
      ...collect([result]),
      baselined: findings,
      rules: RULES,
      source: () => source,
      version: '1.0.0',
    };
    const fingerprints = await fingerprintsOf(findings, source, secretRules(RULES));
    const sbom = await generateSbom(engine, workspace, [path], { name: 'x', toolVersion: '1.0.0' });
    return {
      text: printText(report),
      json: printJson(report),
      sarif: await printSarif(report),
      github: printGithub(report),
      baseline: printBaseline(
        makeBaseline(
          findings.map((finding, index) => ({ rule: finding.rule, path, fingerprint: fingerprints[index]! })),
        ),
      ),
      messages: findings
        .flatMap((finding) => [
          finding.message,
          ...finding.related.map(({ message }) => message),
          ...finding.fixes.map(({ title }) => title),
        ])
        .join('\n'),
      notes: notes.map(({ message }) => message).join('\n'),
      logs: logged.join('\n'),
      sbom: `${sbom.text ?? ''}${JSON.stringify(sbom.summary)}`,
      count: String(findings.filter(({ rule }) => rule === 'hardcoded-secret').length),
    };
  }

  function assertHidden(outputs: Readonly<Record<string, string>>, secret: string): void {
    for (const [format, output] of Object.entries(outputs)) {
      const plain = output.replace(/\\n/g, '');
      for (let i = 0; i + LEAK <= secret.length; i++)
        assert.ok(!plain.includes(secret.slice(i, i + LEAK)), `${format} shows a part of the key from ${i} on`);
    }
  }

  const documentOf = (place: KeyPlace, written: string): { path: string; text: string } => {
    const kind = place.path.endsWith('Dockerfile') ? 'Dockerfile' : place.path.slice(place.path.lastIndexOf('.') + 1);
    const around = place.what === '%env' || place.what === 'a bash cell' ? '' : (AROUND[kind] ?? '');
    return {
      path: place.path,
      text:
        kind === 'ipynb'
          ? notebook(written, around)
          : kind === 'py' || kind === 'sh' || kind === 'Dockerfile'
            ? written + around
            : written,
    };
  };

  it('holds for every kind of key in every place and every output', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FORMATS),
        fc.constantFrom(...PLACES),
        fc.nat(10_000),
        async (format, place, seed) => {
          const planted = sampleSecret(format.id, seed);
          const [match] = matchFormats(planted, format.anchors === undefined ? '' : format.environment);
          fc.pre(
            match !== undefined && format.multiline !== true && !(format.anchors !== undefined && place.needsMark),
          );
          const key = planted.slice(match.range.start, match.range.end);
          const mark =
            format.triggers.find((trigger) => key.startsWith(trigger)) ??
            (format.id === 'discord-webhook' || format.id === 'slack-webhook'
              ? key.slice(0, key.lastIndexOf('/', key.length - 30) + 1)
              : '');
          const { path, text } = documentOf(place, place.write({ key: planted, variable: format.environment }));
          const outputs = await outputsOf(path, text);
          if (outputs['count'] === '0') fc.pre(false);
          assertHidden(outputs, key.slice(mark.length));
        },
      ),
      { numRuns: 400 },
    );
  }).timeout(120_000);

  it('holds for what only a name or a place gives away', async () => {
    const places: readonly ((value: string) => string)[] = [
      (value) => `api_key = "${value}"\n`,
      (value) => `connect(password='${value}', host="db.internal")\n`,
      (value) => `headers = {"Authorization": "Bearer ${value}"}\n`,
      (value) => `import subprocess\nsubprocess.run(["tool", "--token", "${value}"])\n`,
      (value) => `import os\nos.system("tool --api-key ${value}")\n`,
      (value) => `requests.get("https://a.internal", auth=("user", "${value}"))\n`,
      (value) => `import mlflow\napi_key = "${value}"\nmlflow.log_params({"api_key": api_key})\nprint(api_key)\n`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat(10_000), async (write, seed) => {
        const value = sampleSecret('random', seed);
        assertHidden(await outputsOf('train.py', write(value)), value);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('holds for keys that span lines', async () => {
    for (const kind of ['private-key', 'gcp-service-account']) {
      const key = sampleSecret(kind, 3);
      const body = key
        .replace(/-----[A-Z ]+-----|\\n|\n/g, '')
        .replace(/^.*?MII/, 'MII')
        .replace(/"\}$/, '');
      assertHidden(await outputsOf('train.py', `KEY = '''${key}'''\n`), body);
      assertHidden(
        await outputsOf(
          'config.yaml',
          `key: |\n${key
            .trim()
            .split('\n')
            .map((line) => `  ${line}`)
            .join('\n')}\n`,
        ),
        body,
      );
    }
  }).timeout(60_000);
});
