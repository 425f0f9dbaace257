import { defineQuestion, type Project, type Question } from '../../core/question';
import { hubCommit } from '../../project/questions/hub-commit';
import { joinedPath } from '../../project/paths';
import type { ModelReference } from '../models/reference';
import { fileAt, type LoadedFile } from './loaded-file';
import { modelFile, type KnownModelFile, type ModelTree } from './model-file';

/** A file of a folder of a model, and what is known of it. */
export interface FolderFile {
  readonly path: string;
  readonly known: KnownModelFile;
  readonly tree: ModelTree;
}

interface FolderQuestion extends Question {
  readonly tree: ModelTree;
  readonly folder: string;
}

/** The files of a folder that a loader of the hub's libraries reads: weights, where there are safetensors only those, and templates. */
export const modelFolder = defineQuestion({
  kind: 'model-folder',
  key: (_path, tree: ModelTree, folder: string): FolderQuestion => ({ kind: 'model-folder', tree, folder }),
  async find({ tree, folder }, project): Promise<readonly FolderFile[]> {
    const files = tree === 'files' ? project.host.files : project.host.hubCache;
    const entries = (await files?.list(folder)) ?? [];
    const names = entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
    const hasSafetensors = names.some((name) => name.endsWith('.safetensors'));
    const wanted = names
      .filter((name) => READ_BY_LOADERS.test(name) && !(hasSafetensors && PICKLED_WEIGHTS.test(name)))
      .sort();
    const found: FolderFile[] = [];
    for (const name of wanted.slice(0, MOST_FILES)) {
      const path = joinedPath(folder, name);
      const known = await project.answer(modelFile, { kind: 'model-file', tree, path });
      if (known?.state === 'inspected') found.push({ path, known, tree });
    }
    return found;
  },
  nothing: [],
  forgottenWhen: (path, { tree, folder }) =>
    path === null ||
    (tree === 'files' && path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/')),
});

const MOST_FILES = 64;
/** Weights that are not read where there are safetensors. */
export const PICKLED_WEIGHTS = /\.(?:bin|pt|pth|ckpt|h5)$/;
/** Names of what a loader of the hub reads of a repository, without its configuration. */
export const READ_BY_LOADERS =
  /\.(?:bin|pt|pth|ckpt|safetensors|h5|gguf|jinja)$|^(?:tokenizer_config|chat_template)\.json$/;

/** A file that a reference to a model leads to, which is in the project or in the hub's cache, and that is as bad as any of them. */
export function referencedFile(reference: ModelReference, document: string, project: Project): FolderFile | null {
  const { id, local, source } = reference;
  if (id === null || reference.repoType !== 'model') return null;
  if (local === true) {
    const single: LoadedFile | null = fileAt(id, document, project);
    if (single) return { ...single, tree: 'files' };
    return worstOf(project.ask(modelFolder, 'files', id.replace(/^\.\//, '').replace(/\/+$/, '')) ?? []);
  }
  if (local !== false || source !== 'huggingface') return null;
  const commit = project.ask(hubCommit, 'model', id, reference.revisionText ?? 'main')?.commit;
  if (commit === undefined) return null;
  return worstOf(project.ask(modelFolder, 'hubCache', `models--${id.replace('/', '--')}/snapshots/${commit}`) ?? []);
}

const GRAVITY: Readonly<Record<KnownModelFile['verdict'], number>> = {
  malicious: 0,
  suspicious: 1,
  safe: 2,
  unknown: 3,
};

const worstOf = (files: readonly FolderFile[]): FolderFile | null =>
  [...files].sort((a, b) => GRAVITY[a.known.verdict] - GRAVITY[b.known.verdict])[0] ?? null;
