import { defineQuestion, type Answering, type Project, type Question } from '../../core/question';
import { readConfig } from '../../readers/config/config';
import { normalizeName } from '../../readers/requirements/requirements-grammar';
import { foldersAboveRoot, Repositories } from '../git/repository';
import { directoryOf, foldersAbove, joinedPath } from '../paths';
import { fileTextAt } from './file-text';

interface NearQuestion extends Question {
  readonly near: string;
}

/** What is the project's own, and so no stranger to it. */
export interface OwnProject {
  /** Repositories as `host/owner/name`, in lower case. */
  readonly repositories: readonly string[];
  /** Who owns them, in lower case. */
  readonly owners: readonly string[];
  /** Names of its distributions (PEP 503). */
  readonly distributions: readonly string[];
}

/** Repository, owner and distributions of the project that a document is in: `origin`, `[project]` (PEP 621), Poetry's table, `setup.cfg`, the `PKG-INFO` of a source distribution (PEP 643). */
export const ownProject = defineQuestion({
  kind: 'own-project',
  key: (path): NearQuestion => ({ kind: 'own-project', near: directoryOf(path) }),
  async find({ near }, project): Promise<OwnProject> {
    const origin = await originOf(near, project);
    const stated = await statedIn(near, project);
    const repositories = [origin, ...stated.addresses].flatMap((address) => repositoryAt(address ?? '') ?? []);
    return {
      repositories: [...new Set(repositories)].sort(),
      owners: [...new Set(repositories.map((each) => each.split('/')[1]!))].sort(),
      distributions: [...new Set(stated.names.map(normalizeName).filter((name) => name !== ''))].sort(),
    };
  },
  nothing: { repositories: [], owners: [], distributions: [] },
  forgottenWhen: (path) => path === null || /(?:^|\/)(?:pyproject\.toml|setup\.cfg|PKG-INFO|\.git\/config)$/.test(path),
  watches: { globs: ['pyproject.toml', 'setup.cfg', 'PKG-INFO'] },
});

/** `owner` of a repository on a forge that has owners; the path of a deeper one goes with it. */
const ADDRESS =
  /^(?:(?:git\+)?(?:https?|ssh|git):\/\/(?:[^/@\s]{1,200}@)?([\w.-]{1,253})(?::\d{1,5})?\/|(?:[\w.-]{1,100}@)([\w.-]{1,253}):\/?)([\w.~-]{1,100})\/([\w.-]{1,100}?)(?:\.git)?(?:[/?#@]|$)/i;

/** `host/owner/name` in lower case, of an address with any of git's transports or of a page of the repository; null for another. */
export function repositoryAt(address: string): string | null {
  const match = ADDRESS.exec(address.trim());
  if (!match) return null;
  const host = (match[1] ?? match[2]!).replace(/^www\./i, '').replace(/^hf\.co$/i, 'huggingface.co');
  const [owner, name] = /^(?:datasets|spaces)$/.test(match[3]!) ? hubOwner(address) : [match[3]!, match[4]!];
  return host === 'raw.githubusercontent.com'
    ? `github.com/${owner}/${name}`.toLowerCase()
    : `${host}/${owner}/${name}`.toLowerCase();
}

function hubOwner(address: string): readonly [string, string] {
  const [, owner, name] = /(?:datasets|spaces)\/([\w.-]{1,96})\/([\w.-]{1,96})/.exec(address) ?? [];
  return [owner ?? '', name ?? ''];
}

async function originOf(near: string, { host }: Answering): Promise<string | null> {
  const repositories = new Repositories(host.files, host.git, () => undefined);
  for (const base of [...foldersAbove(near), ...foldersAboveRoot(host.git)]) {
    const origin = (await repositories.in(base))?.origin ?? null;
    if (origin !== null) return origin;
  }
  return null;
}

/** Sites on which an address says whose it is. Documentation and papers may be anybody's. */
const FORGE = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co)\//;
const OWN_PAGE = /home|source|repo|code|git|bug|issue|track|download|change|release|^url$/i;

async function statedIn(
  near: string,
  project: Answering,
): Promise<{ readonly names: readonly string[]; readonly addresses: readonly string[] }> {
  const names: string[] = [];
  const addresses: string[] = [];
  for (const folder of foldersAbove(near)) {
    for (const [file, format] of [
      ['pyproject.toml', 'toml'],
      ['setup.cfg', 'ini'],
    ] as const) {
      const path = joinedPath(folder, file);
      const text = await fileTextAt(path, project);
      if (text === null) continue;
      for (const { keys, value } of readConfig(text, path, format).facts.entries) {
        const key = keys.join('.');
        if (/^(?:project|tool\.poetry|metadata)\.name$/.test(key)) names.push(value);
        else if (/^(?:project\.urls\.|tool\.poetry\.(?:urls\.|homepage$|repository$)|metadata\.[\w .-]+$)/.test(key))
          for (const [, label, address] of value.matchAll(
            /(?:^|\n)\s*(?:([\w .-]{1,60}?)\s*=\s*)?([a-z+]{3,9}:\/\/\S+)/gi,
          ))
            if (OWN_PAGE.test(label ?? keys.at(-1)!) && FORGE.test(repositoryAt(address!) ?? ''))
              addresses.push(address!);
      }
    }
    const metadata = await fileTextAt(joinedPath(folder, 'PKG-INFO'), project);
    if (metadata !== null) addMetadata(metadata, names, addresses);
  }
  return { names, addresses };
}

/** Name and pages out of core metadata: headers up to the first empty line (core metadata specification, `Home-page`, `Project-URL`). */
function addMetadata(text: string, names: string[], addresses: string[]): void {
  const headers = text.slice(0, 64 * 1024).split(/\r?\n\r?\n/, 1)[0]!;
  for (const [, key, value] of headers.matchAll(/^(Name|Home-page|Project-URL): {0,4}(.{1,500})$/gim)) {
    const [, label, page] = /^(?:([^,]{1,60}), {0,4})?(\S+)$/.exec(value!.trim()) ?? [];
    if (/^name$/i.test(key!)) names.push(value!.trim());
    else if (page !== undefined && OWN_PAGE.test(label ?? 'home') && FORGE.test(repositoryAt(page) ?? ''))
      addresses.push(page);
  }
}

/** Whether an address is one of the project's own repository: of a clone, a file in it, a release. */
export const isOwnRepository = (address: string, project: Project): boolean => {
  const repository = repositoryAt(address);
  return repository !== null && project.ask(ownProject)?.repositories.includes(repository) === true;
};

/** Whether an address is one of whoever owns the project: of another repository of theirs, too. */
export const isOfOwnOwner = (address: string, project: Project): boolean => {
  const owner = repositoryAt(address)?.split('/')[1];
  return owner !== undefined && project.ask(ownProject)?.owners.includes(owner) === true;
};
