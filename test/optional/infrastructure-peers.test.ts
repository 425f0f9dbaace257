// Checkov and zizmor beside ours, on packages that carry workflows and templates. Needs Python and the package index, and
// out/infrastructure (node bench/fetch-infrastructure.mjs): npm run test:optional.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../src/rules/index';
import { scanned } from '../harness/scanned';

const TOOLS = ['checkov==3.3.30', 'zizmor==1.32.0'];
const OUT = path.join(__dirname, '../../out');
const VENV = process.env['TOUCHSTONE_PEERS_VENV'] ?? path.join(OUT, 'venv/infrastructure');
const program = (name: string): string =>
  path.join(
    VENV,
    process.platform === 'win32' ? 'Scripts' : 'bin',
    process.platform === 'win32' ? `${name}.exe` : name,
  );

/** Those that are about infrastructure: the others are no business of these checkers. */
const OURS = new Set(RULES.filter(({ category }) => category === 'infrastructure').map(({ id }) => id));

interface Place {
  readonly symbolic: { readonly kind?: string; readonly key: object };
  readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } };
}
interface Audit {
  readonly ident: string;
  readonly locations: readonly Place[];
}

/** Files below a folder whose paths match. */
const filesIn = (folder: string, pattern: RegExp): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .filter((file) => pattern.test(file) && !/node_modules|\.git\//.test(file))
    : [];

async function findingsOf(file: string, root: string) {
  const relative = path.relative(root, file);
  const { findings } = await scanned(relative, { [relative]: readFileSync(file, 'utf8') });
  return findings.filter(({ rule, severity }) => OURS.has(rule) && severity !== 'hint');
}

describe('checkers of infrastructure beside ours', function () {
  this.timeout(1_800_000);

  before(() => {
    if (existsSync(program('zizmor')) && existsSync(program('checkov'))) return;
    execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', VENV]);
    execFileSync(program('python'), ['-m', 'pip', 'install', '--quiet', ...TOOLS]);
  });

  it('zizmor sees each injection that we see, and says more than ten times as much', async () => {
    const folders = ['infrastructure', 'corpus', 'corpus/applications'].flatMap((each) => {
      const corpus = path.join(OUT, each);
      return existsSync(corpus) ? readdirSync(corpus).map((name) => path.join(corpus, name)) : [];
    });
    const workflows = folders.flatMap((folder) => filesIn(path.join(folder, '.github/workflows'), /\.ya?ml$/));
    assert.ok(workflows.length > 50, `${workflows.length} workflows`);
    const asked = ['--offline', '--no-exit-codes', '--format', 'json', ...workflows];
    const { stdout } = spawnSync(program('zizmor'), asked, { encoding: 'utf8', maxBuffer: 1e9 });
    const audits = JSON.parse(stdout) as readonly Audit[];
    const lines = new Set(
      audits
        .filter(({ ident }) => ident === 'template-injection')
        .flatMap(({ locations }) =>
          locations.map(
            ({ symbolic, concrete }) => `${JSON.stringify(symbolic.key)} ${concrete.location.start_point.row + 1}`,
          ),
        ),
    );
    let ours = 0;
    let injections = 0;
    for (const file of workflows) {
      const findings = (await findingsOf(file, path.join(file, '../../..'))).filter(
        ({ severity }) => severity !== 'hint',
      );
      ours += findings.length;
      for (const { rule, range } of findings) {
        if (rule !== 'workflow-injection') continue;
        injections++;
        assert.ok(
          [...lines].some((each) => each.includes(path.basename(file)) && each.endsWith(` ${range.start.line}`)),
          `${file}:${range.start.line}`,
        );
      }
    }
    console.log(`      ${workflows.length} workflows: zizmor ${audits.length}, ours ${ours}, ${injections} injections`);
    assert.ok(injections > 0);
    assert.ok(ours * 10 < audits.length, `${ours} of ours, ${audits.length} of zizmor`);
  });

  it('checkov says more than ten times as much of templates, and of the same files', async () => {
    const folder = path.join(OUT, 'infrastructure/determined');
    const asked = ['-d', folder, '--framework', 'cloudformation', 'terraform', '--quiet', '--compact', '-o', 'json'];
    const { stdout } = spawnSync(program('checkov'), [...asked, '--skip-download'], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    const parsed = JSON.parse(stdout) as unknown;
    const reports = (Array.isArray(parsed) ? parsed : [parsed]) as readonly {
      readonly results: { readonly failed_checks: readonly { readonly file_path: string }[] };
    }[];
    const failed = reports.flatMap(({ results }) => results.failed_checks);
    let ours = 0;
    for (const file of filesIn(folder, /\.(?:tf|ya?ml)$/)) {
      const findings = await findingsOf(file, folder);
      ours += findings.length;
      if (findings.length > 0)
        assert.ok(
          failed.some((each) => file.endsWith(each.file_path)),
          file,
        );
    }
    console.log(`      templates of determined: checkov ${failed.length}, ours ${ours}`);
    assert.ok(ours > 0 && ours * 10 < failed.length, `${ours} of ours, ${failed.length} of checkov`);
  });
});
