import assert from 'node:assert/strict';
import { explained, see, textOf } from './seeing';

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
