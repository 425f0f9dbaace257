import type { FileSystem } from '../../core/host';
import { readArtifact } from '../../readers/artifacts/artifact';
import type { ArtifactFacts } from '../../readers/artifacts/artifact-facts';
import { fileSource, memorySource, type ByteSource } from '../../readers/artifacts/byte-source';
import { holdingsOf, type ModelHoldings } from './holdings';
import { judgeArtifact, type ArtifactJudgement } from './verdict';

export { memorySource } from '../../readers/artifacts/byte-source';
export { partBytes } from '../../readers/artifacts/part-bytes';

/** A model file as it was read. */
export interface Inspection {
  readonly facts: ArtifactFacts;
  readonly judgement: ArtifactJudgement;
  readonly holds: ModelHoldings;
}

/** Reads and judges a model file of `size` bytes; null where it cannot be read. Loaded when somebody asks: nothing that is typed needs it. */
export async function inspectFile(
  files: FileSystem,
  path: string,
  size: number,
  onRead?: (bytes: number) => void,
): Promise<Inspection | null> {
  const source = await artifactSource(files, path, size, onRead);
  if (source === null) return null;
  const { facts, judgement } = await inspectSource(files, path, source);
  return { facts, judgement, holds: holdingsOf(facts) };
}

/** The same of what is read already. */
export async function inspectSource(
  files: FileSystem,
  path: string,
  source: SizedSource,
): Promise<Omit<Inspection, 'holds'>> {
  const facts = await readArtifact(path, source, { beside: await besideOf(files, path) });
  return { facts, judgement: judgeArtifact(path, facts) };
}

type SizedSource = ByteSource & { readonly size: number };

/** The bytes of a file by ranges; where every range costs the whole file, that is read once. `onRead` is told of what was read, and may throw. */
export async function artifactSource(
  files: FileSystem,
  path: string,
  size: number,
  onRead?: (bytes: number) => void,
): Promise<SizedSource | null> {
  let source: ByteSource;
  if (files.wholeOnly) {
    const bytes = await files.read(path);
    if (bytes === null) return null;
    onRead?.(bytes.length);
    source = memorySource(bytes);
  } else {
    source = fileSource(files, path, size, onRead);
    if (size > 0 && (await source.read(0, 1)).length === 0) return null;
  }
  return source as SizedSource;
}

/** The names beside a file of Python: whether it comes with a model tells what lies there. */
async function besideOf(files: FileSystem, path: string): Promise<ReadonlySet<string> | null> {
  if (!path.endsWith('.py')) return null;
  const entries = await files.list(path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
  return new Set(entries?.map(({ name }) => name.toLowerCase()) ?? []);
}
