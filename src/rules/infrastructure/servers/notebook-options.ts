import type { Fix, Severity } from '../../../core/finding';
import { rangeOf } from '../../../core/range';

/** `--ServerApp.token=''` and its relatives; an option at the end of a word of its own (`["--NotebookApp.token="]`) counts too. */
const OPTION =
  /--(?:NotebookApp|ServerApp|LabApp|IdentityProvider|PasswordIdentityProvider)\.(token|password|hashed_password|disable_check_xsrf|allow_origin)=(?:\\?["']{2}|(["']?)(True|\*)\2|(?=\s|$|["']))/g;

/** Takes the options out that are words of their own. */
export function withoutNotebookOptions(command: string, start: number): Fix[] {
  const edits = [...command.matchAll(OPTION)].flatMap(({ 0: option, index }) => {
    const end = index + option.length;
    const isWord = /[ \t]/.test(command[index - 1] ?? '') && /^(?:\s|$)/.test(command.slice(end));
    return isWord ? [{ range: rangeOf(start + index - 1, start + end), text: '' }] : [];
  });
  return edits.length > 0 ? [{ title: 'Remove the options', safety: 'unsafe', edits }] : [];
}

/** The worst that a command line says; a server that others reach is worse. */
export function judgeNotebookCommand(
  command: string,
): { readonly severity: Severity; readonly message: string } | null {
  const options = [...command.matchAll(OPTION)].map((match) => match[1]!);
  const worst = ['token', 'disable_check_xsrf', 'allow_origin'].find((name) => options.includes(name));
  if (worst === undefined) return null;
  if (worst !== 'token')
    return new RegExp(`\\.${worst}=["']?(?:True|\\*)`).test(command)
      ? { severity: 'warning', message: notebookMessage(worst) }
      : null;
  const open = /--ip(?:=|\s+)["']?(?:0\.0\.0\.0|\*)|App\.ip=["']?(?:0\.0\.0\.0|\*)/.test(command);
  return { severity: open ? 'error' : 'warning', message: notebookMessage('token') };
}

export function notebookMessage(name: string): string {
  switch (name) {
    case 'token':
      return 'The notebook server needs no token: anyone who reaches it can run code here.';
    case 'disable_check_xsrf':
      return 'The notebook server skips cross-site checks: a web page can run code in it.';
    default:
      return 'The notebook server accepts any origin: a web page can run code in it.';
  }
}
