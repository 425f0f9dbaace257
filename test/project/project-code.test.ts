import assert from 'node:assert/strict';
import { wordsOf, type LocatedFinding } from '../../src/core/finding';
import { argumentOf } from '../../src/core/python-facts';
import { defineRule, type Rule } from '../../src/core/rule';
import type { Value } from '../../src/core/value';
import { PythonParser } from '../../src/readers/python/parser';
import { Engine } from '../../src/scan/engine';
import { ModulePrograms } from '../../src/project/project-code';
import { Workspace } from '../../src/project/workspace';
import { effortOf } from '../harness/effort';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

/** Reports what `X` is in a call of `see(X=…)`. */
const seer = (see: (value: Value | undefined) => void): Rule =>
  defineRule({
    id: 'seen',
    severity: 'warning',
    category: 'models',
    title: 'Seen',
    cwe: 1,
    docs: { what: '', why: '', fix: '' },
    listen: {
      calls: [
        {
          callees: ['**.see', '**.load'],
          check: (call, context) => {
            const argument = argumentOf(call, 'X');
            see(argument?.value);
            context.report({
              range: argument?.valueRange ?? call.calleeRange,
              message: `${call.callee}: ${argument?.value.kind === 'string' ? argument.value.value : argument?.value.kind}`,
            });
          },
        },
      ],
    },
  });

interface Seen {
  readonly value: Value | undefined;
  readonly finding: LocatedFinding;
  readonly reads: readonly string[];
}

class CountingFiles extends MemoryFiles {
  readonly reads: string[] = [];
  override read(...args: Parameters<MemoryFiles['read']>): ReturnType<MemoryFiles['read']> {
    this.reads.push(args[0]);
    return super.read(...args);
  }
}

async function see(
  text: string,
  files: Readonly<Record<string, string>>,
  path = 'train.py',
  exhaustive = false,
): Promise<Seen> {
  let value: Value | undefined;
  const engine = await Engine.create(
    grammars,
    [
      seer((seen) => {
        value = seen;
      }),
    ],
    { exhaustive },
  );
  const memory = new CountingFiles({ ...files, [path]: text });
  const workspace = new Workspace({
    files: memory,
    clock: { now: () => 0 },
    logger: {
      info: () => {},
      warn: () => {},
      error: (message) => {
        throw new Error(message);
      },
    },
  });
  const { findings } = await engine.scan({ kind: 'text', path, text }, workspace, { explain: true });
  engine.dispose();
  assert.ok(findings.length > 0, 'nothing was reported');
  return { value, finding: findings.at(-1)!, reads: memory.reads };
}

const explained = (finding: LocatedFinding): string[] => (finding.reasons ?? []).map(wordsOf);
const textOf = ({ value }: Seen): string | undefined => (value?.kind === 'string' ? value.value : undefined);
const ID = 'MODEL_ID = "org/model"\n';

describe('values of other files', () => {
  const cases: [string, string, Record<string, string>, string | undefined, string?][] = [
    ['a constant', 'from config import MODEL_ID\nsee(X=MODEL_ID)', { 'config.py': ID }, 'org/model'],
    ['a constant under another name', 'from config import MODEL_ID as M\nsee(X=M)', { 'config.py': ID }, 'org/model'],
    ['a constant of a module', 'import config\nsee(X=config.MODEL_ID)', { 'config.py': ID }, 'org/model'],
    [
      'a constant of a module under another name',
      'import config as c\nsee(X=c.MODEL_ID)',
      { 'config.py': ID },
      'org/model',
    ],
    [
      'a constant inside a function',
      'from config import MODEL_ID\ndef main():\n    see(X=MODEL_ID)',
      { 'config.py': ID },
      'org/model',
    ],
    [
      'an import inside a function',
      'def main():\n    from config import MODEL_ID\n    see(X=MODEL_ID)',
      { 'config.py': ID },
      'org/model',
    ],
    ['a star import', 'from config import *\nsee(X=MODEL_ID)', { 'config.py': ID }, 'org/model'],
    [
      'a relative import',
      'from .config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'pkg/config.py': ID },
      'org/model',
      'pkg/train.py',
    ],
    [
      'a relative import of a module',
      'from . import config\nsee(X=config.MODEL_ID)',
      { 'pkg/config.py': ID },
      'org/model',
      'pkg/train.py',
    ],
    [
      'a relative import from above',
      'from ..config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'pkg/config.py': ID },
      'org/model',
      'pkg/sub/train.py',
    ],
    [
      'a relative star import',
      'from .config import *\nsee(X=MODEL_ID)',
      { 'pkg/config.py': ID },
      'org/model',
      'pkg/train.py',
    ],
    [
      'a module of a package',
      'from pkg.sub.constants import MODEL_ID\nsee(X=MODEL_ID)',
      { 'pkg/sub/constants.py': ID },
      'org/model',
    ],
    [
      'a module of a package, by its whole name',
      'import pkg.sub.constants\nsee(X=pkg.sub.constants.MODEL_ID)',
      { 'pkg/sub/constants.py': ID, 'pkg/__init__.py': '', 'pkg/sub/__init__.py': '' },
      'org/model',
    ],
    [
      'what a package hands on',
      'from pkg import MODEL_ID\nsee(X=MODEL_ID)',
      { 'pkg/__init__.py': 'from .constants import MODEL_ID\n', 'pkg/constants.py': ID },
      'org/model',
    ],
    [
      'what a package hands on with a star',
      'from pkg import MODEL_ID\nsee(X=MODEL_ID)',
      { 'pkg/__init__.py': 'from .constants import *\n', 'pkg/constants.py': ID },
      'org/model',
    ],
    [
      'a module in src',
      'from pkg.config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'src/pkg/config.py': ID },
      'org/model',
      'scripts/train.py',
    ],
    [
      'a module in a folder above',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': ID },
      'org/model',
      'a/b/train.py',
    ],
    [
      'through several files',
      'from a import M\nsee(X=M)',
      { 'a.py': 'from b import M\n', 'b.py': 'from c import N as M\n', 'c.py': 'N = "org/model"\n' },
      'org/model',
    ],
    [
      'put together in the other file',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': 'ORG = "org"\nMODEL_ID = f"{ORG}/model"\n' },
      'org/model',
    ],
    [
      'put together here',
      'from config import ORG\nsee(X=f"{ORG}/model")',
      { 'config.py': 'ORG = "org"\n' },
      'org/model',
    ],
    [
      'a class attribute',
      'from config import Config\nsee(X=Config.MODEL)',
      { 'config.py': 'class Config:\n    MODEL = "org/model"\n' },
      'org/model',
    ],
    [
      'a field of an instance',
      'from config import Config\ncfg = Config()\nsee(X=cfg.model)',
      { 'config.py': 'from dataclasses import dataclass\n@dataclass\nclass Config:\n    model: str = "org/model"\n' },
      'org/model',
    ],
    [
      'a field of an annotated parameter',
      'from config import Config\ndef main(cfg: Config):\n    see(X=cfg.model)',
      { 'config.py': 'class Config:\n    model: str = "org/model"\n' },
      'org/model',
    ],
    [
      'a field of an imported instance',
      'from config import settings\nsee(X=settings.model)',
      {
        'config.py':
          'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    model: str = "org/model"\nsettings = Settings()\n',
      },
      'org/model',
    ],
    [
      'a field of an inherited class',
      'from config import Base\nclass Config(Base):\n    pass\ncfg = Config()\nsee(X=cfg.model)',
      { 'config.py': 'class Base:\n    model: str = "org/model"\n' },
      'org/model',
    ],
    [
      'the value of an enumeration',
      'from config import M\nsee(X=M.BASE.value)',
      { 'config.py': 'from enum import Enum\nclass M(Enum):\n    BASE = "org/model"\n' },
      'org/model',
    ],
    [
      'a keyword out of an imported dictionary',
      'from config import KWARGS\nsee(**KWARGS)',
      { 'config.py': 'KWARGS = {"X": "org/model"}\n' },
      'org/model',
    ],
    [
      'an item of an imported dictionary',
      'from config import MODELS\nsee(X=MODELS["base"])',
      { 'config.py': 'MODELS = {"base": "org/model"}\n' },
      'org/model',
    ],
    [
      'an item of a dictionary of a module',
      'import config\nsee(X=config.MODELS["base"])',
      { 'config.py': 'MODELS = {"base": "org/model"}\n' },
      'org/model',
    ],
    [
      'an option that another file parses',
      'from options import parse_args\nargs = parse_args()\nsee(X=args.model)',
      {
        'options.py':
          'import argparse\ndef parse_args():\n    p = argparse.ArgumentParser()\n    p.add_argument("--model", default="org/model")\n    return p.parse_args()\n',
      },
      'org/model',
    ],
    [
      'a constant below functions',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': `def f(a):\n    """Text."""\n    return [x for x in a]\n\n\n${ID}` },
      'org/model',
    ],
    [
      'an attribute that a constructor sets',
      'from config import settings\nsee(X=settings.model)',
      {
        'config.py':
          'class Settings:\n    def __init__(self):\n        self.model = "org/model"\n\nsettings = Settings()\n',
      },
      'org/model',
    ],
    [
      'the last of two assignments',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': 'MODEL_ID = "a/b"\nMODEL_ID = "org/model"\n' },
      'org/model',
    ],
    [
      'no value of a global that a function changes',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': `${ID}def set():\n    global MODEL_ID\n    MODEL_ID = "x/y"\n` },
      undefined,
    ],
    [
      'no value of a conditional constant',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': `${ID}if x:\n    MODEL_ID = "x/y"\n` },
      undefined,
    ],
    [
      'no value of a circle',
      'from a import M\nsee(X=M)',
      { 'a.py': 'from b import M\n', 'b.py': 'from a import M\n' },
      undefined,
    ],
    [
      'no value of a package that takes all from a part of it that is not there',
      'from pkg import M\nsee(X=M)',
      { 'pkg/__init__.py': 'from .part import *\n' },
      undefined,
    ],
    [
      'no value of a circle of stars',
      'from a import *\nsee(X=M)',
      { 'a.py': 'from b import *\n', 'b.py': 'from a import *\n' },
      undefined,
    ],
    [
      'no value after too many files',
      'from a import M\nsee(X=M)',
      Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, i, all) => [
          `${name}.py`,
          i === 6 ? 'M = "org/model"\n' : `from ${all[i + 1]} import M\n`,
        ]),
      ),
      undefined,
    ],
    [
      'no value of site-packages',
      'from config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'site-packages/config.py': ID },
      undefined,
    ],
    [
      'no value of a name that is re-bound here',
      'from config import MODEL_ID\nif c:\n    MODEL_ID = f()\nsee(X=MODEL_ID)',
      { 'config.py': ID },
      undefined,
    ],
    [
      'no value of an attribute that is assigned here',
      'import config\nconfig.MODEL_ID = f()\nsee(X=config.MODEL_ID)',
      { 'config.py': ID },
      undefined,
    ],
    [
      'no value of a function',
      'from config import model\nsee(X=model)',
      { 'config.py': 'def model():\n    return "org/model"\n' },
      undefined,
    ],
    [
      'no value outside the root',
      'from ...config import MODEL_ID\nsee(X=MODEL_ID)',
      { 'config.py': ID },
      undefined,
      'train.py',
    ],
  ];
  for (const [name, text, files, expected, path] of cases) {
    it(name, async () => {
      const seen = await see(text, files, path);
      assert.equal(textOf(seen), expected);
      assert.equal(textOf(await see(text, files, path, true)), expected, 'the long way');
    });
  }

  it('stand where they are used, and say where they come from', async () => {
    const text = 'from config import MODEL_ID\nsee(X=MODEL_ID)';
    const { value, finding } = await see(text, { 'config.py': `# a comment\n${ID}def f():\n    return 1\n` });
    assert.ok(value?.kind === 'string');
    assert.equal(text.slice(value.origin.start, value.origin.end), 'MODEL_ID');
    assert.deepEqual(value.elsewhere, { path: 'config.py', range: { start: 23, end: 34 }, name: 'MODEL_ID' });
    assert.equal(value.via, 'constant');
    assert.deepEqual(finding.related, [
      {
        path: 'config.py',
        range: { start: { line: 2, column: 12 }, end: { line: 2, column: 23 } },
        message: 'MODEL_ID is set here.',
      },
    ]);
    assert.deepEqual(explained(finding), ['X is "org/model": MODEL_ID, config.py:2; imported in train.py:1']);
  });

  it('of a default stay a default', async () => {
    const { value, finding } = await see('from config import Config\ndef main(cfg: Config):\n    see(X=cfg.model)', {
      'config.py': 'class Config:\n    model: str = "org/model"\n',
    });
    assert.equal(value?.kind === 'string' && value.via, 'default');
    assert.match(explained(finding)[0]!, /^X is "org\/model" unless another is given: .*config\.py:2/);
  });

  it('are explained piece by piece', async () => {
    const { finding } = await see('from config import ORG\nNAME = "model"\nsee(X=f"{ORG}/{NAME}")', {
      'config.py': 'ORG = "org"\n',
    });
    assert.deepEqual(explained(finding), [
      'ORG is "org": config.py:1; imported in train.py:1',
      'NAME is "model": train.py:2',
    ]);
    assert.deepEqual(
      finding.related.map(({ path, range }) => [path, range.start.line]),
      [
        ['config.py', 1],
        ['train.py', 2],
      ],
    );
  });

  it('that are secrets are not shown', async () => {
    const { finding } = await see('from config import API_KEY\nsee(X=API_KEY)', {
      'config.py': 'API_KEY = "Zq8vT2mK9pL4xR7w"\n',
    });
    assert.deepEqual(explained(finding), ['X is "***": API_KEY, config.py:1; imported in train.py:1']);
  });

  it('are not looked for where nothing is imported from the project', async () => {
    const { reads } = await see('import numpy as np\nimport torch\nsee(X=np.float32, y=torch.float16)', {
      'config.py': ID,
    });
    assert.deepEqual(
      reads.filter((path) => path.endsWith('.py')),
      [],
    );
  });

  it('are not looked for in what is only called', async () => {
    const { reads } = await see('from helpers import seed\nseed(1)\nsee(X="a")', {
      'helpers.py': 'import torch\nseed = torch.manual_seed\n',
    });
    assert.deepEqual(
      reads.filter((path) => path.endsWith('.py')),
      [],
    );
  });

  it('are not followed into lists of lists without end', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const files = Object.fromEntries(
      names.map((name, i) => [
        `${name}.py`,
        i === 0
          ? `L = [${'"x", '.repeat(1000)}]\n`
          : `from ${names[i - 1]} import L as M\nL = [${'M, '.repeat(1000)}]\n`,
      ]),
    );
    const effort = await effortOf(() => see('from d import L\nsee(X=L)', files));
    // It is about 150, whatever the lists' lengths; without an end it would be 1000 times 1000 times as much.
    assert.ok(effort < 500, `${effort} turns`);
  });

  it('are known anew after the file changed', async () => {
    let value: Value | undefined;
    const engine = await Engine.create(grammars, [
      seer((seen) => {
        value = seen;
      }),
    ]);
    const files: Record<string, string> = { 'config.py': 'MODEL_ID = "a/b"\n' };
    const workspace = new Workspace({
      files: {
        list: (path) => new MemoryFiles(files).list(path),
        stat: (path) => new MemoryFiles(files).stat(path),
        read: (path) => new MemoryFiles(files).read(path),
      },
      clock: { now: () => 0 },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => {
          throw new Error(message);
        },
      },
    });
    const scan = async (): Promise<string | undefined> => {
      await engine.scan(
        { kind: 'text', path: 'train.py', text: 'from config import MODEL_ID\nsee(X=MODEL_ID)' },
        workspace,
      );
      return value?.kind === 'string' ? value.value : undefined;
    };
    assert.equal(await scan(), 'a/b');
    files['config.py'] = 'MODEL_ID = "c/d"\n';
    assert.equal(await scan(), 'a/b');
    workspace.invalidate('config.py');
    assert.equal(await scan(), 'c/d');
    delete files['config.py'];
    workspace.invalidate('config.py');
    assert.equal(await scan(), undefined);
    engine.dispose();
  });
});

describe('programs of modules', () => {
  it('are parsed for a name only, and whole when many names come to more than that', async () => {
    const parser = await PythonParser.create(grammars);
    const lengths: number[] = [];
    const counting = Object.assign(Object.create(parser) as PythonParser, {
      parse: (text: string) => {
        lengths.push(text.length);
        return parser.parse(text);
      },
      parseExcerpt: (...args: Parameters<PythonParser['parseExcerpt']>) => {
        lengths.push(args[0].length);
        return parser.parseExcerpt(...args);
      },
    });
    const text = `TABLE = {${'"a": 1, '.repeat(50)}}\n${[...'ABCDE'].map((name) => `${name} = TABLE`).join('\n')}\nZ = 1\n`;
    const programs = new ModulePrograms(counting);
    assert.equal(programs.programOf('m.py', text, 'NOT_THERE'), null);
    for (const name of 'ZABCDE') assert.ok(programs.programOf('m.py', text, name)?.scopes[0]!.bindings.has(name), name);
    assert.deepEqual(
      lengths.map((length) => (length < 10 ? 'little' : length < text.length ? 'part' : 'whole')),
      ['little', 'part', 'whole'],
    );
    parser.dispose();
  });
});

describe('functions of other files', () => {
  const cases: [string, string, Record<string, string>, string][] = [
    [
      'handed on by an import',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'from torch import load\n' },
      'torch.load',
    ],
    [
      'handed on by an assignment',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'import torch\nload = torch.load\n' },
      'torch.load',
    ],
    [
      'handed on as a module',
      'from compat import torch\ntorch.load(X=1)',
      { 'compat.py': 'import torch\n' },
      'torch.load',
    ],
    [
      'handed on twice',
      'from a import load\nload(X=1)',
      { 'a.py': 'from b import load\n', 'b.py': 'from torch import load\n' },
      'torch.load',
    ],
    [
      'that are their own',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'import torch\ndef load(p):\n    return torch.load(p)\n' },
      'compat.load',
    ],
    [
      'that are chosen when it runs',
      'from compat import load\nload(X=1)',
      { 'compat.py': 'import torch\nif x:\n    load = torch.load\n' },
      'compat.load',
    ],
  ];
  for (const [name, text, files, expected] of cases)
    it(name, async () => assert.equal((await see(text, files)).finding.message, `${expected}: number`));
});

describe('values of configuration files', () => {
  const YAML = 'model:\n  name: org/model\n  trust: true\n';
  const cases: [string, string, Record<string, string>, string | undefined, string?][] = [
    [
      'YAML',
      'import yaml\ncfg = yaml.safe_load(open("config.yaml"))\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'YAML in a with block',
      'import yaml\nwith open("config.yaml") as f:\n    cfg = yaml.safe_load(f)\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'YAML of a text',
      'import yaml\nfrom pathlib import Path\ncfg = yaml.safe_load(Path("config.yaml").read_text())\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'YAML that is read',
      'import yaml\nwith open("config.yaml") as f:\n    cfg = yaml.load(f.read(), Loader=yaml.SafeLoader)\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'YAML beside the code',
      'import yaml\nfrom pathlib import Path\nHERE = Path(__file__).parent\ncfg = yaml.safe_load((HERE / "conf" / "config.yaml").open())\nsee(X=cfg["model"]["name"])',
      { 'a/conf/config.yaml': YAML },
      'org/model',
      'a/train.py',
    ],
    [
      'YAML above the code',
      'import os, yaml\ncfg = yaml.safe_load(open(os.path.join(os.path.dirname(__file__), "..", "config.yaml")))\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
      'a/train.py',
    ],
    [
      'get',
      'import yaml\ncfg = yaml.safe_load(open("config.yaml"))\nsee(X=cfg.get("model").get("name", "x"))',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'a part of it',
      'import yaml\ncfg = yaml.safe_load(open("config.yaml"))\nmodel = cfg["model"]\nsee(X=model["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'keywords',
      'import yaml\ncfg = yaml.safe_load(open("config.yaml"))\nsee(**cfg["kwargs"])',
      { 'config.yaml': 'kwargs:\n  X: org/model\n' },
      'org/model',
    ],
    [
      'OmegaConf',
      'from omegaconf import OmegaConf\ncfg = OmegaConf.load("config.yaml")\nsee(X=cfg.model.name)',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'attributes of a container',
      'import yaml\nfrom easydict import EasyDict\ncfg = EasyDict(yaml.safe_load(open("config.yaml")))\nsee(X=cfg.model.name)',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'self',
      'import yaml\nclass T:\n    def __init__(self):\n        self.cfg = yaml.safe_load(open("config.yaml"))\n    def f(self):\n        see(X=self.cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      "an option's default",
      'import argparse, yaml\np = argparse.ArgumentParser()\np.add_argument("--config", default="config.yaml")\nargs = p.parse_args()\ncfg = yaml.safe_load(open(args.config))\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      'org/model',
    ],
    [
      'JSON',
      'import json\nwith open("config.json") as f:\n    cfg = json.load(f)\nsee(X=cfg["model"]["name"])',
      { 'config.json': '{"model": {"name": "org/model"}}' },
      'org/model',
    ],
    [
      'TOML',
      'import tomllib\nwith open("config.toml", "rb") as f:\n    cfg = tomllib.load(f)\nsee(X=cfg["model"]["name"])',
      { 'config.toml': '[model]\nname = "org/model"\n' },
      'org/model',
    ],
    [
      'Hydra',
      'import hydra\n@hydra.main(version_base=None, config_path="conf", config_name="config")\ndef main(cfg):\n    see(X=cfg.model.name)',
      { 'conf/config.yaml': YAML },
      'org/model',
    ],
    [
      'Hydra with a group',
      'import hydra\n@hydra.main(config_path="conf", config_name="config")\ndef main(cfg):\n    see(X=cfg.model.name)',
      {
        'conf/config.yaml': 'defaults:\n  - model: bert\n  - _self_\nseed: 1\n',
        'conf/model/bert.yaml': 'name: org/model\n',
      },
      'org/model',
    ],
    [
      "another file's configuration",
      'from settings import cfg\nsee(X=cfg.model.name)',
      { 'settings.py': 'from omegaconf import OmegaConf\ncfg = OmegaConf.load("config.yaml")\n', 'config.yaml': YAML },
      'org/model',
    ],
    [
      'no interpolation',
      'from omegaconf import OmegaConf\ncfg = OmegaConf.load("config.yaml")\nsee(X=cfg.name)',
      { 'config.yaml': 'name: ${oc.env:MODEL}\n' },
      undefined,
    ],
    [
      'no key that is not there',
      'import yaml\ncfg = yaml.safe_load(open("config.yaml"))\nsee(X=cfg["other"])',
      { 'config.yaml': YAML },
      undefined,
    ],
    [
      'no file that is not there',
      'import yaml\ncfg = yaml.safe_load(open("other.yaml"))\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      undefined,
    ],
    [
      'no absolute path',
      'import yaml\ncfg = yaml.safe_load(open("/config.yaml"))\nsee(X=cfg["model"]["name"])',
      { 'config.yaml': YAML },
      undefined,
    ],
    [
      'no key that two files of Hydra set',
      'import hydra\n@hydra.main(config_path="conf", config_name="config")\ndef main(cfg):\n    see(X=cfg.model.name)',
      {
        'conf/config.yaml': 'defaults:\n  - model: bert\nmodel:\n  name: a/b\n',
        'conf/model/bert.yaml': 'name: org/model\n',
      },
      undefined,
    ],
    [
      'no key that the code sets',
      'import yaml\ncfg = yaml.safe_load(open("config.yaml"))\ncfg["name"] = f()\nsee(X=cfg["name"])',
      { 'config.yaml': 'name: org/model\n' },
      undefined,
    ],
    [
      'no attribute that the code sets',
      'from omegaconf import OmegaConf\ncfg = OmegaConf.load("config.yaml")\ncfg.name = f()\nsee(X=cfg.name)',
      { 'config.yaml': 'name: org/model\n' },
      undefined,
    ],
  ];
  for (const [name, text, files, expected, path] of cases) {
    it(name, async () => {
      assert.equal(textOf(await see(text, files, path)), expected);
      assert.equal(textOf(await see(text, files, path, true)), expected, 'the long way');
    });
  }

  it('say where they stand', async () => {
    const { value, finding } = await see(
      'from omegaconf import OmegaConf\ncfg = OmegaConf.load("conf/config.yaml")\nsee(X=cfg.model.name)',
      { 'conf/config.yaml': YAML },
    );
    assert.deepEqual(value?.kind === 'string' && value.elsewhere?.path, 'conf/config.yaml');
    assert.deepEqual(finding.related, [
      {
        path: 'conf/config.yaml',
        range: { start: { line: 2, column: 9 }, end: { line: 2, column: 18 } },
        message: 'model.name is set here.',
      },
    ]);
    assert.deepEqual(explained(finding), ['X is "org/model": model.name, conf/config.yaml:2']);
  });

  it('of configparser', async () => {
    const text =
      'import configparser\nconfig = configparser.ConfigParser()\nconfig.read("settings.ini")\nsee(X=config["model"]["name"])\nsee(X=config.get("model", "name"))';
    assert.equal(
      textOf(await see(text, { 'settings.ini': '[model]\nname = org/model\n' }, 'train.py', true)),
      'org/model',
    );
  });

  it('are booleans and numbers where the format says so', async () => {
    assert.equal(
      (await see('import yaml\ncfg = yaml.safe_load(open("c.yaml"))\nsee(X=cfg["a"])', { 'c.yaml': 'a: true\n' })).value
        ?.kind,
      'boolean',
    );
    assert.equal(
      (await see('import yaml\ncfg = yaml.safe_load(open("c.yaml"))\nsee(X=cfg["a"])', { 'c.yaml': 'a: "true"\n' }))
        .value?.kind,
      'string',
    );
    assert.equal(
      (await see('import json\ncfg = json.load(open("c.json"))\nsee(X=cfg["a"])', { 'c.json': '{"a": 3}' })).value
        ?.kind,
      'number',
    );
    assert.equal(
      (await see('import json\ncfg = json.load(open("c.json"))\nsee(X=cfg["a"])', { 'c.json': '{"a": null}' })).value
        ?.kind,
      'none',
    );
  });
});
