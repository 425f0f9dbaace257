import { parseDocument } from 'yaml';
import { isParsableYaml } from '../yaml/parsable';

/** What stands for a file that lies elsewhere. */
export interface FilePointer {
  /** Bytes; null where the pointer does not say. */
  readonly size: number | null;
  readonly sha256: string | null;
  readonly md5: string | null;
}

/** A file that DVC holds: the path counts from the folder of the file that says so. */
export interface DvcOutput extends FilePointer {
  readonly path: string;
  /** The MD5 is that of a list of files. */
  readonly isDirectory: boolean;
}

/** A pointer of Git LFS is shorter than this. Bytes. Source: git-lfs, docs/spec.md. */
export const LONGEST_LFS_POINTER = 1024;

/** Reads a pointer of Git LFS; null for what is none. Source: git-lfs, docs/spec.md, The FilePointer. */
export function lfsPointerOf(bytes: Uint8Array): FilePointer | null {
  if (bytes.length >= LONGEST_LFS_POINTER) return null;
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return null;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid === undefined ? null : { sha256: oid, md5: null, size: size === undefined ? null : Number(size) };
}

/** Units of a file of DVC that are read, and outputs of it that are listed. */
const LARGEST_DVC = 1_000_000;
const MOST_OUTPUTS = 10_000;

/** The files that a `.dvc` file or a `dvc.lock` holds. What makes no sense is left out. Source: dvc.org, .dvc files and dvc.lock. */
export function dvcOutputsOf(text: string): readonly DvcOutput[] {
  if (text.length > LARGEST_DVC || !isParsableYaml(text)) return [];
  let root: unknown;
  try {
    root = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false }).toJS({
      maxAliasCount: 0,
    });
  } catch {
    return []; // an alias
  }
  const stages = isObject(root) && isObject(root['stages']) ? Object.values(root['stages']) : [root];
  return stages
    .flatMap((stage) => (isObject(stage) && Array.isArray(stage['outs']) ? (stage['outs'] as readonly unknown[]) : []))
    .slice(0, MOST_OUTPUTS)
    .flatMap((each) => outputOf(each) ?? []);
}

function outputOf(output: unknown): DvcOutput | null {
  if (!isObject(output)) return null;
  const { path, md5, size } = output;
  if (typeof path !== 'string' || typeof md5 !== 'string') return null;
  const digest = /^([0-9a-f]{32})(\.dir)?$/.exec(md5);
  if (digest === null || path === '' || /^[/\\]|^[A-Za-z]:|\0/.test(path)) return null;
  return {
    path,
    md5: digest[1]!,
    sha256: null,
    size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
    isDirectory: digest[2] !== undefined,
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
