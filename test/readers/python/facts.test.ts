import assert from 'node:assert/strict';
import { argumentOf } from '../../../src/core/python-facts';
import { truthOf } from '../../../src/core/value';
import { factsOf } from '../../harness/grammars';
import { call } from './calls';

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
