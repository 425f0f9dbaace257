import assert from 'node:assert/strict';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import { apply, scanWith, textOf, type State } from '../../harness/fixture-project';
import { grammars } from '../../harness/grammars';

const engine = Engine.create(grammars, RULES);

/** The fixes that the findings of one rule offer in a file, as `safe: title`. */
async function offered(
  rule: string,
  text: string,
  { path = 'train.py', ...companions }: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const findings = await scanWith(await engine, { path }, { document: { kind: 'text', text }, companions });
  const own = findings.filter((finding) => finding.rule === rule);
  assert.notDeepEqual(own, [], `${rule} says nothing:\n${text}`);
  return own.flatMap(({ fixes }) => fixes.map(({ safety, title }) => `${safety}: ${title}`));
}

/** A file after the first fix of a rule. */
async function fixed(rule: string, text: string): Promise<string> {
  const state: State = { document: { kind: 'text', text }, companions: {} };
  const findings = await scanWith(await engine, { path: 'train.py' }, state);
  const fix = findings.find((finding) => finding.rule === rule)?.fixes[0];
  assert.ok(fix, `no fix of ${rule}`);
  return textOf(apply({ path: 'train.py' }, state, [fix]).document);
}

const LOAD = 'import torch\n\nmodel.load_state_dict(torch.load("model.pt"))\n';
const SET = 'Set weights_only=True';

describe('weights_only=True', () => {
  it('is not offered where no torch that is allowed knows it', async () => {
    const rule = 'unsafe-torch-load';
    for (const requirement of ['torch==1.12.1', 'torch<1.13', 'torch>=1.8,<1.12'])
      assert.deepEqual(await offered(rule, LOAD, { 'requirements.txt': requirement }), [], requirement);
    assert.deepEqual(await offered(rule, LOAD, { 'requirements.txt': 'torch>=1.10' }), [`unsafe: ${SET}`]);
    for (const requirement of ['torch==1.13.0', 'torch>=1.13,<2.6', 'numpy'])
      assert.deepEqual(await offered(rule, LOAD, { 'requirements.txt': requirement }), [`safe: ${SET}`], requirement);
    const url = 'import torch\nmodel.load_state_dict(torch.hub.load_state_dict_from_url("https://example.org/m.pt"))\n';
    assert.deepEqual(await offered('unverified-checkpoint-url', url, { 'requirements.txt': 'torch==2.1' }), []);
    assert.deepEqual(await offered('unverified-checkpoint-url', url, { 'requirements.txt': 'torch==2.4' }), [
      `safe: ${SET}`,
    ]);
  });

  it('is never safe for the checkpoint of a trainer, nor for a whole model', async () => {
    const lightning =
      'from lightning.pytorch import LightningModule\n\nclass Net(LightningModule):\n    pass\n\nmodel.load_state_dict(Net.load_from_checkpoint("https://example.org/a.ckpt"))\n';
    assert.deepEqual(await offered('unsafe-lightning-checkpoint', lightning), [`unsafe: ${SET}`]);
    for (const loaded of ['torch.load("a.ckpt")', 'torch.load("a.pt").state_dict()', 'torch.load("a.pt")["model"]'])
      assert.deepEqual(
        await offered('unsafe-torch-load', `import torch\nmodel.load_state_dict(${loaded})\n`),
        [`unsafe: ${SET}`],
        loaded,
      );
    assert.deepEqual(await offered('unsafe-torch-load', 'import torch\nmodel = torch.load("a.pt")\n'), [
      `unsafe: ${SET}`,
    ]);
  });
});

describe('a flag of the command line', () => {
  const program = (action: string, call: string): string =>
    `import argparse\nimport gradio as gr\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--share", ${action})\nargs = parser.parse_args()\ndemo = gr.Interface(print, "text", "text")\n${call}\n`;

  it('stays one when what it gives is changed', async () => {
    const text = program('action="store_true", default=True', 'demo.launch(share=args.share)');
    assert.equal(await fixed('public-demo-link', text), text.replace('default=True', 'default=False'));
  });

  it('is left alone where its default is its sense', async () => {
    const text = program('dest="share", action="store_false", default=True', 'demo.launch(share=args.share)');
    assert.deepEqual(await offered('public-demo-link', text), []);
    const trust =
      'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--trust-remote-code", action="store_false", default=True)\n';
    assert.deepEqual(await offered('remote-code-trusted', trust), []);
    assert.deepEqual(await offered('remote-code-trusted', trust.replace('store_false', 'store_true')), [
      'unsafe: Set trust_remote_code=False',
    ]);
  });

  it('and a parameter keep their callers', async () => {
    const text = 'import flask\napp = flask.Flask(__name__)\n\ndef serve(debug=True):\n    app.run(debug=debug)\n';
    assert.equal(await fixed('debug-server', text), text.replace('debug=True', 'debug=False'));
  });
});

describe('a test that asserts on an unsafe call', () => {
  const head = 'import pytest\nimport torch\nimport unittest\nimport yaml\n\n';
  it('is left alone', async () => {
    for (const body of [
      '    with pytest.raises(ValueError):\n        torch.load("model.pt", weights_only=False)\n',
      '    with open("x") as file, pytest.raises(ValueError):\n        if file:\n            torch.load("model.pt", weights_only=False)\n',
      '    assert torch.load("model.pt", weights_only=False)["x"] == 1\n',
      '    pytest.raises(ValueError, lambda: torch.load("model.pt", weights_only=False))\n',
    ]) {
      assert.deepEqual(await offered('unsafe-torch-load', `${head}def test_load():\n${body}`), [], body);
      assert.deepEqual(
        await offered('unsafe-torch-load', `${head}def load():\n${body}`),
        [`unsafe: ${SET}`],
        `not a test: ${body}`,
      );
    }
    const method =
      'class Loads(unittest.TestCase):\n    def test_load(self):\n        with self.assertRaises(ValueError):\n            yaml.load(text, Loader=yaml.UnsafeLoader)\n        self.assertEqual(yaml.load(text, Loader=yaml.UnsafeLoader), 1)\n';
    assert.deepEqual(await offered('unsafe-yaml-load', head + method), []);
  });

  it('is told apart from what a test only needs', async () => {
    const text = `${head}def test_load():\n    state = torch.load("model.pt", weights_only=False)\n    assert state\n`;
    assert.deepEqual(await offered('unsafe-torch-load', text), [`unsafe: ${SET}`]);
  });
});
