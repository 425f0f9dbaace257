import assert from 'node:assert/strict';
import type { CommandFact } from '../../../src/core/command-facts';
import { documentKindOf } from '../../../src/readers/documents';
import { readDockerfile } from '../../../src/readers/dockerfile/dockerfile';
import { readShellScript } from '../../../src/readers/shell/shell-script';
import { growthOf, LINEAR } from '../../harness/effort';

/** What holds of every reading: places are in the text, in order, and a body is its text but for blanks. */
function assertSound(text: string, commands: readonly CommandFact[]): void {
  let last = 0;
  for (const { body, bodyRange, range } of commands) {
    assert.ok(
      range.start >= last && range.end <= text.length && range.start <= bodyRange.start && bodyRange.end <= range.end,
    );
    assert.equal(body.length, bodyRange.end - bodyRange.start);
    for (let i = 0; i < body.length; i++)
      if (body[i] !== ' ' && body[i] !== text[bodyRange.start + i]) assert.fail(`${i} differs`);
    last = range.end;
  }
}

const docker = (text: string): readonly (readonly [kind: string, command: string, body: string])[] => {
  const { commands } = readDockerfile(text);
  assertSound(text, commands);
  return commands.map(({ kind, name, body }) => [kind, name, body.replace(/ {2,}/g, ' ').trim()]);
};
const commentsOf = (text: string): readonly string[] => readShellScript(text).comments.map((comment) => comment.text);

describe('Files of commands', () => {
  const names: Readonly<Record<string, string | null>> = {
    'train.sh': 'shell',
    'jobs/a.slurm': 'shell',
    'a.sbatch': 'shell',
    'a.PBS': 'shell',
    'x.zsh': 'shell',
    '.envrc': 'shell',
    'home/.bashrc': 'shell',
    Dockerfile: 'dockerfile',
    'docker/Dockerfile.gpu': 'dockerfile',
    'Dockerfile-dev': 'dockerfile',
    'train.dockerfile': 'dockerfile',
    Containerfile: 'dockerfile',
    'gpu.Dockerfile': 'dockerfile',
    'Dockerfile.dockerignore': null,
    'Dockerfile.md': null,
    'a.shape': null,
    docker: null,
    mydockerfile: null,
    'train.sh.txt': null,
  };
  for (const [name, kind] of Object.entries(names))
    it(`${name} is ${kind ?? 'none'}`, () => assert.equal(documentKindOf(name), kind));

  describe('a shell script', () => {
    it('is one block of commands', () => {
      const text = '#!/bin/bash\nset -e\nexport A=b\n';
      const { commands } = readShellScript(text);
      assertSound(text, commands);
      assert.deepEqual(
        commands.map(({ kind, name }) => [kind, name]),
        [['script', 'bash']],
      );
      assert.equal(commands[0]!.body.trim(), 'set -e\nexport A=b');
    });

    it('has its comments apart, and only those', () => {
      const lines = [
        '#!/bin/sh',
        'a=1 # one',
        'b="# no" c=\'# no',
        "# no' d=${x#y} e=$# f=a#b; # two",
        "echo don\\'t # three",
        'cat <<EOF > x',
        "# text, and it's open",
        'EOF',
        '# four isn\'t "closed',
        "python - <<-'PY' # five",
        '\t# python',
        '\tPY',
        'x=$((1<<2)) # six',
        'g="$(echo "x")" # seven',
        '',
      ];
      assert.deepEqual(commentsOf(lines.join('\n')), [
        '#!/bin/sh',
        '# one',
        '# two',
        '# three',
        '# four isn\'t "closed',
        '# five',
        '# six',
        '# seven',
      ]);
      assert.deepEqual(commentsOf(lines.join('\r\n')).length, 8);
      assertSound(lines.join('\n'), readShellScript(lines.join('\n')).commands);
    });

    it('keeps what a scheduler reads', () => {
      assert.deepEqual(commentsOf('#SBATCH --gres=gpu:1\n# SBATCH no\n#PBS -l x\n'), ['# SBATCH no']);
    });

    it('joins lines', () => {
      assert.match(readShellScript('run \\\n  --token x \\\r\n  --b\n').commands[0]!.body, /^run +--token x +--b\n$/);
    });

    it('takes no longer than any text is long', async () => {
      for (const unit of [
        "'",
        '"',
        '\\',
        '<<A\n',
        "$'\\'",
        '#',
        '\n#',
        '"$(',
        '<<',
        '\r\n',
        ' ',
        '["',
        '\\\n',
        '\\\n#\n',
        '] ',
        ' --a',
        'ENV A=<<B\n',
        'RUN <<A\n',
      ]) {
        const growth = await growthOf(6_250, (length) => {
          const text = unit.repeat(Math.ceil(length / unit.length));
          assertSound(text, readShellScript(text).commands);
          for (const before of ['', 'RUN ', 'CMD ["a"', 'COPY <<A '])
            assertSound(before + text, readDockerfile(before + text).commands);
        });
        assert.ok(growth < LINEAR, `sixteen times ${JSON.stringify(unit)}, ${growth} times the work`);
      }
    }).timeout(60_000);
  });

  describe('a Dockerfile', () => {
    it('is its instructions', () => {
      assert.deepEqual(
        docker(
          '# syntax=docker/dockerfile:1\nARG BASE=x\nFROM ${BASE} AS build\nENV A=b C="d e"\nENV OLD value\n  run pip install torch\nUSER root\nnonsense here\n',
        ),
        [
          ['instruction', 'arg', 'BASE=x'],
          ['instruction', 'from', '${BASE} AS build'],
          ['instruction', 'env', 'A=b C="d e"'],
          ['instruction', 'env', 'OLD value'],
          ['shell', 'pip', 'pip install torch'],
          ['instruction', 'user', 'root'],
        ],
      );
    });

    it('joins lines, over comments and empty lines', () => {
      assert.deepEqual(
        docker('RUN pip install \\\n    # a comment \\\n\n  torch \\  \r\n  && x # end\nENV A=b \\\n # c\n  C=d\n'),
        [
          ['shell', 'pip', 'pip install torch && x'],
          ['instruction', 'env', 'A=b C=d'],
        ],
      );
      assert.deepEqual(
        readDockerfile('RUN a \\\n # b\n c # d\n# e\n').comments.map(({ text }) => text),
        ['# b', '# d', '# e'],
      );
    });

    it('reads the exec form as words', () => {
      assert.deepEqual(
        docker(
          'RUN ["pip", "install", "torch"]\nCMD ["vllm","serve","--api-key","x y"]\nENTRYPOINT ["sh", "-c", "a && b"]\nRUN [ -f x ] && echo "]"\nHEALTHCHECK --interval=5m CMD ["curl", "x"]\n',
        ),
        [
          ['shell', 'pip', 'pip install torch'],
          ['instruction', 'cmd', 'vllm serve --api-key x y'],
          ['instruction', 'entrypoint', 'sh -c a && b'],
          ['shell', '[', '[ -f x ] && echo "]"'],
          ['instruction', 'healthcheck', 'curl x'],
        ],
      );
    });

    it('passes over flags', () => {
      assert.deepEqual(
        docker('RUN --mount=type=secret,id=hf --network=none make x\nCOPY --from=build --chown=1:1 /a /b\n'),
        [
          ['shell', 'make', 'make x'],
          ['instruction', 'copy', '/a /b'],
        ],
      );
    });

    it('reads heredocs', () => {
      const text =
        'RUN <<EOF\napt-get update\npip install torch\nEOF\nRUN python3 <<"A" && cat <<B\nENV no=1\nA\nUSER no\nB\nUSER me\nRUN echo <<NEVER\nUSER you\n';
      assert.deepEqual(docker(text), [
        ['shell', 'apt-get', 'apt-get update\npip install torch\nEOF'],
        ['shell', 'python3', 'python3 <<"A" && cat <<B\nENV no=1\nA\nUSER no\nB'],
        ['instruction', 'user', 'me'],
        ['shell', 'echo', 'echo <<NEVER'],
        ['instruction', 'user', 'you'],
      ]);
    });

    it('knows the escape directive, a byte order mark, and ONBUILD', () => {
      assert.deepEqual(docker('\uFEFF# escape=`\nRUN a `\n  b\\\nONBUILD RUN x\n'), [
        ['shell', 'a', 'a b\\'],
        ['shell', 'x', 'x'],
      ]);
    });

    it('takes a text that ends anywhere', () => {
      const text =
        '# c\nFROM a AS b\r\nENV A=b \\\r\n  # d\r\n  C="d"\r\nRUN --mount=type=secret,id=x <<EOF\r\nb\r\nEOF\r\nCMD ["a", "b\\"c"]';
      for (let end = 0; end <= text.length; end++) docker(text.slice(0, end));
    });
  });
});
