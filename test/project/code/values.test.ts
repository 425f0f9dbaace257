import assert from 'node:assert/strict';
import { ID, see, textOf } from './seeing';

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
});
