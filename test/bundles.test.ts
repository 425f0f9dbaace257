import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../src/rules/index';
import { evaluate, partLoader } from '../src/worker/bundles';
import { Channel, portPair } from '../src/worker/channel';
import type { HostCalls, Port, WorkerCalls } from '../src/worker/protocol';
import { production } from './cli/bundle';
import { grammars } from './harness/grammars';

interface Bundle {
  readonly out: string;
  readonly entry: string;
  readonly part?: string;
  readonly budget: number;
  readonly loaded: string;
}

const ROOT = path.join(__dirname, '..');
const BUNDLES = JSON.parse(readFileSync(path.join(ROOT, 'bundles.json'), 'utf8')) as readonly Bundle[];

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>>;
}

describe('the bundles', () => {
  let dist: string;
  let contents: (out: string) => readonly string[];

  before(function () {
    this.timeout(60_000);
    dist = production();
    const { outputs } = JSON.parse(readFileSync(path.join(dist, 'meta.json'), 'utf8')) as Metafile;
    contents = (out) => {
      const found = Object.entries(outputs).find(([file]) => file.endsWith(out.replace(/^dist/, '')));
      assert.ok(found, out);
      return Object.entries(found[1].inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
    };
  });

  const fileOf = (out: string): string => path.join(dist, path.relative('dist', out));

  it('keep to their budgets, and no budget is much more than what is needed', () => {
    for (const { out, budget } of BUNDLES) {
      const { size } = statSync(fileOf(out));
      assert.ok(
        size <= budget,
        `${out} has ${size} bytes, and ${budget} are allowed: dist/meta.json says what is large`,
      );
      assert.ok(size > budget * 0.8 - 2000, `${out} has only ${size} bytes: lower its budget of ${budget}`);
    }
  });

  it('are those of the table, and no others', () => {
    const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    assert.deepEqual(
      built.map((file) => `dist/${file.split(path.sep).join('/')}`).sort(),
      BUNDLES.map(({ out }) => out).sort(),
    );
  });

  it('hold what every keystroke needs, and nothing that is loaded when it is asked for', () => {
    const worker = contents('dist/web/worker.js');
    assert.ok(worker.includes('src/scan/engine.ts'));
    for (const later of ['src/bom/', 'src/report/', 'node_modules/packageurl-js'])
      assert.deepEqual(
        worker.filter((file) => file.startsWith(later)),
        [],
      );
    const models = worker.filter((file) => /^src\/(?:readers|analysis)\/artifacts\//.test(file));
    assert.ok(!models.some((file) => /pickle|zip|verdict|known-names/.test(file)), models.join());
    assert.ok(contents('dist/web/model-files.js').includes('src/readers/artifacts/pickle-machine.ts'));
    for (const file of ['src/bom/cyclonedx/json-schema.ts', 'src/bom/cyclonedx/schema-1.7.generated.js'])
      assert.ok(contents('dist/web/sbom.js').includes(file));
  });

  it('have every module of ours only once, also where a part is loaded', () => {
    for (const { out } of BUNDLES.filter(({ part }) => part === undefined)) {
      const seen = new Set(contents(out));
      for (const part of BUNDLES.filter((each) => each.part === out)) {
        const twice = contents(part.out).filter((file) => seen.has(file));
        assert.deepEqual(twice, [], part.out);
      }
    }
  });

  it('load their parts where nothing can be required, as in a web worker', async () => {
    const asked: string[] = [];
    const read = (file: string): Promise<string> => {
      asked.push(file);
      return Promise.resolve(readFileSync(path.join(dist, 'web', file), 'utf8'));
    };
    const load = partLoader(read, () => worker);
    // The runtime of the grammars sees that this is Node after all, and asks for what Node has.
    const require = (name: string): unknown => (name.startsWith('./') ? load(name) : process.getBuiltinModule(name));
    const worker = evaluate(`const __dirname = '/';${await read('worker.js')}`, require) as {
      serve(port: Port): unknown;
    };
    const [near, far] = portPair();
    worker.serve(far);
    const files: Readonly<Record<string, Uint8Array>> = {
      'requirements.txt': new TextEncoder().encode('torch==2.1.0\n'),
    };
    const nothing = (): null => null;
    const host = new Channel<WorkerCalls, HostCalls>(near, {
      list: ({ path: at }) =>
        at === '' ? Object.keys(files).map((name) => ({ name, kind: 'file' as const, link: false })) : null,
      stat: ({ path: at }) => (files[at] ? { kind: 'file', size: files[at].length, modified: 0 } : null),
      read: ({ path: at }) => files[at] ?? null,
      sha256: nothing,
      md5: nothing,
      get: () => assert.fail('nothing is asked'),
      log: nothing,
      bundle: () => assert.fail('the host itself loads it'),
    });
    await host.call('start', grammars);
    await host.call('open', { id: 'folder', hubCache: false, environment: false, http: false });
    assert.equal((await host.call('rules', null)).length, RULES.length);
    assert.deepEqual(asked, ['worker.js']);
    const sbom = { folder: 'folder', name: 'project', version: '1.0.0' };
    const { text, packages } = await host.call('sbom', sbom);
    assert.equal(packages, 1);
    assert.match(text, /pkg:pypi\/torch@2\.1\.0/);
    assert.equal((await host.call('sbom', sbom)).text, text);
    assert.deepEqual(asked, ['worker.js', './sbom.js'], 'the part is read once');
    await host.call('dispose', null);
  }).timeout(30_000);
});
