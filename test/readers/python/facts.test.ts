import assert from 'node:assert/strict';
import { argumentOf, type CallFact } from '../../../src/core/python-facts';
import { truthOf } from '../../../src/core/value';
import { factsOf } from '../../harness/grammars';

/** The call whose text contains a marker. */
async function call(source: string, marker: string): Promise<CallFact> {
  const facts = await factsOf(source);
  const found = facts.calls.filter((fact) => source.slice(fact.range.start, fact.range.end).includes(marker)).at(-1);
  assert.ok(found, `no call with ${marker}`);
  return found;
}

const calleeOf = async (source: string, marker = 'HERE'): Promise<string> => (await call(source, marker)).callee;

describe('qualified names', () => {
  const cases: [string, string, string][] = [
    ['a module alias', 'import torch as t\nt.load(HERE)', 'torch.load'],
    ['a plain import', 'import torch\ntorch.load(HERE)', 'torch.load'],
    ['a dotted import', 'import torch.nn.functional\ntorch.nn.functional.relu(HERE)', 'torch.nn.functional.relu'],
    ['a dotted import with alias', 'import torch.nn.functional as F\nF.relu(HERE)', 'torch.nn.functional.relu'],
    [
      'a member with alias',
      'from transformers import AutoModel as M\nM.from_pretrained(HERE)',
      'transformers.AutoModel.from_pretrained',
    ],
    [
      'a member of an aliased module',
      'import transformers as T\nT.AutoModel.from_pretrained(HERE)',
      'transformers.AutoModel.from_pretrained',
    ],
    ['a relative import', 'from .models import load\nload(HERE)', '.models.load'],
    ['a relative import of a sibling', 'from . import models\nmodels.load(HERE)', '.models.load'],
    ['a re-assigned function', 'import torch\nload = torch.load\nload(HERE)', 'torch.load'],
    [
      'a re-assigned class',
      'from transformers import AutoModel\nM = AutoModel\nN = M\nN.from_pretrained(HERE)',
      'transformers.AutoModel.from_pretrained',
    ],
    ['a star import of a known module, as a guess', 'from torch import *\nload(HERE)', 'torch.load'],
    ['a builtin beside a star import', 'from torch import *\neval(HERE)', 'eval'],
    ['a method of a result', 'import torch\ntorch.load(x).to(HERE)', 'torch.load().to'],
    [
      'a method of a variable that holds a result',
      'from diffusers import DiffusionPipeline\np = DiffusionPipeline.from_pretrained(x)\np.load_lora_weights(HERE)',
      'diffusers.DiffusionPipeline.from_pretrained().load_lora_weights',
    ],
    ['a receiver that is a parameter', 'def f(m):\n    m.from_pretrained(HERE)', '?.from_pretrained'],
    ['a function of this program', 'def load(p): pass\nload(HERE)', '.load'],
    ['an import inside a function', 'def f():\n    import torch as t\n    t.load(HERE)', 'torch.load'],
    [
      'an import inside try',
      'try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\npickle.load(HERE)',
      'pickle.load',
    ],
    ['getattr with a constant', 'import torch\ngetattr(torch, "load")(HERE)', 'torch.load'],
    ['import_module with a constant', 'import importlib\nimportlib.import_module("pickle").load(HERE)', 'pickle.load'],
    [
      'functools.partial',
      'import functools, torch\nload = functools.partial(torch.load, weights_only=False)\nload(HERE)',
      'torch.load',
    ],
    [
      'an attribute of self',
      'import torch\nclass A:\n    def __init__(self):\n        self.loader = torch.load\n    def f(self):\n        self.loader(HERE)',
      'torch.load',
    ],
    ['a module that no cell imports yet', 'torch.load(HERE)', 'torch.load'],
    ['a with target', 'import gzip\nwith gzip.open(p) as f:\n    f.read(HERE)', 'gzip.open().read'],
    [
      'a conditional re-assignment is not followed',
      'import torch\nload = torch.load\nif x:\n    load = other\nload(HERE)',
      '?',
    ],
    ['a local name hides the import', 'import torch\ndef f(torch):\n    torch.load(HERE)', '?.load'],
    ['an await', 'import a\nasync def f():\n    (await a.b()).c(HERE)', 'a.b().c'],
    ['a class of this program', 'class M: pass\nM.from_pretrained(HERE)', '.M.from_pretrained'],
  ];
  for (const [name, source, expected] of cases) it(name, async () => assert.equal(await calleeOf(source), expected));

  it('says that a star import is a guess', async () => {
    assert.equal((await call('from torch import *\nload(HERE)', 'HERE')).guessed, true);
    assert.equal((await call('from torch import load\nload(HERE)', 'HERE')).guessed, false);
  });
});

describe('values', () => {
  const cases: [string, string, unknown][] = [
    ['a literal', 'f(X="a/b")', 'a/b'],
    ['implicit concatenation', 'f(X="a/" "b")', 'a/b'],
    ['concatenation', 'f(X="a" + "/" + "b")', 'a/b'],
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

describe('arguments', () => {
  it('counts positions and names keywords', async () => {
    const fact = await call('f(1, "b", c=3)', '"b"');
    assert.deepEqual(
      fact.args.map((argument) => [argument.name, argument.position]),
      [
        [null, 0],
        [null, 1],
        ['c', -1],
      ],
    );
    assert.equal(fact.open, false);
  });

  it('opens a known **dict', async () => {
    for (const source of [
      'k = {"trust": True}\nf(1, **k)',
      'f(1, **{"trust": True})',
      'k = dict(trust=True)\nf(1, **k)',
      'k = {}\nk["trust"] = True\nf(1, **k)',
    ]) {
      const fact = await call(source, '1, **');
      assert.equal(truthOf(argumentOf(fact, 'trust')?.value), true, source);
      assert.equal(argumentOf(fact, 'trust')?.spread, true, source);
    }
  });

  it('is open with what is not known', async () => {
    assert.equal((await call('f(1, **kwargs)', '1, **')).open, true);
    assert.equal((await call('f(*args, 1)', '*args')).open, true);
    assert.equal(argumentOf(await call('f(*args, 1)', '*args'), 'x', 0), undefined);
  });

  it('adds what functools.partial holds', async () => {
    const fact = await call(
      'import torch\nfrom functools import partial\nload = partial(torch.load, weights_only=False)\nload("x.pt")',
      '"x.pt"',
    );
    assert.equal(truthOf(argumentOf(fact, 'weights_only')?.value), false);
    assert.equal(argumentOf(fact, 'f', 0)?.value.kind, 'string');
  });

  it('says in which call an argument stands', async () => {
    const inner = (await factsOf('import torch\nm.load_state_dict(torch.load(p))')).calls.find(
      (fact) => fact.callee === 'torch.load',
    );
    assert.match(inner!.outerCallee!, /load_state_dict$/);
  });
});

describe('other facts', () => {
  it('gives assignments with their roles', async () => {
    const facts = await factsOf(
      'import os, openai\nopenai.api_key = "k"\nos.environ["A"] = "v"\nclass C:\n    token: str = "t"\n    def f(self, p="d"):\n        self.q = 1\nx = y = 2\n',
    );
    assert.deepEqual(
      facts.assignments.map((item) => [item.target, item.name, item.role]),
      [
        ['openai.api_key', 'api_key', 'attribute'],
        ['os.environ', 'A', 'subscript'],
        ['token', 'token', 'class-attribute'],
        ['p', 'p', 'parameter-default'],
        ['self.q', 'q', 'attribute'],
        ['x', 'x', 'variable'],
        ['y', 'y', 'variable'],
      ],
    );
  });

  it('tells docstrings from values', async () => {
    const facts = await factsOf('"""doc"""\ndef f():\n    "inner"\n    "stray"\n    return "value"\n');
    assert.deepEqual(
      facts.strings.map((item) => [item.value, item.role]),
      [
        ['doc', 'docstring'],
        ['inner', 'docstring'],
        ['stray', 'expression'],
        ['value', 'value'],
      ],
    );
  });

  it('gives dictionary items, comparisons, decorators and comments', async () => {
    const facts = await factsOf(
      'import a as b\n@b.c(1)\ndef f(): pass\nd = {"k": "v", 1: 2}  # note\nif x == "y": pass\n',
    );
    assert.deepEqual(
      facts.dictItems.map((item) => item.key),
      ['k'],
    );
    assert.deepEqual(
      facts.comparisons.map((item) => item.operator),
      ['=='],
    );
    assert.deepEqual(
      facts.decorators.map((item) => item.name),
      ['a.c'],
    );
    assert.deepEqual(
      facts.comments.map((item) => item.text),
      ['# note'],
    );
  });

  it('knows where an import goes', async () => {
    const at = async (source: string): Promise<string> => source.slice((await factsOf(source)).importOffset);
    assert.equal(await at('#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = 1\n'), 'x = 1\n');
    assert.equal(await at('"""doc"""\nfrom __future__ import annotations\n\nimport os\n'), 'import os\n');
    assert.equal(await at('"""doc"""\nx = 1\n'), 'x = 1\n');
    assert.equal(await at('x = 1\nimport os\n'), 'x = 1\nimport os\n');
  });
});

describe('half-typed code', () => {
  const cases: [string, string, string][] = [
    ['an open call', 'import torch\nm = torch.load("a.pt", \nx = 1\n', 'torch.load'],
    [
      'an open keyword',
      'from transformers import AutoModel\nm = AutoModel.from_pretrained("a/b", revision=\n',
      'transformers.AutoModel.from_pretrained',
    ],
    ['an open call in a function', 'import torch\ndef f():\n    x = torch.load("p"\n    y = 2\n', 'torch.load'],
    ['a call before a broken line', 'import torch\ntorch.load("p")\ndef g(:\n', 'torch.load'],
    ['a call after a broken line', 'import torch\nx = = 3\ntorch.load("p")\n', 'torch.load'],
  ];
  for (const [name, source, expected] of cases) {
    it(name, async () => {
      const facts = await factsOf(source);
      const found = facts.calls.find((fact) => fact.callee === expected);
      assert.ok(found, facts.calls.map((fact) => fact.callee).join());
      assert.equal(found.args[0]?.value.kind, 'string');
      assert.equal(facts.broken, true);
    });
  }
});

describe('hostile code', () => {
  it('survives deep nesting with what is above it', async () => {
    const facts = await factsOf(
      `import torch\ntorch.load("p")\nx = ${'['.repeat(3000)}${']'.repeat(3000)}\ny = ${Array(5000).fill('"a"').join('+')}\n`,
    );
    assert.ok(facts.calls.some((fact) => fact.callee === 'torch.load'));
  });
});
