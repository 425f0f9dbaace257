import assert from 'node:assert/strict';
import { RULES } from '../../../src/rules/index';
import { Engine } from '../../../src/scan/engine';
import { apply, scanWith, textOf, type State } from '../../harness/fixture-project';
import { grammars } from '../../harness/grammars';

const engine = Engine.create(
  grammars,
  RULES.filter(({ id }) => id === 'shell-command-injection'),
);

const IMPORTS =
  'import os\nimport shlex\nimport subprocess\nimport sys\n\n\ndef run(path, name, n, words, flags, options):\n    ';

/** The statement after the fix of its command; null where there is none. */
async function listed(statement: string): Promise<string | null> {
  const state: State = { document: { kind: 'text', text: `${IMPORTS}${statement}\n` }, companions: {} };
  const [finding, other] = await scanWith(await engine, { path: 'train.py' }, state);
  assert.ok(finding && !other, `one finding: ${statement}`);
  const [fix] = finding.fixes;
  if (!fix) return null;
  assert.equal(fix.safety, 'unsafe');
  const text = textOf(apply({ path: 'train.py' }, state, [fix]).document);
  assert.ok(text.startsWith(IMPORTS));
  return text.slice(IMPORTS.length, -1);
}

describe('a command as a list of words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['subprocess.run(f"ls -l {path}", shell=True)', 'subprocess.run(["ls", "-l", str(path)])'],
    ['subprocess.call("ls " + path, shell=True, cwd="x")', 'subprocess.call(["ls", path], cwd="x")'],
    ['subprocess.run(shell=True, args=f"ls {path}")', 'subprocess.run(args=["ls", str(path)])'],
    ['return subprocess.Popen(f"ls {path}", shell=True)', 'return subprocess.Popen(["ls", str(path)])'],
    ['os.system(f"{sys.executable} x.py {path}")', 'subprocess.run([sys.executable, "x.py", str(path)])'],
    // In quotes it is one word, whatever is in it; a part of a word stays a part of it.
    [`os.system(f'ls "{path}"')`, 'subprocess.run(["ls", str(path)])'],
    [`os.system(f"ls '{path}/my files' -x")`, 'subprocess.run(["ls", f"{path}/my files", "-x"])'],
    ['os.system(f"cp a.{n:03d}.txt {path!r}")', 'subprocess.run(["cp", f"a.{n:03d}.txt", f"{path!r}"])'],
    [`os.system(f'echo "it is {{x}}" {path}')`, 'subprocess.run(["echo", "it is {x}", str(path)])'],
    // What quotes for a shell would quote for the program.
    ['os.system(f"cp {shlex.quote(path)} {name}")', 'subprocess.run(["cp", path, str(name)])'],
    ['os.system("cp %s %s" % (path, name))', 'subprocess.run(["cp", str(path), str(name)])'],
    ['os.system("cp %s 100%%" % path)', 'subprocess.run(["cp", str(path), "100%"])'],
    ['os.system("cp {1} {0}".format(path, name))', 'subprocess.run(["cp", str(name), str(path)])'],
    ['os.system("cp {a} b".format(a=path))', 'subprocess.run(["cp", str(path), "b"])'],
    ['os.system(" ".join(["cp", path, "b c"]))', 'subprocess.run(["cp", path, "b", "c"])'],
    ['os.system(" ".join(["cp", *words, path]))', 'subprocess.run(["cp", *words, path])'],
  ];
  for (const [before, after] of cases)
    it(before, async () => {
      assert.equal(await listed(before), after);
    });

  const left: readonly (readonly [string, string])[] = [
    ['a pipe', 'os.system(f"cat {path} | wc")'],
    ['a redirection', 'os.system(f"ls {path} > x")'],
    ['two commands', 'os.system(f"cd x; ls {path}")'],
    ['a chain', 'os.system(f"cd x && ls {path}")'],
    ['the background', 'os.system(f"ls {path} &")'],
    ['a pattern', 'os.system(f"ls {path}/*.pt")'],
    ['braces', 'os.system(f"ls {path} a{{1,2}}")'],
    ['a variable', 'os.system(f"ls {path} $HOME")'],
    ['a variable in quotes', `os.system(f'ls {path} "$HOME"')`],
    ['a home', 'os.system(f"ls {path} ~/x")'],
    ['a substitution', 'os.system(f"ls {path} `pwd`")'],
    ['an escape', 'os.system(f"ls {path} a\\\\ b")'],
    ['a comment', 'os.system(f"ls {path} # all")'],
    ['lines', 'os.system(f"""ls {path}\nls""")'],
    ['a builtin', 'os.system(f"source {path}")'],
    ['a command of the Windows shell', 'os.system(f"del {path}")'],
    ['a variable for the program', 'os.system(f"A=1 ls {path}")'],
    ['a program that is not known', 'os.system(f"{path} -l")'],
    ['words that are several', 'os.system(f"ls {flags} {path}")'],
    ['joined words', 'os.system(f"ls {path} " + " ".join(words))'],
    ['an attribute that says several', 'os.system(f"ls {options.extra_args} {path}")'],
    ['a condition', `os.system(f"ls {'-l' if n else ''} {path}")`],
    ['quotes in quotes', 'os.system(f"ls \'{shlex.quote(path)}\' {name}")'],
    ['an open quote', `os.system(f"ls '{path}")`],
    ['a width', 'os.system("ls %5s" % path)'],
    ['a status that counts', 'return os.system(f"ls {path}")'],
    ['what is opened', 'os.popen(f"ls {path}")'],
    ['a shell by its name', 'subprocess.run(f"ls {path}", shell=True, executable="/bin/zsh")'],
    ['options from elsewhere', 'subprocess.run(f"ls {path}", shell=True, **options)'],
    ['a command from elsewhere', 'subprocess.run(path, shell=True)'],
    ['a comment between the parts', 'os.system(\n        "ls "  # all\n        + path\n    )'],
  ];
  for (const [what, statement] of left)
    it(`is not offered for ${what}`, async () => {
      assert.equal(await listed(statement), null);
    });
});
