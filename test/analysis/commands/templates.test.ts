import assert from 'node:assert/strict';
import { templateOf } from '../../../src/analysis/commands/templates';
import { factsOf } from '../../harness/grammars';

/** The template of what `run` is given in the source. */
async function read(source: string) {
  const { calls, semantics } = await factsOf(source);
  const run = calls.find(({ callee }) => callee === 'run');
  assert.ok(run, source);
  return templateOf(run.args[0]!.expression, semantics);
}

describe('texts that are put together', () => {
  const cases: [string, string, string][] = [
    ['a literal', 'run("git clone x")', 'git clone x'],
    ['a formatted literal', 'run(f"git clone { self.url } {a+b!r:>3}")', 'git clone {self.url} {a_b}'],
    [
      'literals side by side',
      'run(\n    f"git clone https://{host}/"  # the host\n    "x" f"{name}"\n)',
      'git clone https://{host}/x{name}',
    ],
    ['a sum', 'run("git clone " + url + " code")', 'git clone {url} code'],
    ['a sum of sums', 'run(("a" + b) + ("c" + d))', 'a{b}c{d}'],
    ['a format', 'run("git clone {}".format(url))', 'git clone {}'],
    ['a percent', 'run("git clone %s" % (url,))', 'git clone %s'],
    ['a join', 'run(" ".join(["git", "clone", url, str(path)]))', 'git clone {url} {str(path)}'],
    ['a name', 'x = "a" + b\nrun(x)', 'a{b}'],
    ['a name of a template', 'T = "a %s"\nrun(T % b)', 'a %s'],
    ['a name in a sum', 'x = f"{a}b"\nrun("c" + x)', 'c{x}'],
    ['escapes', 'run(f"a\\nb\\\\{c}")', 'a\nb\\{c}'],
    ['quotes', 'run(f"a \\"{b}\\" c")', 'a   {b}   c'],
    ['doubled braces', 'run(f"${{A}}{b}")', '${A}{b}'],
    ['what no name says', 'run("a" + d["k"] + (lambda: 1)() + g(1, "x"))', 'a{d[_k_]}{_()}{g(1,_x_)}'],
  ];
  for (const [name, source, expected] of cases)
    it(name, async () => {
      const template = await read(source);
      assert.equal(template?.text.text, expected);
    });

  it('keep the way back', async () => {
    const source = 'run(\n    f"git clone https://{host}/"\n    f"some/{name} code"\n)';
    const { text, stretches } = (await read(source))!;
    const written = (word: string): string => {
      const at = text.text.indexOf(word);
      const { start, end } = text.range(at, at + word.length);
      return source.slice(start, end);
    };
    assert.equal(written('code'), 'code');
    assert.equal(written('{host}'), '{host}');
    assert.equal(written('https://{host}/some/{name}'), 'https://{host}/"\n    f"some/{name}');
    assert.deepEqual(
      stretches.map(({ start, end }) => source.slice(start, end)),
      ['git clone https://', '/', 'some/', ' code'],
    );
    const { text: inPlace, offset } = text.inPlace();
    assert.equal(inPlace, 'git clone https://{host}/        some/{name} code');
    assert.equal(source.slice(offset, offset + 9), 'git clone');
  });

  it('need something that is written', async () => {
    for (const source of [
      'run(x)',
      'run(f"{a}{b}")',
      'run("")',
      'run(a + b)',
      'x = "a"\nif c:\n    x = f"{b}"\nrun(x)',
      'run(g("a"))',
      'def f(x="a"):\n    run(x)',
    ])
      assert.equal(await read(source), null, source);
  });

  it('end, whatever they are', async () => {
    assert.ok((await read(`run(${'"a" + '.repeat(3000)}"b")`)) !== undefined);
    const long = await read(`run(f"${'{x}y'.repeat(20_000)}")`);
    assert.ok(long!.text.length < 20_000);
    assert.equal(await read('x = y\ny = x\nrun(x)'), null);
  });
});
