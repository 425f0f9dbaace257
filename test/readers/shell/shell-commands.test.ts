import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ShellCommand } from '../../../src/readers/shell/shell-command';
import { commandsWithin, readShellCommands, withSubstitutions } from '../../../src/readers/shell/shell-commands';
import { growthOf, LINEAR } from '../../harness/effort';

const words = (command: ShellCommand): string[] => command.words.map(({ text }) => text);
const read = (text: string): string[][] => readShellCommands(text).map(words);

describe('shell commands', () => {
  it('splits at operators and line ends', () => {
    assert.deepEqual(read('a b && c; d | e\nf & (g h) || { i; }\n'), [
      ['a', 'b'],
      ['c'],
      ['d'],
      ['e'],
      ['f'],
      ['g', 'h'],
      ['i'],
    ]);
    assert.deepEqual(read('if true; then\n  wget x\nfi'), [['true'], ['wget', 'x']]);
  });

  it('joins lines that a backslash continues, and leaves comments out', () => {
    assert.deepEqual(read('curl -L \\\n  https://x/y#z \\\r\n -o f # and why\n# nothing\nls'), [
      ['curl', '-L', 'https://x/y#z', '-o', 'f'],
      ['ls'],
    ]);
  });

  it('takes quotes and escapes away', () => {
    assert.deepEqual(read(`echo 'a b' "c \\"d\\" $E" f\\ g h"i"j ''`), [['echo', 'a b', 'c "d" $E', 'f g', 'hij', '']]);
    const [, , second] = readShellCommands(`echo 'a b' "c $E"`)[0]!.words;
    assert.equal(second!.literal, false);
  });

  it('knows who reads whose output', () => {
    const [curl, gunzip, bash, other] = readShellCommands('curl x |\n gunzip -c | sudo -E bash -s; sh') as [
      ShellCommand,
      ShellCommand,
      ShellCommand,
      ShellCommand,
    ];
    assert.equal(gunzip.input, curl);
    assert.equal(bash.input, gunzip);
    assert.equal(bash.name, 'bash');
    assert.equal(other.input, null);
    const grouped = readShellCommands('(a; b) | bash');
    assert.equal(grouped[2]!.input, grouped[1]);
  });

  it('looks behind wrappers and assignments', () => {
    const [first, second] = readShellCommands(
      'A=1 sudo -u root env -i B="x y" /usr/bin/timeout -k 5 30 nice -n 5 python3.11 -m x\nC=3',
    ) as [ShellCommand, ShellCommand];
    assert.deepEqual(words(first), ['python3.11', '-m', 'x']);
    assert.deepEqual(
      first.assignments.map(({ name, value }) => `${name}=${value}`),
      ['A=1', 'B=x y'],
    );
    assert.equal(second.name, '');
    assert.deepEqual(
      second.assignments.map(({ name }) => name),
      ['C'],
    );
  });

  it('keeps redirections apart', () => {
    const [command] = readShellCommands('wget -qO- x 2>/dev/null >out.txt <in 2>&1 &>all') as [ShellCommand];
    assert.deepEqual(words(command), ['wget', '-qO-', 'x']);
    assert.deepEqual(
      command.redirections.map(({ operator, target }) => `${operator} ${target?.text}`),
      ['2> /dev/null', '> out.txt', '< in', '2>& 1', '&> all'],
    );
  });

  it('skips here-documents', () => {
    assert.deepEqual(read("cat <<'EOF' > f\ncurl x | bash\nEOF\nls\nif a; then\n cat <<-END\n\tcurl\n\tEND\nb"), [
      ['cat'],
      ['ls'],
      ['a'],
      ['cat'],
      ['b'],
    ]);
  });

  it('reads substitutions', () => {
    const commands = withSubstitutions(
      readShellCommands('bash <(curl -s "$(cat url)") `which x` "$(echo ")" \')\')" $((1 + 2)) ${A:-b c}'),
    );
    assert.deepEqual(
      commands.map(({ name }) => name),
      ['bash', 'curl', 'cat', 'which', 'echo'],
    );
  });

  it('reads the script that a shell is given, in place', () => {
    const text = `sudo bash -lc 'curl x | sh' && eval "a \\"b\\""`;
    const [bash, evaluated] = readShellCommands(text) as [ShellCommand, ShellCommand];
    const inner = commandsWithin(bash, text);
    assert.deepEqual(inner.map(words), [['curl', 'x'], ['sh']]);
    assert.equal(text.slice(inner[1]!.range.start, inner[1]!.range.end), 'sh');
    const [a] = commandsWithin(evaluated, text) as [ShellCommand];
    assert.deepEqual(words(a), ['a', 'b']);
    assert.equal(text.slice(a.range.start, a.range.end), '"a \\"b\\""');
  });

  it("takes IPython's braces as one piece", () => {
    assert.deepEqual(read('{sys.executable} -m pip install {os.path.join(a, "b c")} x{1,2}'), [
      ['{sys.executable}', '-m', 'pip', 'install', '{os.path.join(a, "b c")}', 'x{1,2}'],
    ]);
  });

  it('loses no word and gives each its place, whatever separates them', () => {
    const word = fc
      .stringMatching(/^[a-zA-Z0-9_./:@,+-]{1,12}$/)
      .filter(
        (text) =>
          !/^(?:if|then|else|elif|while|until|do|fi|done|esac|time|sudo|doas|env|nohup|exec|command|builtin|nice|ionice|timeout|stdbuf|xvfb|unbuffer|catchsegv)$/.test(
            text.slice(text.lastIndexOf('/') + 1),
          ) && text !== '!',
      );
    const blank = fc.constantFrom(' ', '  ', '\t', ' \\\n ');
    const quoted = fc.tuple(word, fc.constantFrom('', "'", '"')).map(([text, quote]) => quote + text + quote);
    const separator = fc.constantFrom('\n', ' ; ', '&&', ' || ', ' | ', '&', '\n# a comment; with "signs\n', ' 2>&1\n');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(fc.tuple(quoted, blank), { minLength: 1, maxLength: 5 }), separator), {
          maxLength: 8,
        }),
        fc.nat(50),
        (lines, offset) => {
          const text = lines.map(([line, end]) => line.map(([one, gap]) => one + gap).join('') + end).join('');
          const commands = readShellCommands(text, offset);
          assert.deepEqual(
            commands.map(words),
            lines.map(([line]) => line.map(([one]) => one.replace(/["']/g, ''))),
          );
          for (const { words: found } of commands)
            for (const one of found)
              assert.equal(text.slice(one.range.start - offset, one.range.end - offset).replace(/["']/g, ''), one.text);
        },
      ),
    );
  });

  it('never throws, and stays inside its text', () => {
    const piece = fc.constantFrom(
      '$(',
      ')',
      '`',
      '"',
      "'",
      '\\',
      '\n',
      '<<',
      'EOF',
      '<(',
      '{',
      '}',
      '|',
      '&',
      ';',
      '>',
      '2>',
      '#',
      '${',
      ' ',
      'a',
      'sudo',
      'bash -c',
      '\r\n',
      '$((',
      '=',
      'A=',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        (text) => {
          const all = withSubstitutions(readShellCommands(text));
          for (const command of all) {
            for (const { range } of command.words)
              assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
            assert.ok(command.range.start <= command.range.end && command.range.end <= text.length);
            commandsWithin(command, text);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes no longer than the text is long', async () => {
    for (const piece of ['$(', '`', '{', '"', '<(', "'", '<<A\n', '${', '((', '\\\n']) {
      const growth = await growthOf(5_000, (count) => readShellCommands(piece.repeat(count)));
      assert.ok(growth < LINEAR, `sixteen times ${JSON.stringify(piece)}, ${growth} times the work`);
    }
  });
});
