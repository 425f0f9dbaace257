/** Files of commands, by their names. */
export type CommandFile = 'shell' | 'dockerfile';

/** What a file of commands is read as; null for any other. */
export function commandFileOf(path: string): CommandFile | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (
    /\.(?:sh|bash|zsh|ksh|slurm|sbatch|pbs|lsf|sge)$|^\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|envrc)$/.test(
      name,
    )
  )
    return 'shell';
  if (/\.dockerignore$|\.(?:md|rst|txt|html?|png|svg|lock|bak)$/.test(name)) return null;
  return /^(?:dockerfile|containerfile)(?:[._-][\w.-]{1,60})?$|\.(?:dockerfile|containerfile)$/.test(name)
    ? 'dockerfile'
    : null;
}
