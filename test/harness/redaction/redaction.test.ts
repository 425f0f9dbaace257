// No output shows a key, or enough of one to guess the rest: every kind of key, in every place, in every output.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { SecretFormat } from '../../../src/analysis/secrets/format';
import { SECRET_FORMATS, matchFormats } from '../../../src/analysis/secrets/formats';
import { program } from '../../../src/cli/program';
import { REPORT_FORMATS } from '../../../src/cli/scan';
import { project, run } from '../../cli/bundle';
import { PLACES, type KeyPlace } from '../../judgements/secrets/places';
import { sampleSecret } from '../secret-samples';
import { notebook } from '../../report/samples';
import { Outlets, PRINTED } from './outputs';
import { QUOTED_PLACES } from './quoted-places';

/** As many characters of a key in a row are a leak; a prefix that all keys of a kind share is none. */
const LEAK = 10;
/** Lines around the key that other rules have something to say about, so that their findings show it too. */
const AROUND: Readonly<Record<string, string>> = {
  py: 'import torch\nmodel = torch.load("model.pt", weights_only=False)\nprint(token)\n',
  ipynb: '!pip install torch\n',
  sh: 'pip install torch\npython a.py --trust-remote-code\n',
  Dockerfile: 'RUN pip install torch\nARG HF_TOKEN\n',
};

/** Whether a key is known by its own mark, whatever stands around it. */
const isMarked = ({ anchors, multiline, before, after }: SecretFormat): boolean =>
  (anchors ?? multiline ?? before ?? after) === undefined;

/** The commands, in the ways that show most. `--fix` comes last, since it takes the keys away. */
const COMMANDS = {
  inspect: [['.'], ['--format', 'json', '--hash', '.']],
  advisories: [['status'], ['update']],
  rules: [[], ['hardcoded-secret'], ['--format', 'json'], ['no-such-rule']],
  sbom: [
    ['.'],
    ['.', '--format', 'spdx'],
    ['--gaps', 'broken.json'],
    ['--validate', 'd0/train.py'],
    ['--validate', 'broken.json'],
    ['no-such-folder'],
  ],
  report: [['.'], ['.', '--format', 'json'], ['.', '--format', 'html'], ['no-such-folder']],
  lock: [['.'], ['no-such-folder']],
  verify: [['.'], ['--format', 'json', '.'], ['no-such-folder']],
  sign: [
    ['.', '--private-key', 'd0/train.py'],
    ['no-such-folder', '--private-key', 'broken.json'],
  ],
  runs: [['.'], ['--format', 'json', '.'], ['no-such-folder']],
  jobs: [['d0/train.py'], ['--format', 'json', 'broken.json'], ['no-such-file.txt']],
  baseline: [['-o', '-']],
  // And the manifests of the project.
  pin: [['d0/train.py'], ['no-such-file.txt']],
  scan: [
    ['--explain', '--format', 'text'],
    ['--format', 'json'],
    ['--explain', '--format', 'json'],
    ['--format', 'sarif'],
    ['--format', 'github'],
    ['--explain', '--format', 'html'],
    ['--config', 'd0/train.py'],
    ['--baseline', 'd0/train.py'],
    ['--debug', '--config', 'broken.json'],
    ['--fix', '--unsafe-fixes', '--format', 'text'],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>;

describe('redaction', () => {
  let outlets: Outlets;
  before(async () => {
    outlets = await Outlets.open();
  });
  after(() => outlets.close());

  function assertHidden(outputs: ReadonlyMap<string, string>, secret: string): void {
    for (const [output, shown] of outputs) {
      const plain = shown.replace(/\\n/g, '');
      for (let i = 0; i + LEAK <= secret.length; i++)
        assert.ok(!plain.includes(secret.slice(i, i + LEAK)), `${output} shows a part of the key from ${i} on`);
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
        fc.constantFrom(...SECRET_FORMATS),
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
          // Without anything around it that names its service, only a key with a mark of its own is known to be one.
          const alone = isMarked(format) ? [key] : [];
          const { judged, outputs } = await outlets.shownOf(path, text, alone);
          fc.pre(judged.report.findings.some(({ rule }) => rule === 'hardcoded-secret'));
          assertHidden(outputs, key.slice(mark.length));
        },
      ),
      { numRuns: 400 },
    );
  }).timeout(240_000);

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
        assertHidden((await outlets.shownOf('train.py', write(value), [])).outputs, value);
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
      assertHidden((await outlets.shownOf('train.py', `KEY = '''${key}'''\n`, [])).outputs, body);
      const block = key.trim().replace(/^/gm, '  ');
      assertHidden((await outlets.shownOf('config.yaml', `key: |\n${block}\n`, [])).outputs, body);
    }
  }).timeout(60_000);

  it('holds where other rules quote a name or an address', async () => {
    const marked = SECRET_FORMATS.filter(isMarked);
    for (const [index, place] of QUOTED_PLACES.entries()) {
      for (let nth = 0; nth < 5; nth++) {
        const format = marked[(index * 5 + nth) % marked.length]!;
        const planted = sampleSecret(format.id, index);
        const [match] = matchFormats(planted);
        if (match === undefined || /[\s"'\\:/@?#;]/.test(planted)) continue;
        const key = planted.slice(match.range.start, match.range.end);
        const mark = format.triggers.find((trigger) => key.startsWith(trigger)) ?? '';
        const { outputs } = await outlets.shownOf(place.path, place.write(key), [key]);
        assertHidden(outputs, key.slice(mark.length));
      }
      const password = 'correcthorse-battery9';
      if (place.user) assertHidden((await outlets.shownOf(place.path, place.write(password), [])).outputs, password);
    }
  }).timeout(240_000);

  it('holds for keys beside the one that a fix is for', async () => {
    const keys = ['huggingface', 'openai', 'random'].map((kind) => sampleSecret(kind, 4));
    const cell = `HF_TOKEN = "${keys[0]}"\nOPENAI_API_KEY = "${keys[1]}"\npassword = "${keys[2]}"\n`;
    for (const [file, text] of [
      ['a.py', cell],
      ['a.ipynb', notebook(cell, '')],
    ] as const) {
      const { judged, outputs } = await outlets.shownOf(file, text, []);
      assert.equal(judged.report.findings.filter(({ rule }) => rule === 'hardcoded-secret').length, 3);
      for (const key of keys) assertHidden(outputs, key.slice(8));
    }
  }).timeout(60_000);

  it('holds for all that the command line prints and keeps', async () => {
    const key = sampleSecret('huggingface', 7);
    const body = key.slice(3);
    const files = Object.fromEntries(
      [...PLACES, ...QUOTED_PLACES].map(({ path: file, write }, index) => {
        const written = write === PLACES[index]?.write ? PLACES[index].write({ key, variable: 'HF_TOKEN' }) : '';
        const quoted = QUOTED_PLACES[index - PLACES.length]?.write(key) ?? '';
        const document = documentOf({ what: '', path: file, write: () => '' }, written + quoted);
        return [`d${index}/${file}`, document.text];
      }),
    );
    const root = project({ ...files, 'broken.json': `{"key": "${key}"` });
    const home = project({});
    const env = { XDG_CACHE_HOME: home };
    const seen: string[] = [];
    const manifests = Object.keys(files).filter((name) => /requirements\.txt$/.test(name));
    assert.ok(manifests.length > 2);
    for (const [command, lines] of Object.entries({ ...COMMANDS, pin: [...COMMANDS.pin, manifests] }))
      for (const line of lines) {
        const { out, err, status } = await run(root, [command, ...line], { env });
        assert.ok(!err.includes('this is a bug'), err);
        assert.notEqual(status, null);
        if (out.startsWith('{') && command === 'scan')
          assert.ok(out.split('hardcoded-secret').length > 40, 'keys were found');
        assertHidden(new Map([[`${command} ${line.join(' ')}`, out + err]]), body);
        seen.push(command);
      }
    assert.equal(readdirSync(path.join(home, 'touchstone')).length > 0, true, 'results were kept');
    for (const file of readdirSync(home, { recursive: true, encoding: 'utf8' }))
      if (statSync(path.join(home, file)).isFile())
        assertHidden(new Map([[file, readFileSync(path.join(home, file), 'utf8')]]), body);
    const commands = program(() => Promise.resolve())
      .createHelp()
      .visibleCommands(program(() => Promise.resolve()));
    assert.deepEqual(
      [...new Set(seen)].sort(),
      commands
        .map((each) => each.name())
        .filter((name) => name !== 'help')
        .sort(),
    );
    assert.deepEqual(
      REPORT_FORMATS.filter((format) => !COMMANDS.scan.some((line) => line.some((word) => word === format))),
      [],
    );
  }).timeout(180_000);

  it('knows all functions that print', () => {
    const printing = ['src/report', 'src/scan'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => [
          ...readFileSync(path.join(folder, file), 'utf8').matchAll(
            /^export (?:async )?(?:function|const) (print\w+)/gm,
          ),
        ])
        .map((match) => match[1]!),
    );
    assert.deepEqual(printing.sort(), Object.keys(PRINTED).sort());
  });
});
