import assert from 'node:assert/strict';
import { argumentOf } from '../../../src/core/python-facts';
import { truthOf } from '../../../src/core/value';
import { call } from './calls';

describe('values', () => {
  const cases: [string, string, unknown][] = [
    ['a literal', 'f(X="a/b")', 'a/b'],
    ['implicit concatenation', 'f(X="a/" "b")', 'a/b'],
    ['concatenation', 'f(X="a" + "/" + "b")', 'a/b'],
    ['concatenation with brackets and comments', 'f(X=("a/"  # c\n + (  # d +\n"b")))', 'a/b'],
    ['a raw string', 'f(X=r"a\\b")', 'a\\b'],
    ['escapes', 'f(X="a\\x62\\n\\u00e9")', 'ab\né'],
    ['a triple-quoted string', 'f(X="""a\nb""")', 'a\nb'],
    ['an f-string of constants', 'O = "org"\nf(X=f"{O}/name")', 'org/name'],
    ['doubled braces', 'O = "o"\nf(X=f"{{{O}}}")', '{o}'],
    ['a module constant', 'ID = "a/b"\ndef g():\n    f(X=ID)', 'a/b'],
    ['a local constant', 'def g():\n    name = "a/b"\n    f(X=name)', 'a/b'],
    ['the last straight assignment', 'n = "a"\nn = "b"\nf(X=n)\nn = "c"', 'b'],
    ['a constant of a constant', 'A = "a"\nB = A\nf(X=B)', 'a'],
    ['a default argument', 'def g(name="a/b"):\n    f(X=name)', 'a/b'],
    ['a class attribute', 'class C:\n    ID = "a/b"\nf(X=C.ID)', 'a/b'],
    ['a class attribute through self', 'class C:\n    ID = "a/b"\n    def g(self):\n        f(X=self.ID)', 'a/b'],
    ['an inherited class attribute', 'class B:\n    ID = "a/b"\nclass C(B):\n    pass\nf(X=C.ID)', 'a/b'],
    [
      'a dataclass field',
      'from dataclasses import dataclass, field\n@dataclass\nclass C:\n    id: str = field(default="a/b")\nc = C()\nf(X=c.id)',
      'a/b',
    ],
    ['a field of an annotated parameter', 'class C:\n    id: str = "a/b"\ndef main(cfg: C):\n    f(X=cfg.id)', 'a/b'],
    [
      'an argparse default',
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--model-name", "-m", default="a/b")\nargs = p.parse_args()\nf(X=args.model_name)',
      'a/b',
    ],
    [
      'an argparse default in main(args)',
      'p.add_argument("--m", default="a/b")\ndef main(args):\n    f(X=args.m)',
      'a/b',
    ],
    [
      'a click default',
      'import click\n@click.command()\n@click.option("--model", default="a/b")\ndef main(model):\n    f(X=model)',
      'a/b',
    ],
    ['a typer default', 'import typer\ndef main(model: str = typer.Option("a/b")):\n    f(X=model)', 'a/b'],
    ['an item of a dictionary', 'C = {"id": "a/b"}\nf(X=C["id"])', 'a/b'],
    ['an item set later', 'C = {}\nC["id"] = "a/b"\nf(X=C["id"])', 'a/b'],
    ['unpacking', 'a, b = "x", "y"\nf(X=b)', 'y'],
    ['a walrus', 'if (n := "a"):\n    f(X=n)', 'a'],
    ['a value set in a with block', 'with open(p) as h:\n    n = "a"\nf(X=n)', 'a'],
    ['an environment variable with a default', 'import os\nf(X=os.environ.get("M", "a/b"))', 'a/b'],
    ['getenv with a default', 'from os import getenv\nf(X=getenv("M", default="a/b"))', 'a/b'],
    ['a fallback with or', 'def g(name=None):\n    f(X=name or "a/b")', 'a/b'],
    ['a fallback of a known text', 'N = "a/b"\nf(X=N or "c")', 'a/b'],
    ['format', 'O = "a"\nf(X="{}/{name}".format(O, name="b"))', 'a/b'],
    ['format with positions', 'f(X="{1}/{0}".format("b", "a"))', 'a/b'],
    ['printf-style formatting', 'O = "a"\nf(X="%s/%s" % (O, "b"))', 'a/b'],
    ['printf-style formatting of one', 'f(X="a/%s" % "b")', 'a/b'],
    ['join', 'O = "a"\nf(X="/".join([O, "b"]))', 'a/b'],
    ['a conditional expression with two ways to the same', 'f(X="a/b" if c else "a/b")', 'a/b'],
    [
      'a named tuple',
      'from typing import NamedTuple\nclass C(NamedTuple):\n    id: str = "a/b"\nc = C()\nf(X=c.id)',
      'a/b',
    ],
    [
      'a pydantic field',
      'from pydantic import BaseModel, Field\nclass C(BaseModel):\n    id: str = Field("a/b")\nf(X=C().id)',
      'a/b',
    ],
    [
      'an attrs field',
      'import attrs\n@attrs.define\nclass C:\n    id: str = attrs.field(default="a/b")\nc = C()\nf(X=c.id)',
      'a/b',
    ],
    ['a field that the call sets', 'class C:\n    id: str = "c"\nc = C(id="a/b")\nf(X=c.id)', 'a/b'],
    [
      'a field of a field',
      'from dataclasses import dataclass, field\n@dataclass\nclass M:\n    id: str = "a/b"\n@dataclass\nclass C:\n    model: M = field(default_factory=M)\ndef main(cfg: C):\n    f(X=cfg.model.id)',
      'a/b',
    ],
    [
      'a field of a configuration that self holds',
      'class C:\n    id: str = "a/b"\nclass T:\n    def __init__(self, cfg: C):\n        self.cfg = C()\n    def g(self):\n        f(X=self.cfg.id)',
      'a/b',
    ],
    [
      'dataclasses of HfArgumentParser',
      'from transformers import HfArgumentParser\nclass A:\n    id: str = "a/b"\nclass B:\n    x: int = 1\nparser = HfArgumentParser((A, B))\na, b = parser.parse_args_into_dataclasses()\nf(X=a.id)',
      'a/b',
    ],
    [
      'a configuration that tyro parses',
      'import tyro\nclass C:\n    id: str = "a/b"\nc = tyro.cli(C)\nf(X=c.id)',
      'a/b',
    ],
    [
      'the value of an enumeration',
      'from enum import Enum\nclass M(Enum):\n    BASE = "a/b"\nf(X=M.BASE.value)',
      'a/b',
    ],
    ['a namespace', 'from types import SimpleNamespace\nc = SimpleNamespace(id="a/b")\nf(X=c.id)', 'a/b'],
    ['a dictionary with attributes', 'from easydict import EasyDict\nc = EasyDict({"id": "a/b"})\nf(X=c.id)', 'a/b'],
    ['get of a dictionary', 'C = {"id": "a/b"}\nf(X=C.get("id"))', 'a/b'],
    ['get with a default', 'C = {"x": "y"}\nf(X=C.get("id", "a/b"))', 'a/b'],
    ['a keyword out of a dictionary', 'K = {"X": "a/b"}\nf("X=", **K)', 'a/b'],
    ['a keyword out of dictionaries put together', 'K = {"y": 1}\nL = {**K, "X": "a/b"}\nf("X=", **L)', 'a/b'],
    ['a keyword out of a union', 'K = {"y": 1}\nf("X=", **(K | {"X": "a/b"}))', 'a/b'],
    ['a keyword out of dict()', 'K = {"y": 1}\nf("X=", **dict(**K, X="a/b"))', 'a/b'],
    ['a conditional expression with two values is unknown', 'f(X="a/b" if c else "c/d")', undefined],
    ['and is unknown', 'f(X=name and "a/b")', undefined],
    ['a field that the call may set is unknown', 'class C:\n    id: str = "c"\nc = C(**k)\nf(X=c.id)', undefined],
    ['format of something unknown', 'f(X="{}/b".format(g))', undefined],
    ['format with a specification', 'f(X="{:>10}".format("a"))', undefined],
    ['an environment variable alone', 'import os\nf(X=os.environ.get("M"))', undefined],
    ['a loop variable is unknown', 'for n in ["a"]:\n    f(X=n)', undefined],
    ['a conditional assignment is unknown', 'n = "a"\nif c:\n    n = "b"\nf(X=n)', undefined],
    ['an augmented string is unknown', 'n = "a"\nn += "b"\nf(X=n)', undefined],
    [
      'a global that is assigned twice is unknown',
      'N = "a"\ndef s():\n    global N\n    N = "b"\ndef g():\n    f(X=N)',
      undefined,
    ],
    ['an f-string with a call is unknown', 'f(X=f"{g()}/b")', undefined],
    ['a name that refers to itself is unknown', 'a = a\nf(X=a)', undefined],
    ['a cycle is unknown', 'a = b\nb = a\nf(X=a)', undefined],
  ];
  for (const [name, source, expected] of cases) {
    it(name, async () => {
      const value = argumentOf(await call(source, 'X='), 'X')?.value;
      assert.equal(value?.kind === 'string' ? value.value : undefined, expected);
    });
  }

  it('knows booleans, numbers, none, and their truth', async () => {
    const fact = await call(
      'import m\nclass C:\n    def x(self):\n        f(a=True, b=False, c=None, d=-1, e=0x10, g=[], h=unknown, i=self.args.flag, j=m.FLAG)',
      'a=True',
    );
    assert.deepEqual(
      ['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i', 'j'].map((name) => truthOf(argumentOf(fact, name)?.value)),
      [true, false, false, true, true, false, undefined, undefined, undefined],
    );
  });

  it('keeps the beginning of a string that is only partly known', async () => {
    const value = argumentOf(await call('f(X=f"http://{host}/x")', 'X='), 'X')?.value;
    assert.equal(value?.kind === 'unknown' && value.prefix, 'http://');
  });

  it('knows where a path begins', async () => {
    const value = argumentOf(await call('from pathlib import Path\nD = Path("a")\nf(X=D / "b.pt")', 'X='), 'X')?.value;
    assert.equal(value?.kind === 'unknown' && value.prefix, 'a/');
  });

  it('takes a fallback for a default', async () => {
    for (const text of [
      'f(X=name or "a")',
      'import os\nf(X=os.getenv("N", "a"))',
      'N = "b"\ndef g(n=N):\n    f(X=n or "a")',
    ]) {
      const value = argumentOf(await call(text, 'X='), 'X')?.value;
      assert.equal(value?.kind === 'string' && value.via, 'default', text);
    }
  });

  it('tells a default from a constant', async () => {
    const value = argumentOf(await call('def g(n="a"):\n    f(X=n)', 'X='), 'X')?.value;
    assert.equal(value?.kind === 'string' && value.via, 'default');
  });

  it('keeps what a call returned', async () => {
    const value = argumentOf(await call('import os\nf(X=os.environ.get("K"))', 'X='), 'X')?.value;
    assert.ok(value?.kind === 'result');
    assert.equal(value.callee, 'os.environ.get');
    assert.equal(value.args[0]?.kind === 'string' && value.args[0].value, 'K');
  });
});
