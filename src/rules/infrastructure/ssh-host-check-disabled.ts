import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { defineRule, type CommandContext } from '../../core/rule';

const OFF = /^(?:-o)?\s*StrictHostKeyChecking[\s=]+(?:no|off)$/i;
/** The form that a configuration file has, in a text that is written there. */
const WRITTEN = /\bStrictHostKeyChecking\s+(?:no|off)\b/i;
/** Another machine that is named: not a variable, not this one. */
const REMOTE = /^(?:[\w.-]+@)?(?!(?:localhost|127\.|\d+$))[A-Za-z0-9][\w-]*(?:\.[\w-]+)+(?::\S*)?$/;

export default defineRule({
  id: 'ssh-host-check-disabled',
  severity: 'warning',
  category: 'infrastructure',
  title: 'SSH that trusts any machine',
  cwe: 322,
  docs: {
    what: 'The check of host keys is switched off: `StrictHostKeyChecking=no` or `off` of `ssh`, `scp`, `sftp` and `rsync -e`, or a script or Dockerfile writes it into a configuration of SSH. It is a warning where a machine is named by its address, and information otherwise, since the nodes of one job are nobody else’s. `accept-new` is not reported.',
    why: 'Whoever stands between takes the place of the machine: code, data and forwarded keys go to them.',
    fix: 'Put the host keys into `known_hosts` (`ssh-keyscan` once, checked), or use `StrictHostKeyChecking=accept-new`. The quick fix writes that where the option is one word.',
    references: ['https://man.openbsd.org/ssh_config#StrictHostKeyChecking'],
  },
  listen: listenToShell(checkStep),
});

function checkStep({ command, place }: ShellStep, context: CommandContext): void {
  const { name, words } = command;
  if (/^(?:ssh|scp|sftp|rsync|mpirun|mpiexec)$/.test(name)) {
    const at = words.findIndex(
      ({ text }) => OFF.test(text) || (name === 'rsync' && /StrictHostKeyChecking[\s=]+(?:no|off)/i.test(text)),
    );
    const word = words[at];
    if (word === undefined) return;
    const named = words.slice(1).some(({ text, literal }) => literal && REMOTE.test(text) && !text.includes('='));
    const value = /(?:no|off)$/i.exec(word.text)?.[0] ?? '';
    const isWhole = !word.quoted && word.literal && word.range.end - word.range.start === word.text.length;
    context.report({
      range: word.range,
      severity: named && name !== 'mpirun' && name !== 'mpiexec' ? 'warning' : 'info',
      message: "The other machine's key is not checked: an attacker on the network can pose as it.",
      fixes:
        isWhole && value !== ''
          ? [
              {
                title: 'Accept only keys of new machines',
                safety: 'unsafe',
                edits: [{ range: { start: word.range.end - value.length, end: word.range.end }, text: 'accept-new' }],
              },
            ]
          : [],
    });
    return;
  }
  // Written into ssh_config, by echo, printf, sed or a heredoc.
  if (place === null && /^(?:echo|printf|sed|tee)$/.test(name)) {
    const word = words.slice(1).find(({ text }) => WRITTEN.test(text)) ?? null;
    if (
      word !== null ||
      WRITTEN.test(
        words
          .slice(1)
          .map(({ text }) => text)
          .join(' '),
      )
    )
      context.report({
        range: word?.range ?? command.range,
        severity: 'info',
        message: 'SSH here trusts any machine: host keys are not checked.',
      });
  }
}
