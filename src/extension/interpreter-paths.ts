/** The folder of the environment that an interpreter belongs to: of `…/bin/python3`, `…\Scripts\python.exe`, of conda's `…\python.exe`, or of the folder itself. */
export function environmentFolderOf(interpreter: string): string {
  const parts = interpreter.replace(/[\\/]+$/, '').split(/(?<=[\\/])/);
  const name = parts.at(-1) ?? '';
  if (!/^(?:python|pypy)[\w.]*$/i.test(name)) return interpreter;
  const up = /^(?:bin|scripts)[\\/]$/i.test(parts.at(-2) ?? '') ? 2 : 1;
  return parts
    .slice(0, -up)
    .join('')
    .replace(/(?<=.)[\\/]$/, '');
}

/** What people call an environment: the last part of its folder. */
export const folderNameOf = (folder: string): string => /([^\\/]+)[\\/]*$/.exec(folder)?.[1] ?? folder;

/**
 * The path that a setting stands for; null for a bare name (`python`), which is looked up by whoever starts it. Source: VS Code, Variables
 * reference.
 */
export function settingPath(
  value: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  home: string | undefined,
): string | null {
  const filled = value
    .replace(/\$\{workspace(?:Folder|Root)\}/g, () => folder)
    .replace(/\$\{env:(\w+)\}/g, (_, name: string) => env[name] ?? '')
    .replace(/^(?:~|\$\{userHome\})(?=[\\/]|$)/, () => home ?? '~');
  if (filled.includes('${') || !/[\\/]/.test(filled)) return null;
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(filled) ? filled : `${folder}/${filled.replace(/^\.[\\/]/, '')}`;
}
