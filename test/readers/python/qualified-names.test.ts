import assert from 'node:assert/strict';
import { call, calleeOf } from './calls';

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
