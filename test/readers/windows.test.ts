import assert from 'node:assert/strict';
import fc from 'fast-check';
import { batchAsPosixShell } from '../../src/readers/windows/batch';
import { powershellAsPosixShell } from '../../src/readers/windows/powershell';
import { runFromWeb } from '../../src/readers/windows/run-from-web';
import { sampleSecret } from '../harness/secret-samples';
import { fixedText, markedText, scanned } from '../harness/scanned';

async function marksIn(path: string, text: string): Promise<string[]> {
  const { findings } = await scanned(path, { [path]: text });
  return findings.map((finding) => `${finding.range.start.line} ${markedText(finding, text)}`);
}

describe('PowerShell scripts', () => {
  const cases: [string, string, string[]][] = [
    ['a command', 'pip install torch\n', ['1 torch']],
    ['a module', 'python -m pip install --upgrade numpy', ['1 numpy']],
    ['a program by its path', '& ".\\venv\\Scripts\\python.exe" -m pip install torch', ['1 torch']],
    ['a path without quotes', '.\\venv\\Scripts\\pip.exe install torch', ['1 torch']],
    ['a continued line', 'pip install `\r\n  torch `\r\n  numpy\r\nls', ['2 torch', '3 numpy']],
    ['a block', 'if ($gpu) { pip install torch } else { pip install numpy }', ['1 torch', '1 numpy']],
    ['behind a semicolon', 'Set-Location x; pip install torch', ['1 torch']],
    ['quotes', 'pip install "torch>=2.13" \'numpy\'', ['1 torch>=2.13', '1 numpy']],
    ['a value nobody knows', 'pip install torch==$env:TORCH numpy==${env:N} $package $($x.y)', []],
    ['a comment', '# pip install torch\npip install numpy==2.2.3 # torch\n<#\npip install torch\n#>\n', []],
    ['a here-string', '$x = @"\npip install torch\n"@\n$y = @\'\npip install torch\n\'@', []],
    [
      'a hash inside of a word',
      'pip install git+https://github.com/a/b@3f2a9c1b7d5e4f60812a9b3c4d5e6f708192a3b4#egg=b numpy',
      ['1 numpy'],
    ],
  ];
  for (const [name, text, expected] of cases)
    it(name, async () => {
      assert.deepEqual(await marksIn('setup.ps1', text), expected);
    });
});

describe('batch files', () => {
  const cases: [string, string, string[]][] = [
    ['a command', '@echo off\r\npip install torch\r\n', ['2 torch']],
    ['without an echo', '@pip install torch', ['1 torch']],
    ['a program by its path', 'venv\\Scripts\\python.exe -m pip install torch', ['1 torch']],
    ['called', 'call pip install torch\nCALL conda install numpy', ['1 torch', '2 numpy']],
    ['a continued line', 'pip install ^\r\n  torch ^\r\n  numpy\r\necho x', ['2 torch', '3 numpy']],
    ['an escaped sign', 'pip install torch^>^=2.13', ['1 torch^>^=2.13']],
    ['behind another', 'cd x && pip install torch || pip install numpy', ['1 torch', '1 numpy']],
    ['in brackets', 'if exist gpu (\n  pip install torch\n) else (pip install numpy)', ['2 torch', '3 numpy']],
    [
      'a value nobody knows',
      'pip install torch==%TORCH% numpy==!N! %1 %~2 %*\nfor %%p in (a b) do pip install %%p',
      [],
    ],
    [
      'a comment',
      'rem pip install torch\n:: pip install torch\n@REM pip install torch\necho x & rem pip install y',
      [],
    ],
    ['no comment', 'remove.exe & pip install torch', ['1 torch']],
  ];
  for (const [name, text, expected] of cases)
    it(name, async () => {
      assert.deepEqual(await marksIn('setup.bat', text), expected);
      assert.deepEqual(await marksIn('setup.cmd', text), expected);
    });
});

describe('scripts of Windows', () => {
  it('are pinned where they stand', async () => {
    const lock = { 'poetry.lock': '[[package]]\nname = "torch"\nversion = "2.4.1"\n' };
    for (const [path, text] of [
      ['a.ps1', 'pip install `\r\n  torch\r\n'],
      ['a.bat', 'pip install ^\r\n  torch\r\n'],
    ] as const) {
      const { findings } = await scanned(path, { ...lock, [path]: text });
      assert.equal(fixedText(findings[0]!.fixes[0]!, path, text), text.replace('torch', 'torch==2.4.1'));
    }
  });

  it('have no keys of providers', async () => {
    const key = sampleSecret('huggingface');
    assert.deepEqual(await marksIn('a.ps1', `\n$env:HF_TOKEN = "${key}"\n`), [`2 ${key}`]);
    assert.deepEqual(await marksIn('a.bat', `\nset HF_TOKEN=${key}\n`), [`2 ${key}`]);
    assert.deepEqual(
      await marksIn('a.ps1', `# touchstone: ignore[hardcoded-secret] revoked\n$env:HF_TOKEN = "${key}"\n`),
      [],
    );
  });

  it('take time by their length', () => {
    for (const part of ['<#', '@"\n', '`', "'", ' ', '%', '!a', '^', '\\', 'rem', '$', '#', '%%'])
      for (const read of [batchAsPosixShell, powershellAsPosixShell]) {
        const start = performance.now();
        read(part.repeat(200_000 / part.length));
        assert.ok(performance.now() - start < 10_000, JSON.stringify(part));
      }
  });

  it('keep the places of what they run from the web, and nothing else', () => {
    const piece = fc.constantFrom(
      'iex (irm https://a.example/x.ps1)',
      'iex ((New-Object Net.WebClient).DownloadString("https://a.example/x.ps1"))',
      ...['iex', 'irm', ' ', '(', ')', '|', '`', '"', '$', '{', '\n', '\r\n', '#', '^', '%a', 'DownloadString(', '🙂'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const read of [batchAsPosixShell, powershellAsPosixShell]) {
          const [command] = runFromWeb(text, read)?.commands ?? [];
          assert.equal(command?.body.length ?? text.length, text.length);
        }
      }),
    );
    const many = 'iex (((irm '.repeat(20_000);
    assert.equal(runFromWeb(many, powershellAsPosixShell)?.commands[0]?.body.length, many.length);
  });

  it('keep their places, whatever they are', () => {
    const piece = fc.constantFrom(
      '`\n',
      '^\r\n',
      '%',
      '%a%',
      '!',
      '$',
      '{',
      '}',
      '#',
      '<#',
      '#>',
      '@"\n',
      '\n"@',
      "'",
      '"',
      '\\',
      'rem ',
      ':: ',
      '\n',
      ' ',
      'x',
      '$env:A',
      '%%i ',
      '%~1',
      '🙂',
    );
    for (const read of [batchAsPosixShell, powershellAsPosixShell])
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
          const source = pieces.join('');
          const text = read(source);
          assert.equal(text.length, source.length);
          for (let index = 0; index < text.length; index++) assert.equal(text.offsetAt(index), index);
        }),
        { numRuns: 500 },
      );
  });
});
