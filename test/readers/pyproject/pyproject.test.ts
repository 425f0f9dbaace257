import assert from 'node:assert/strict';
import { assertPlaces, describeManifest, fuzzManifest, readManifest } from '../manifests/manifest-facts';
import { CASES } from './pyproject-cases';

const PATH = 'pyproject.toml';
describe('pyproject.toml', () => {
  for (const [name, text, expected] of CASES) {
    it(name, async () => assert.deepEqual(await describeManifest(PATH, text), expected));
    it(`${name}: places`, () => assertPlaces(PATH, text));
    it(`${name}: with the line ends of Windows`, async () => {
      const crlf = text.replace(/\n/g, '\r\n');
      assert.deepEqual(await describeManifest(PATH, crlf), expected);
      await assertPlaces(PATH, crlf);
    });
    it(`${name}: any text is read`, async function () {
      this.timeout(60_000);
      await fuzzManifest(PATH, text);
    });
  }

  const uses: readonly (readonly [string, string, 'application' | 'library'])[] = [
    ['without a build system', '[project]\nname="x"\n', 'application'],
    ['with a build system', '[project]\nname="x"\n[build-system]\nrequires=[]\n', 'library'],
    ['of uv without a package', '[project]\nname="x"\n[build-system]\n[tool.uv]\npackage = false\n', 'application'],
    ['of uv with a package', '[project]\nname="x"\n[tool.uv]\npackage = true\n', 'library'],
    [
      'of PDM without a package',
      '[project]\nname="x"\n[build-system]\n[tool.pdm]\ndistribution = false\n',
      'application',
    ],
    [
      'that no index takes',
      '[project]\nname="x"\nclassifiers=["Private :: Do Not Upload"]\n[build-system]\n',
      'application',
    ],
  ];
  for (const [name, text, use] of uses)
    it(`a project ${name} is ${use === 'library' ? 'a library' : 'an application'}`, async () => {
      const written = text.replace('name="x"\n', 'name="x"\ndependencies = ["torch"]\n');
      const [facts] = (await readManifest(PATH, written)).facts;
      const [entry] = facts!.entries;
      assert.equal(entry?.kind === 'requirement' && entry.list?.use, use);
    });

  it('gives names in escapes, and strings of all four forms, their places', async () => {
    const text = `[project]\ndependencies = ["p\\u0061ndas>=1", '''numpy\n==1.0''', """\nscipy \\\n   <2""", 'torch']\n[build-system]\n`;
    const [facts] = (await readManifest(PATH, text)).facts;
    const read = facts!.entries.flatMap((entry) =>
      entry.kind === 'requirement' && entry.nameRange
        ? [
            [
              entry.name,
              text.slice(entry.nameRange.start, entry.nameRange.end),
              entry.specifiers.map((each) => text.slice(each.versionRange.start, each.versionRange.end)).join(),
            ],
          ]
        : [],
    );
    assert.deepEqual(read, [
      ['pandas', 'p\\u0061ndas', '1'],
      ['scipy', 'scipy', '2'],
      ['torch', 'torch', ''],
    ]);
  });

  it('tells of a group that includes one which is not there', async () => {
    const { notes } = await readManifest(PATH, '[dependency-groups]\na = [{ include-group = "b" }, "x"]\n');
    assert.deepEqual(
      notes.map(({ message }) => message),
      ['the group a includes b, which is not there'],
    );
  });

  it('reads the good lines of a broken file, and says which it leaves out', async () => {
    const text = `[project]
name = "x"
dependencies = [
  "torch",
  "numpy>=1
  "pandas"
  "scipy>=1",

[project.optional-dependencies]
x = ["a>=1"]
y = = 3
[[tool.uv.index]]
url = "https://one.example/simple"
[dependency-groups]
z = ["b"`;
    const { facts, notes } = await readManifest(PATH, text);
    assert.deepEqual(
      facts[0]!.entries.map((entry) =>
        entry.kind === 'requirement' ? entry.name : entry.kind === 'option' ? entry.value : entry,
      ),
      ['torch', 'pandas', 'scipy', 'a', 'https://one.example/simple', 'b'],
    );
    assert.equal(notes.at(-1)?.message, 'lines 5, 11 cannot be read, so requirements there are not seen');
  });

  it('reads the good lines of a list with many broken ones', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `  "package-${index}>=1${index % 4 === 3 ? '' : '",'}`);
    const text = `[project]\nname = "x"\ndependencies = [\n${lines.join('\n')}\n]\n[dependency-groups]\nx = ["y"]\n`;
    const { facts, notes } = await readManifest(PATH, text);
    assert.equal(facts[0]!.entries.length, 301);
    assert.match(notes.at(-1)!.message, /^lines 7, 11, 15, .*, … cannot be read/);
  });

  it('reads a file of many lines in time that grows with them', async function () {
    this.timeout(20_000);
    const names = Array.from({ length: 20_000 }, (_, index) => `  "package-${index}>=1",`).join('\n');
    const { facts, notes } = await readManifest(
      PATH,
      `[project]\nname = "x"\ndependencies = [\n${names}\n  "last"\n]\n`,
    );
    assert.equal(facts[0]?.entries.length, 20_000);
    assert.ok(notes.some(({ message }) => message === 'only the first 20000 requirements are read'));
  });
});
