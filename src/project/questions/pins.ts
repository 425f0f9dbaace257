import type { FileSystem } from '../../core/host';
import { defineQuestion, type Project, type Question } from '../../core/question';
import type { RepoType } from '../../core/finding';
import { mayPin, pinsIn, type ProjectPins } from '../../readers/pins/project-pins';
import { decodeText } from '../text-encoding';
import { projectFiles } from '../project-files';

/** Files that pin models, images and downloads. */
const PINNING =
  /(?:\.(?:py|ipynb|sh|bash|ya?ml|toml|json|cfg|ini|txt|md5|sha256|sha256sum|dvc)|(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?|\.Dockerfile|SUMS?(?:\.txt)?|(?:^|\/)dvc\.lock)$/i;
/** Files, bytes of one and of all that are read: an application has fewer, and of a library the beginning must do. */
const MAX_FILES = 600;
const MAX_FILE = 256 * 1024;
const MAX_BYTES = 4 * 1024 * 1024;
const AT_ONCE = 16;

/** What the files of the project pin: models to commits, images to digests, downloads to checksums. Found out once, when a fix asks. */
export const projectPins = defineQuestion({
  kind: 'project-pins',
  key: (): Question => ({ kind: 'project-pins' }),
  find: async (_question, { host }): Promise<ProjectPins> => {
    const found: ProjectPins[] = [];
    let bytes = 0;
    const { files } = await projectFiles(host.files, (path) => PINNING.test(path), MAX_FILES);
    for (let at = 0; at < files.length && bytes < MAX_BYTES; at += AT_ONCE) {
      const all = await Promise.all(files.slice(at, at + AT_ONCE).map((path) => bytesOf(host.files, path)));
      for (const [i, stored] of all.entries()) {
        bytes += stored?.length ?? 0;
        const text = stored !== null && mayPin(stored) ? decodeText(stored)?.text : undefined;
        if (text !== undefined) found.push(pinsIn(text, files[at + i]!));
      }
    }
    return {
      models: found.flatMap(({ models }) => models),
      images: found.flatMap(({ images }) => images),
      digests: found.flatMap(({ digests }) => digests),
    };
  },
  nothing: { models: [], images: [], digests: [] },
  forgottenWhen: (path) => path === null || PINNING.test(path),
  watches: {
    globs: [
      ...['py', 'ipynb', 'sh', 'bash', 'yaml', 'yml', 'toml', 'json', 'cfg', 'ini', 'txt'].map((end) => `*.${end}`),
      ...['md5', 'sha256', 'sha256sum', 'dvc', 'Dockerfile'].map((end) => `*.${end}`),
      ...['Dockerfile', 'Dockerfile.*', 'Containerfile', 'Containerfile.*', '*SUM', '*SUMS', 'dvc.lock'],
    ],
    onlyResting: true,
  },
});

/** The commit at which another place of the project takes a repository; null where none does, or two differ. */
export function commitInProject(type: RepoType, id: string, project: Project): { commit: string; path: string } | null {
  const same = project.ask(projectPins)?.models.filter((pin) => pin.type === type && pin.id === id) ?? [];
  const [first] = same;
  return first && same.every(({ commit }) => commit === first.commit) ? first : null;
}

/** The digest that the project knows of what an address gives: of the same address, else of a file of its name. */
export function digestInProject(
  url: string,
  names: readonly string[],
  algorithm: 'sha256' | 'md5',
  project: Project,
): { value: string; path: string } | null {
  const all = project.ask(projectPins)?.digests.filter((known) => known.algorithm === algorithm) ?? [];
  const ofAddress = all.filter(({ name }) => name === url);
  const same = ofAddress.length > 0 ? ofAddress : all.filter(({ name }) => names.includes(name));
  const [first] = same;
  return first && same.every(({ value }) => value === first.value) ? first : null;
}

async function bytesOf(files: FileSystem, path: string): Promise<Uint8Array | null> {
  const stat = await files.stat(path);
  return stat?.kind !== 'file' || stat.size > MAX_FILE ? null : files.read(path);
}
