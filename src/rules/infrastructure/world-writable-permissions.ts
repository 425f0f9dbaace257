import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact, type MagicFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { replaceWith } from '../../readers/python/edits';
import { commandText } from './servers/commands';

export default defineRule({
  id: 'world-writable-permissions',
  severity: 'warning',
  category: 'infrastructure',
  title: 'File that everybody may write',
  cwe: 732,
  docs: {
    what: 'A file or folder is made writable for every user of the machine: `os.chmod(path, 0o777)` or `0o666`, `Path.chmod`, `stat.S_IWOTH`, `chmod 777` in a command, `os.umask(0)`. Folders with the sticky bit (`0o1777`) are left alone.',
    why: 'Any other user or process can then exchange a checkpoint, a data set or a script. Models are often loaded with code in them, so writing the file is as good as running code as the user who loads it.',
    fix: 'Give write access to the owner (`0o755` for folders and programs, `0o644` for files) or to a group that shares the data (`0o775`, `0o664`).',
    references: [
      'https://docs.python.org/3/library/os.html#os.chmod',
      'https://cwe.mitre.org/data/definitions/732.html',
    ],
  },
  listen: {
    calls: [
      { callees: ['**.chmod', '**.fchmod', '**.lchmod'], check: checkMode },
      { callees: ['os.umask'], check: checkMask },
      {
        callees: [
          'subprocess.run',
          'subprocess.call',
          'subprocess.check_call',
          'subprocess.check_output',
          'subprocess.Popen',
          'os.system',
          'os.popen',
        ],
        triggers: ['chmod'],
        check: checkCommand,
      },
    ],
    magics: { check: checkMagic },
  },
});

const COMMAND =
  /\bchmod\s+(?:-\w+\s+|--\w+\s+)*(?:0?[0-7][0-7][2367]|a\+\w*w\w*|o\+\w*w\w*|ugo\+\w*w\w*|a=rwx?)(?=\s|$)/;

function checkMode(call: CallFact, context: PythonContext): void {
  const mode = argumentOf(
    call,
    'mode',
    /^(?:os|\?|anyio)\.[fl]?chmod$/.test(call.callee) &&
      call.args.filter((argument) => argument.name === null).length > 1
      ? 1
      : /^os\./.test(call.callee)
        ? 1
        : 0,
  );
  if (!mode) return;
  const { value } = mode;
  const written = context.facts.text.slice(mode.valueRange.start, mode.valueRange.end);
  const byNumber =
    value.kind === 'number' &&
    value.value >= 0 &&
    value.value < 0o10000 &&
    (value.value & 0o002) !== 0 &&
    (value.value & 0o1000) === 0;
  const byName =
    value.kind === 'reference'
      ? /^stat\.S_I(?:RWXO|WOTH)$/.test(value.name)
      : value.kind === 'unknown' && /\bS_I(?:RWXO|WOTH)\b/.test(written) && !/~|S_ISVTX/.test(written);
  if (!byNumber && !byName) return;
  const literal = value.kind === 'number' && value.via === 'literal' ? (value.value & 0o111 ? '0o755' : '0o644') : null;
  const severity: Severity = 'via' in value && value.via === 'default' ? 'hint' : 'warning';
  context.report({
    range: call.range,
    severity,
    message: 'Every user of this machine may write here, and so exchange what is loaded from it later.',
    fixes: literal
      ? [{ title: `Use ${literal}`, safety: 'unsafe', edits: [replaceWith(mode.valueRange, literal)] }]
      : [],
  });
}

/** `os.umask(0)`; not where the old mask is kept, which is how it is read, or set back. */
function checkMask(call: CallFact, context: PythonContext): void {
  const value = call.args[0]?.value;
  if (value?.kind !== 'number' || value.value !== 0) return;
  const alone =
    context.facts.text.slice(call.statement.start, call.statement.end).trim() ===
    context.facts.text.slice(call.range.start, call.range.end);
  if (alone)
    context.report({
      range: call.range,
      severity: 'info',
      message: 'Every file that this program makes from here on may be written by every user of this machine.',
    });
}

function checkCommand(call: CallFact, context: PythonContext): void {
  const argument = call.args[0];
  if (argument && COMMAND.test(commandText(argument.value) ?? ''))
    context.report({
      range: call.range,
      severity: 'warning',
      message: 'This command lets every user of this machine write here, and so exchange what is loaded from it later.',
    });
}

function checkMagic(magic: MagicFact, context: PythonContext): void {
  if (!/^(?:shell|cell)$/.test(magic.kind) && !/^(?:sx|system|sc)$/.test(magic.command)) return;
  const match = COMMAND.exec(magic.body);
  if (!match) return;
  const start = magic.bodyRange.start + match.index;
  // The kernel of a notebook mostly has a machine of its own.
  context.report({
    range: rangeOf(start, start + match[0].length),
    severity: 'info',
    message: 'This command lets every user of the machine write here, and so exchange what is loaded from it later.',
  });
}
