/**
 * The command that takes another release of a package into a lock, with all that this needs: only the tool that wrote the lock can
 * resolve it. `lock` is the file's name. Null for locks that several tools write, and for what is installed.
 * Sources: the command lines of uv (`lock`), Poetry (`update`), PDM (`update`), Pipenv (`upgrade`), pixi (`update`), conda-lock (`lock`).
 */
export function upgradeCommand(lock: string, name: string, release: string): string | null {
  const exact = /^[\w.!+-]{1,60}$/.test(release) ? `${name}==${release}` : name;
  const script = /^(.+\.py)\.lock$/.exec(lock)?.[1];
  if (script !== undefined && /^[\w.-]+$/.test(script)) return `uv lock --script ${script} --upgrade-package ${exact}`;
  switch (lock) {
    case 'uv.lock':
      return `uv lock --upgrade-package ${exact}`;
    case 'poetry.lock':
      return `poetry update --lock ${name}`;
    case 'pdm.lock':
      return `pdm update --no-sync ${name}`;
    case 'Pipfile.lock':
      return `pipenv upgrade ${name}`;
    case 'pixi.lock':
      return `pixi update ${name}`;
    case 'conda-lock.yml':
      return `conda-lock lock --update ${name}`;
    default:
      return null;
  }
}
