import { readCommands } from './commands';
import { NOTHING, type DocumentKind } from '../reading';
import { slurmFacts } from '../slurm/slurm';
import { readShellScript } from './shell-script';

/** A script for a shell, or a job for a scheduler. Source: POSIX.1-2024, Shell Command Language. */
export const shell: DocumentKind = {
  kind: 'shell',
  names: [
    /\.(?:sh|bash|zsh|ksh|slurm|sbatch|pbs|lsf|sge)$/,
    /^\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|envrc)$/,
  ],
  globs: [
    '*.{sh,bash,zsh,ksh,slurm,sbatch,pbs,lsf,sge}',
    '{.bashrc,.bash_profile,.bash_login,.bash_aliases,.profile,.zshrc,.zshenv,.zprofile,.envrc}',
  ],
  languages: ['shellscript'],
  suffix: '.sh',
  input: 'text',
  times: 1,
  inventoried: false,
  read(input, tools) {
    if (input.kind !== 'text') return NOTHING;
    const { parts, notes } = readCommands(input, readShellScript(input.text));
    const [script] = parts;
    const facts = script && !tools.unasked && input.text.includes('#SBATCH') ? slurmFacts(input.text) : null;
    return { parts: script && facts ? [...parts, { ...script, facts: () => facts }] : parts, notes };
  },
};
