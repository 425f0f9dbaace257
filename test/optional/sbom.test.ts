import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parsePurl } from '../../src/bom/purl';
import { commandLine } from '../cli/bundle';

const ROOT = path.join(__dirname, '../..');
/** cyclonedx-py, which reads the same locks, and a validator of SHACL shapes. */
const PACKAGES = ['cyclonedx-bom==7.5.0', 'pyshacl==0.40.1'];
const VENV = path.join(ROOT, 'out/venv/sbom');
const inVenv = (program: string): string =>
  process.platform === 'win32' ? path.join(VENV, 'Scripts', `${program}.exe`) : path.join(VENV, 'bin', program);

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const sha = (digit: string): string => `sha256:${digit.repeat(64)}`;

interface LockedEntry {
  readonly name: string;
  readonly version: string;
  readonly groups?: readonly string[];
  readonly files?: readonly (readonly [name: string, digit: string])[];
  readonly more?: string;
}

const POETRY_PACKAGES: readonly LockedEntry[] = [
  {
    name: 'click',
    version: '8.1.7',
    groups: ['main', 'dev'],
    files: [
      ['click-8.1.7-py3-none-any.whl', 'a'],
      ['click-8.1.7.tar.gz', 'b'],
    ],
    more: '[package.dependencies]\ncolorama = {version = "*", markers = "platform_system == \\"Windows\\""}\n',
  },
  { name: 'colorama', version: '0.4.6', groups: ['main'], files: [['colorama-0.4.6-py2.py3-none-any.whl', 'c']] },
  { name: 'iniconfig', version: '2.0.0', groups: ['dev'], files: [['iniconfig-2.0.0-py3-none-any.whl', 'd']] },
  {
    name: 'priv',
    version: '1.0',
    files: [
      ['priv-1.0-cp312-cp312-win_amd64.whl', 'e'],
      ['priv-1.0-cp312-cp312-linux_x86_64.whl', 'f'],
    ],
    more: '[package.source]\ntype = "legacy"\nurl = "https://private.example/simple"\nreference = "private"\n',
  },
  {
    name: 'trl',
    version: '0.9.0',
    more: `[package.source]\ntype = "git"\nurl = "https://github.com/huggingface/trl.git"\nreference = "v0.9.0"\nresolved_reference = "${COMMIT}"\n`,
  },
];

const poetryLock = `${POETRY_PACKAGES.map(
  ({ name, version, groups = ['main'], files = [], more = '' }) => `[[package]]
name = "${name}"
version = "${version}"
description = ""
optional = false
python-versions = ">=3.9"
groups = [${groups.map((group) => `"${group}"`).join(', ')}]
files = [${files.map(([file, digit]) => `{file = "${file}", hash = "${sha(digit)}"}`).join(', ')}]
${more}`,
).join('\n')}
[metadata]
lock-version = "2.1"
python-versions = ">=3.9"
content-hash = "a"
`;

const PROJECTS: Readonly<
  Record<string, { readonly command: readonly string[]; readonly files: Readonly<Record<string, string>> }>
> = {
  Poetry: {
    command: ['poetry'],
    files: {
      'poetry.lock': poetryLock,
      'pyproject.toml': `[tool.poetry]
name = "own"
version = "0.1.0"
description = ""
authors = ["Ada <ada@example.org>"]
license = "MIT"
[tool.poetry.dependencies]
python = "^3.9"
click = "*"
colorama = "*"
priv = {version = "*", source = "private"}
trl = {git = "https://github.com/huggingface/trl.git", tag = "v0.9.0"}
[tool.poetry.group.dev.dependencies]
iniconfig = "*"
[[tool.poetry.source]]
name = "private"
url = "https://private.example/simple"
priority = "explicit"
`,
    },
  },
  Pipenv: {
    // What is for development is left out otherwise.
    command: ['pipenv', '--dev'],
    files: {
      Pipfile: `[[source]]\nurl = "https://pypi.org/simple"\nverify_ssl = true\nname = "pypi"\n[[source]]\nurl = "https://private.example/simple"\nverify_ssl = true\nname = "private"\n[packages]\nclick = "*"\npriv = {version = "*", index = "private"}\n[dev-packages]\niniconfig = "*"\n`,
      'Pipfile.lock': JSON.stringify({
        _meta: {
          hash: { sha256: 'a' },
          'pipfile-spec': 6,
          requires: {},
          sources: [
            { name: 'pypi', url: 'https://pypi.org/simple', verify_ssl: true },
            { name: 'private', url: 'https://private.example/simple', verify_ssl: true },
          ],
        },
        default: {
          click: { hashes: [sha('a'), sha('b')], index: 'pypi', version: '==8.1.7' },
          priv: { hashes: [sha('c')], index: 'private', version: '==1.0' },
        },
        develop: { iniconfig: { hashes: [sha('d')], version: '==2.0.0' } },
      }),
    },
  },
};

/** Where the two differ, by project, and why that is right. Whatever is not here is a failure. */
const DIFFERENCES: Readonly<Record<string, { readonly what: string; readonly why: string }[]>> = {
  Poetry: [],
  Pipenv: [
    {
      what: 'only here: edge from the project to click',
      why: 'the Pipfile asks for it; a Pipfile.lock has no graph, and cyclonedx-py reads nothing else for it',
    },
    { what: 'only here: edge from the project to iniconfig', why: 'the same, of the packages for development' },
    { what: 'only here: edge from the project to priv', why: 'the same' },
  ],
};

interface Document {
  readonly metadata: { readonly component?: { readonly 'bom-ref'?: string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly purl: string;
    readonly externalReferences?: readonly {
      readonly type: string;
      readonly hashes?: readonly { readonly content: string }[];
    }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** Needs Python and its registry: `npm run test:optional`. */
describe('the SBOM, beside other tools', function () {
  this.timeout(600_000);
  let folder: string;

  before(() => {
    if (!existsSync(inVenv('cyclonedx-py')) || !existsSync(inVenv('pyshacl'))) {
      execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', VENV]);
      execFileSync(inVenv('python'), ['-m', 'pip', 'install', '--quiet', ...PACKAGES]);
    }
    folder = mkdtempSync(path.join(os.tmpdir(), 'touchstone-sbom-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const project = (name: string, files: Readonly<Record<string, string>>): string => {
    const root = path.join(folder, name);
    mkdirSync(root);
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, file), text);
    return root;
  };
  const touchstone = (root: string, ...args: readonly string[]): string =>
    execFileSync(process.execPath, [commandLine(), 'sbom', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
    });

  for (const [name, { command, files }] of Object.entries(PROJECTS))
    it(`has the components, edges and hashes of cyclonedx-py for a lock of ${name}`, () => {
      const root = project(name, files);
      const theirs = JSON.parse(
        execFileSync(inVenv('cyclonedx-py'), [...command, root, '--of', 'json', '--sv', '1.6'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      ) as Document;
      const ours = JSON.parse(touchstone(root)) as Document;
      const [here, there] = [factsOf(ours), factsOf(theirs)];
      const differing = [
        ...[...here].filter((fact) => !there.has(fact)).map((fact) => `only here: ${fact}`),
        ...[...there].filter((fact) => !here.has(fact)).map((fact) => `only there: ${fact}`),
      ];
      assert.deepEqual(differing.sort(), DIFFERENCES[name]!.map(({ what }) => what).sort());
      assert.ok(here.size > 5, 'something was compared');
    });

  it('conforms to the shapes of SPDX 3.0.1, and what is broken does not', async function () {
    const { spdxFile } = (await import(pathToFileURL(path.join(ROOT, 'scripts', 'compile-spdx-model.mjs')).href)) as {
      spdxFile(name: string): string | null;
    };
    const [model, context] = [spdxFile('spdx-model.ttl'), spdxFile('spdx-context.jsonld')];
    if (model === null || context === null) {
      console.log('      not run: there is no shared/data/spdx beside this repository');
      return this.skip();
    }
    const root = project('spdx', {
      ...PROJECTS['Poetry']!.files,
      'train.py': `from transformers import AutoModel\nAutoModel.from_pretrained("meta-llama/Llama-3.1-8B", revision="${COMMIT}")\n`,
      Dockerfile: 'FROM python:3.12\n',
    });
    const script = path.join(folder, 'shacl.py');
    writeFileSync(script, SHACL);
    const conforms = (text: string): unknown => {
      const file = path.join(folder, 'bom.spdx.json');
      writeFileSync(file, text);
      const { status, stdout, stderr } = spawnSync(inVenv('python'), [script, file, model, context], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout);
    };
    const text = touchstone(root, '--format', 'spdx');
    assert.equal(conforms(text), true);
    assert.equal(conforms(text.replace('"dependsOn"', '"dependsUpon"')), false);
  });
});

/** What is compared: package URLs by their parts, since tools differ in what they escape. */
function factsOf({ metadata, components, dependencies }: Document): ReadonlySet<string> {
  const names = new Map(components.map((each) => [each['bom-ref'], parsePurl(each.purl)!.name]));
  const nameOf = (ref: string): string =>
    names.get(ref) ?? (ref === (metadata.component?.['bom-ref'] ?? 'root-component') ? 'the project' : ref);
  return new Set([
    ...components.map(({ purl }) => {
      const { name, version, qualifiers = {} } = parsePurl(purl)!;
      return `component ${name} ${version ?? ''} ${JSON.stringify(Object.entries(qualifiers).sort())}`;
    }),
    ...dependencies.flatMap(({ ref, dependsOn = [] }) =>
      dependsOn.map((to) => `edge from ${nameOf(ref)} to ${nameOf(to)}`),
    ),
    ...components.flatMap(({ purl, externalReferences = [] }) =>
      externalReferences
        .filter(({ type }) => type === 'distribution')
        .flatMap(({ hashes = [] }) => hashes.map(({ content }) => `hash of ${parsePurl(purl)!.name} ${content}`)),
    ),
  ]);
}

const SHACL = `import json, sys
from rdflib import Graph
from pyshacl import validate
document = json.load(open(sys.argv[1]))
document['@context'] = json.load(open(sys.argv[3]))['@context']
data = Graph().parse(data=json.dumps(document), format='json-ld')
shapes = Graph().parse(sys.argv[2])
conforms, _, text = validate(data, shacl_graph=shapes, ont_graph=shapes)
print(json.dumps(conforms and len(data) > 50))
`;
