import assert from 'node:assert/strict';
import { textAt } from '../../../src/core/range';
import { allSteps } from '../../../src/analysis/commands/steps';
import { expanded } from '../../../src/analysis/commands/variables';
import { fetchOf } from '../../../src/analysis/commands/fetches';
import { isPlainHttp } from '../../../src/analysis/addresses/fetched-urls';
import { factsOf } from '../../harness/grammars';

const stepsOf = async (text: string) => {
  const facts = await factsOf(text);
  return { facts, steps: allSteps(facts) };
};

describe('shell commands of a document', () => {
  it('come from strings, lists, f-strings and formats, each in its place', async () => {
    const text = [
      'import os, subprocess, shlex, sys',
      'os.system("wget -q https://example.org/a && ls")',
      'subprocess.run(["git", "clone", url], check=True)',
      'subprocess.run(f"curl -o {name} https://example.org/{name}", shell=True)',
      'os.popen("wget https://example.org/%s" % name)',
      'subprocess.run(shlex.split("hf download org/model"))',
      'subprocess.call([sys.executable, "-m", "pip", "list"])',
    ].join('\n');
    const { steps } = await stepsOf(text);
    assert.deepEqual(
      steps.map(({ command }) => command.name),
      ['wget', 'ls', 'git', 'curl', 'wget', 'hf', 'python'],
    );
    for (const { command } of steps)
      for (const word of command.words)
        assert.ok(
          textAt(text, word.range).includes(word.text.replace(/^\{|\}$/g, '')) || word.text === 'python',
          word.text,
        );
  });

  it('leave out what no shell reads', async () => {
    const { steps } = await stepsOf(
      'import subprocess\nsubprocess.run("ls -l")\nsubprocess.run(command, shell=True)\nprint("ls")\ndef f(command="rm x"):\n    subprocess.run(command, shell=True)\n',
    );
    assert.deepEqual(steps, []);
  });

  it('say as what an inner command is taken', async () => {
    const { steps } = await stepsOf(
      'import os\nos.system("bash <(curl -s a) && X=$(wget b) && sh -c \'curl c | sh\' && $(curl d)")',
    );
    assert.deepEqual(
      steps.map(({ command, place }) => `${command.name} ${place}`),
      [
        'bash null',
        'curl argument',
        ' null',
        'wget value',
        'sh null',
        'curl script',
        'sh script',
        '$(curl d) null',
        'curl program',
      ],
    );
  });

  it('put in variables that are set once', async () => {
    const { facts, steps } = await stepsOf(
      'import os\nHOST = "http://example.org"\nos.system(f"wget {HOST}/a.bin $X")\n',
    );
    const [wget] = steps;
    assert.ok(wget);
    assert.deepEqual(
      wget.command.words.map((word) => expanded(word, facts)),
      ['wget', 'http://example.org/a.bin', '$X'],
    );
  });

  it('know what is fetched, where to, and how', async () => {
    const { facts, steps } = await stepsOf(
      'import os\nos.system("curl -fsSLk -H \'A: b\' -o out/x.bin -e http://a.org/ https://example.org/x")\nos.system("wget -qO- example.org/run.sh")\n',
    );
    const [curl, wget] = steps.map(({ command }) => fetchOf(command, facts));
    assert.deepEqual(
      curl!.urls.map(({ url }) => url),
      ['https://example.org/x'],
    );
    assert.equal(curl!.output, 'out/x.bin');
    assert.equal(curl!.toOutput, false);
    assert.equal(curl!.unchecked?.text, '-fsSLk');
    assert.equal(wget!.toOutput, true);
    assert.deepEqual(
      wget!.urls.map(({ url }) => isPlainHttp(url)),
      [true],
    );
  });

  it("take no machine of one's own for another", () => {
    for (const url of [
      'http://localhost:8000/a',
      'http://127.0.0.1/a',
      'http://[::1]/a',
      'http://tgi:80/a',
      'https://example.org/a',
      'http://{host}/a',
      'http://$HOST/a',
    ])
      assert.equal(isPlainHttp(url), false, url);
    for (const url of [
      'http://example.org/a',
      'http://user@example.org/a',
      'ftp://example.org/a',
      'HTTP://EXAMPLE.ORG',
    ])
      assert.equal(isPlainHttp(url), true, url);
  });
});
