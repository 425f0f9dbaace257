import { modelFile, type KnownModelFile } from '../analysis/artifacts/model-file';
import { sha256Of } from '../project/digests';
import { directoryOf } from '../project/paths';
import { fileDigest } from '../project/questions/file-digest';
import { fileTextAt } from '../project/questions/file-text';
import type { Workspace } from '../project/workspace';
import { LONGEST_LFS_POINTER, lfsPointerOf } from '../readers/model-lock/pointers';
import { componentOf, type Component, type Property } from './inventory';

/**
 * The weights that a file of the project is, with what the file itself says of them; null for what holds none: arrays, texts,
 * configurations. Its digest is that of the file as it is now, or of the pointer that Git LFS has in its place.
 */
export async function describeWeights(path: string, workspace: Workspace): Promise<Component | null> {
  const known = await workspace.answer(modelFile, modelFile.key('', 'files', path));
  if (known === null) return null;
  const pointer = known.size < LONGEST_LFS_POINTER ? await pointerAt(path, workspace) : null;
  if (pointer === null && !isWeights(known)) return null;
  if (pointer !== null && !NAMED.test(path)) return null;
  const sha256 = pointer?.sha256 ?? (await workspace.answer(fileDigest, fileDigest.key('', path)));
  return componentOf({
    ref: `model:./${path}`,
    kind: 'model',
    name: path.split('/').at(-1)!,
    unresolved: sha256 === null ? 'not-hashed' : null,
    hashes: sha256 === null ? [] : [{ algorithm: 'sha256', value: sha256 }],
    direct: true,
    occurrences: [{ path, cell: null, line: null, column: null, symbol: null }],
    properties: [
      { name: 'path', value: path },
      ...(pointer === null
        ? await propertiesOf(path, known, workspace)
        : [{ name: 'hashFrom', value: 'the pointer of Git LFS' }]),
    ],
  });
}

/** Formats that hold weights and nothing else. */
const WEIGHTS: ReadonlySet<string> = new Set(
  'torch-zip torch-legacy torch-tar torchscript torch-export torch-package safetensors gguf onnx keras saved-model tflite'.split(
    ' ',
  ),
);
/** A pointer does not say what lies behind it: its name has to. */
const NAMED = /\.(?:pt|pth|pt2|ptl|ckpt|bin|safetensors|gguf|ggml|onnx|h5|hdf5|keras|tflite|joblib|pkl)$/;

/** Pickles and HDF5 files hold anything: weights are what has tensors, or classes of a library that makes models. */
const isWeights = ({ format, holds, state }: KnownModelFile): boolean =>
  state === 'inspected' &&
  (WEIGHTS.has(format) ||
    (/^(?:pickle|joblib|hdf5|gzip|zlib|bzip2|xz|lzma|lz4)$/.test(format) &&
      holds !== null &&
      (holds.tensors > 0 || holds.library !== null)));

async function propertiesOf(
  path: string,
  { format, verdict, holds }: KnownModelFile,
  workspace: Workspace,
): Promise<readonly Property[]> {
  const beside = await besideOf(path, workspace);
  const template = holds?.chatTemplate ?? beside.chatTemplate;
  const baseModel = holds?.baseModel ?? beside.baseModel;
  const said: readonly (readonly [name: string, value: string | number | null | undefined])[] = [
    ['format', format],
    ['verdict', verdict],
    // Arrays of a pickle may be anything: trees, tables, counts.
    ...(WEIGHTS.has(format)
      ? ([
          ['parameters', holds?.parameters],
          ['dtypes', holds?.dtypes.join(', ') || null],
        ] as const)
      : []),
    ['quantization', holds?.quantization],
    ['library', holds?.library],
    ['baseModel', baseModel],
    ['chatTemplateSha256', template === null ? null : await sha256Of(new TextEncoder().encode(template))],
  ];
  return said.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [{ name, value: String(value) }],
  );
}

/**
 * What the configurations in a model's folder say of all its weights. Sources: PEFT, `adapter_config.json`; the hub's model cards,
 * `base_model`; transformers, `_name_or_path` of `config.json` and chat templates.
 */
async function besideOf(
  path: string,
  workspace: Workspace,
): Promise<{ readonly baseModel: string | null; readonly chatTemplate: string | null }> {
  const folder = directoryOf(path);
  const text = (name: string): Promise<string | null> => fileTextAt(`${folder}${name}`, workspace);
  const adapter = entryOf(await text('adapter_config.json'), 'base_model_name_or_path');
  const template = (await text('chat_template.jinja')) ?? entryOf(await text('tokenizer_config.json'), 'chat_template');
  const named = [adapter, baseInCard(await text('README.md')), entryOf(await text('config.json'), '_name_or_path')];
  return { baseModel: named.find((name) => isModelName(name, folder)) ?? null, chatTemplate: template };
}

/** A path of the machine that trained it is no name of a model; nor is a model the base of itself. */
const isModelName = (name: string | null, folder: string): boolean =>
  name !== null &&
  /^[\w-][\w.-]{0,95}\/[\w.-]{1,96}$/.test(name) &&
  !`/${folder}`.toLowerCase().endsWith(`/${name.slice(name.indexOf('/') + 1).toLowerCase()}/`);

/** `base_model` of a model card, in the YAML before its text: one name, or the first of a list. */
function baseInCard(text: string | null): string | null {
  const head = text === null ? null : /^\ufeff?---\r?\n([\s\S]{0,65536}?)\r?\n---/.exec(text)?.[1];
  const found = /^base_model:[ \t]*(?:\r?\n[ \t]*-)?[ \t]*["']?([\w./-]{3,200})["']?[ \t]*$/m.exec(head ?? '');
  return found?.[1] ?? null;
}

function entryOf(text: string | null, key: string): string | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as unknown;
    const entry = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
    return typeof entry === 'string' ? entry : null;
  } catch {
    return null; // half of a file, or none of JSON
  }
}

async function pointerAt(path: string, workspace: Workspace): Promise<ReturnType<typeof lfsPointerOf>> {
  const bytes = await workspace.host.files.read(path, { start: 0, end: LONGEST_LFS_POINTER });
  return bytes && lfsPointerOf(bytes);
}
