import assert from 'node:assert/strict';
import { RULES } from '../../../src/rules/index';
import { fixturesOf } from '../fixture-files';
import { toCells } from '../fixture-project';
import { alignmentOf, LAYOUT } from './alignment';
import { meaningOf } from './meaning';
import { programReader, type Program, type ProgramReader, type Written } from './program';
import { transformationsWith } from './transformations';
import type { Variant } from './variant';

/** By transformation: programs, each with what becomes of it; null where it is left as it is. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [before: string, after: string | null])[]>> = {
  '60 columns': [
    [
      'x = load("some/path/of/a/checkpoint.pt", map_location="cpu", weights_only=True)\n',
      'x = load(\n    "some/path/of/a/checkpoint.pt",\n    map_location="cpu",\n    weights_only=True,\n)\n',
    ],
    ['f(\'a\' "b")\n', "f('ab')\n"],
    ['f(\'a\', "b")\n', null],
  ],
  '88 columns': [['f(\n    a,\n    b\n)\n', 'f(a, b)\n']],
  '88 columns, joined': [['f(\n    a,\n    b,\n)\n', 'f(a, b)\n']],
  '200 columns, joined': [['if (\n    a\n    and b\n):\n    pass\n', 'if a and b:\n    pass\n']],
  'one a line': [
    ['f(a, [b, c])\n', 'f(\n    a,\n    [\n        b,\n        c\n    ]\n)\n'],
    ['if a:\n    f(a,  # first\n      b)\n', 'if a:\n    f(\n        a,  # first\n      b\n    )\n'],
    ['f()\nx = f"{g(a, b)}"\n', null],
  ],
  'on one line': [
    ['f(\n    a,\n    [\n        b\n    ],\n)\n', 'f(a, [b],)\n'],
    ['x = (\n    a\n    .b()\n)\n', 'x = (a.b())\n'],
    [
      'f(\n    a,  # first\n    b,\n)\ng("""a\nb""", [\n    c])\n',
      'f(\n    a,  # first\n    b,\n)\ng("""a\nb""", [c])\n',
    ],
    [`f(\n    "${'long'.repeat(50)}",\n)\n`, null],
  ],
  parentheses: [
    ['x = f(a, b=c)\n', 'x = (f((a), b=(c)))\n'],
    ['x = a + b\nreturn x\n', 'x = ((a) + (b))\nreturn (x)\n'],
    ['with open(path) as file, lock:\n    pass\n', 'with (open((path))) as file, lock:\n    pass\n'],
    [
      '@cached\ndef f(a: A | None = None): ...\nx, y = a, b\nf"{a}"\ng(*a, **b)\ng(x for x in a, )\ndel a\nclass A(B): pass\n',
      '@cached\ndef f(a: A | None = None): ...\nx, y = a, b\nf"{a}"\ng(*a, **b)\ng(x for x in (a), )\ndel a\nclass A(B): pass\n',
    ],
    ['"""What it does."""\nx = (a)\nfrom a import b\nassert a\nx = yield a\n', null],
    ['x = a and b and c\n', 'x = ((a) and (b) and (c))\n'],
  ],
  'parenthesised receivers': [
    [
      'requests.get(url).text\na["b"].c\n"{}".format(a)\nos.path.join(a)\n',
      '(requests.get(url)).text\n(a["b"]).c\n("{}").format(a)\n(os.path).join(a)\n',
    ],
    ['torch.load(a)\na["b"]["c"] = d\n@app.route.get("/")\ndef f(): ...\nf"{a.b.c}"\n', null],
  ],
  'comments in brackets': [
    ['f(a, b)\n', 'f(  # as before\n    a,  # as before\n    b)\n'],
    ['x[a, b]\n', 'x[a,  # as before\n    b]\n'],
    ['f(  # first\n    a)\nx[a]\nf"{g(a)}"\n', null],
  ],
  'comments on lines': [
    ['if a:\n    b\n', '# as before\nif a:\n    # as before\n    b  # as before\n'],
    ['a; b  # why\n', '# as before\na; b  # why\n'],
  ],
  semicolons: [
    ['import a\n\nb = a.c()\nif b:\n    d\n    e\n', 'import a; b = a.c()\nif b:\n    d; e\n'],
    ['a  # why\nb\n# so\nc\nif c: d\ne\n', null],
  ],
  'suites on headers': [
    ['if a:\n    b\n    c\nelse:\n    d\n', 'if a: b; c\nelse: d\n'],
    ['for a in b:\n    if a:\n        c\n', 'for a in b:\n    if a: c\n'],
    ['if a:  # why\n    b\nif b:\n    # so\n    c\nwith d:\n    e\n    # and so\n', null],
  ],
  'blank lines': [
    ['a\nif b:\n    c\n    d\n', 'a\n\n\nif b:\n    c\n\n\n    d\n'],
    ['a; b\n', null],
  ],
  'no blank lines': [
    ['a\n\n\nb\n\n# why\n\nc = """a\n\nb"""\n', 'a\nb\n# why\nc = """a\n\nb"""\n'],
    ['a\nb\n', null],
  ],
  backslashes: [
    ['x = a + b\n', 'x = \\\n    a + \\\n    b\n'],
    ['x = get(a).text\n', 'x = \\\n    get(a) \\\n    .text\n'],
    ['f(a + b)\nos.path\nif a: b\n', null],
  ],
  renaming: [
    [
      'def f(path):\n    state = load(path)\n    return state\n',
      'def f(my_path):\n    my_state = load(my_path)\n    return my_state\n',
    ],
    ['API_KEY = a()\nuse(API_KEY)\n', 'MY_API_KEY = a()\nuse(MY_API_KEY)\n'],
    [
      'for _x, dataPath in y():\n    use(_x, x=dataPath)\n',
      'for _my_x, myDataPath in y():\n    use(_my_x, x=myDataPath)\n',
    ],
    [
      'def f(a):\n    def g():\n        nonlocal a\n        a = 1\n    return [a for b in a if b], g\n',
      'def f(my_a):\n    def g():\n        nonlocal my_a\n        my_a = 1\n    return [my_a for my_b in my_a if my_b], g\n',
    ],
    // Of others: imported, defined, attributes, settings that nobody reads here, what is called by keyword, what a text or a framework names.
    ['import a\nfrom b import c as d\ndef e(): a, d\nclass F:\n    g = 1\nh = 1\ndef i(j): j\ni(j=2)\n', null],
    [
      '__all__ = ["a"]\na = 1\na\n@app.get("/")\ndef f(b): b\ndef view(self, request): self, request\nc = 1\nf"{c=}"\nd = 1\neval("d + 1")\n',
      null,
    ],
    ['def f():\n    use(a)\n\n\ndef g():\n    a = 1\n    use(a)\n', null],
    ['try:\n    input = raw_input\nexcept NameError:\n    pass\ninput()\nmatch b():\n    case [e]:\n        e\n', null],
  ],
  'brackets, lines and names': [
    [
      'def f():\n    key = g("a", b)\n    return key\n',
      'def f():\n    my_key = (  # as before\n        g(  # as before\n            (  # as before\n                "a"\n            ),  # as before\n            (  # as before\n                b\n            )\n        )\n    )\n    return (  # as before\n        my_key\n    )\n',
    ],
    ['pass\n', null],
  ],
  'joined and bracketed': [
    ['if x:\n    y = a.b().c("d")\n    z()\n', 'if (x): y = ((a.b()).c(("d"))); z()\n'],
    ['x = 1\n', null],
  ],
};

describe('other ways to write a program', () => {
  let read: ProgramReader;
  let fixtures: readonly Program[];
  before(async () => {
    read = await programReader();
    fixtures = programsOfFixtures(read);
  });
  const applied = (name: string, program: Program): Variant | null =>
    transformationsWith(read)
      .find((each) => each.name === name)!
      .apply(program);

  it('has examples of each', () => {
    assert.deepEqual(
      Object.keys(EXAMPLES),
      transformationsWith(read).map(({ name }) => name),
    );
  });

  for (const [name, examples] of Object.entries(EXAMPLES)) {
    it(`writes ${name}, and leaves what it must not change`, () => {
      for (const [before, after] of examples) {
        const program = read(before, new Set());
        assert.ok(program, before);
        assert.equal(applied(name, program)?.text ?? null, after === before ? null : after, before);
      }
    });
  }

  for (const name of Object.keys(EXAMPLES)) {
    it(`keeps the meaning and the places of all fixtures: ${name}`, () => {
      let written = 0;
      const transformation = transformationsWith(read).find((each) => each.name === name)!;
      for (const program of fixtures) {
        const variant = transformation.apply(program);
        if (variant === null) continue;
        written++;
        const other = read(variant.text);
        assert.ok(other, `not well-formed:\n${variant.text}`);
        assertSame(name, program, other, variant);
        assertPlaces(program, other, variant);
      }
      assert.ok(written > 10, `only ${written}`);
    }).timeout(60_000);
  }

  it('says when two programs are not the same', () => {
    const [one, other] = [read('f(a, "b")\n')!, read('f(a, "c")\n')!];
    assert.throws(() => alignmentOf(one, other), /not the same program/);
    assert.throws(() => alignmentOf(read('f(a)\n')!, read('f(a)\n# b\n')!), /not the same program/);
    assert.notEqual(meaningOf('a - (b - c)\n'), meaningOf('a - b - c\n'));
    assert.equal(meaningOf('(a)\n'), meaningOf('a  # b\n'));
    assert.throws(() => meaningOf('f(\n'));
  });

  it('finds strings again that were parted otherwise', () => {
    const [one, other] = [read('f("ab" "cd", x)\n')!, read("f(\n  'abcd',\n  x)\n")!];
    const placeOf = alignmentOf(other, one);
    assert.equal(placeOf(other.text.indexOf('cd')), one.text.indexOf('cd'));
    assert.equal(placeOf(other.text.indexOf('x')), one.text.indexOf('x'));
    const braces = alignmentOf(read('f"{a}{{b}}"\n')!, read('f"{a}" "{b}"\n')!);
    assert.equal(braces('f"{a}{{'.length), 'f"{a}" "{'.length);
    const parted = alignmentOf(read("('{a}}', x)\n")!, read('("{a}" "}", x)\n')!);
    assert.equal(parted("('{a}}', ".length), '("{a}" "}", '.length);
  });
});

/** All fixtures, and the cells of those that are notebooks, that are well-formed. */
function programsOfFixtures(read: ProgramReader): readonly Program[] {
  return RULES.flatMap(({ id }) => fixturesOf(id))
    .flatMap(({ text, path, notebook }) => (notebook ? toCells(text) : path.endsWith('.py') ? [text] : []))
    .flatMap((text) => read(text, new Set()) ?? []);
}

/** Worked out once for all transformations. */
const OF_ORIGINALS = new WeakMap<Program, { readonly shape: string; readonly meaning: string }>();

/** The formatter joins strings, so only the shape of its trees is compared. */
function assertSame(name: string, original: Program, other: Program, { text, names }: Variant): void {
  let known = OF_ORIGINALS.get(original);
  if (!known)
    OF_ORIGINALS.set(original, (known = { shape: shapeOf(original.root), meaning: meaningOf(original.text) }));
  assert.equal(shapeOf(other.root), known.shape, text);
  if (!name.includes(' columns')) assert.equal(meaningOf(text, names), known.meaning, text);
}

/** Kinds of the nodes that mean something, with brackets for those within. */
function shapeOf(node: Written): string {
  if (!node.named || node.kind === 'comment' || node.kind === 'line_continuation') return '';
  if (node.kind === 'string' || node.kind === 'concatenated_string') return 'string ';
  const inner = node.children.map(shapeOf).join('');
  if (node.kind === 'parenthesized_expression') return inner;
  return `${SAME_KINDS[node.kind] ?? node.kind}(${inner})`;
}

/** What a tuple is called depends on its brackets. */
const SAME_KINDS: Readonly<Record<string, string>> = {
  expression_list: 'tuple',
  pattern_list: 'tuple_pattern',
};

/** Every token that is in both is found again where it stood. */
function assertPlaces(original: Program, other: Program, { text, names, placeOf }: Variant): void {
  for (const { kind, start, end } of other.tokens) {
    if (LAYOUT.has(kind) || kind === 'string' || kind === 'comment') continue;
    const written = text.slice(start, end);
    const place = placeOf(start);
    const found = original.text.slice(place, place + 200).toLowerCase();
    const expected = kind === 'identifier' ? (names?.get(written) ?? written) : written;
    // The formatter writes numbers in its own way.
    if (kind === 'integer' || kind === 'float') assert.match(found, /^[\d.]/);
    else assert.ok(found.startsWith(expected.toLowerCase()), `${written} at ${start}: ${found.slice(0, 40)}`);
  }
}
