import type { CommandFact } from '../../core/command-facts';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { defineRule, type PythonContext, type CommandContext } from '../../core/rule';
import { isDefault } from '../../core/value';
import { replaceWith } from '../../readers/python/edits';
import { CHMOD, worldWritableMode } from './permissions/modes';
import { COMMAND_CALLEES, commandText } from './commands/command-calls';

export default defineRule({
  id: 'world-writable-permissions',
  severity: 'warning',
  category: 'infrastructure',
  title: 'World-writable file',
  cwe: 732,
  owasp: 'ML10:2023',
  atlas: ['AML.T0018'],
  docs: {
    what: 'A file or folder is made writable by every user of the machine: `os.chmod(path, 0o777)` or `0o666`, `Path.chmod`, `stat.S_IWOTH`, `chmod 777` in a command, `os.umask(0)`. Folders with the sticky bit (`0o1777`) are not reported.',
    why: 'Any other user or process can then replace a checkpoint, data set or script. Models often contain code that runs when they are loaded, so writing the file is as good as running code as the user who loads it.',
    fix: 'Give write access to the owner (`0o755` for folders and programs, `0o644` for files) or to a group that shares the data (`0o775`, `0o664`). The quick fix is offered where the mode is written as a number; flags and variables are not touched.',
    references: ['https://docs.python.org/3/library/os.html#os.chmod'],
  },
  listen: {
    calls: [
      { callees: ['**.chmod', '**.fchmod', '**.lchmod'], check: checkMode },
      { callees: ['os.umask'], check: checkMask },
      {
        callees: [...COMMAND_CALLEES, 'os.popen'],
        triggers: ['chmod'],
        check: checkCommandCall,
      },
    ],
    commands: { check: checkCommand },
  },
});

function checkMode(call: CallFact, context: PythonContext): void {
  const mode = worldWritableMode(call, context.facts);
  if (!mode) return;
  const { value } = mode;
  const literal = value.kind === 'number' && value.via === 'literal' ? (value.value & 0o111 ? '0o755' : '0o644') : null;
  context.report({
    range: call.range,
    severity: isDefault(value) ? 'hint' : 'warning',
    message: 'Any user of this machine can write here and replace what is loaded later.',
    ...(literal === null
      ? null
      : {
          fixes: [{ title: `Use ${literal}`, safety: 'unsafe', edits: [replaceWith(mode.valueRange, literal)] }],
          // One function opens what it makes: that is one decision, and one fix.
          thing: {
            name: `${literal} in ${call.scope}`,
            at: call.range,
            here: 'Every user of this machine may write here, too.',
            weight: 1,
          },
        }),
  });
}

/** `os.umask(0)`; not where the old mask is kept, which is how it is read, or set back. */
function checkMask(call: CallFact, context: PythonContext): void {
  const value = call.args[0]?.value;
  if (value?.kind !== 'number' || value.value !== 0) return;
  const alone = context.facts.semantics.expressionAt(call.statement) === call.expression;
  if (alone)
    context.report({
      range: call.range,
      severity: 'info',
      message: 'Files created from here on are writable by every user of this machine.',
    });
}

function checkCommandCall(call: CallFact, context: PythonContext): void {
  const argument = call.args[0];
  if (argument && CHMOD.test(commandText(argument.value) ?? ''))
    context.report({
      range: call.range,
      severity: 'warning',
      message: 'This command lets any user of this machine replace what is loaded from here.',
    });
}

function checkCommand(command: CommandFact, context: CommandContext): void {
  if (!/^(?:shell|cell|script)$/.test(command.kind) && !/^(?:sx|system|sc)$/.test(command.name)) return;
  const match = CHMOD.exec(command.body);
  if (!match) return;
  const start = command.bodyRange.start + match.index;
  // The kernel of a notebook mostly has a machine of its own.
  context.report({
    range: rangeOf(start, start + match[0].length),
    severity: 'info',
    message: 'This command lets any user of the machine replace what is loaded from here.',
  });
}
