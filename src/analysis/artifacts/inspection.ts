import type { FileSystem } from '../../core/host';
import { readArtifact } from '../../readers/artifacts/artifact';
import type { ArtifactFacts } from '../../readers/artifacts/artifact-facts';
import { fileSource, memorySource, type ByteSource } from '../../readers/artifacts/byte-source';
import { holdingsOf, type ModelHoldings } from './holdings';
import { judgeArtifact, type ArtifactJudgement } from './verdict';

// For the inspector of the editor, which shows more than a judgement: the readers are in one bundle, whoever asks for them.
export { partBytes } from '../../readers/artifacts/part-bytes';
export { judgeArtifact, readArtifact };

/** A model file as it was read. */
export interface Inspection {
  readonly facts: ArtifactFacts;
  readonly judgement: ArtifactJudgement;
  readonly holds: ModelHoldings;
}

/** Reads and judges a model file of `size` bytes; null where it cannot be read. Loaded when somebody asks: nothing that is typed needs it. */
export async function inspectFile(files: FileSystem, path: string, size: number): Promise<Inspection | null> {
  const source = files.wholeOnly ? await wholeSource(files, path) : fileSource(files, path, size);
  if (source === null || (size > 0 && (await source.read(0, 1)).length === 0)) return null;
  const facts = await readArtifact(path, source as ByteSource & { readonly size: number }, {
    beside: await besideOf(files, path),
  });
  return { facts, judgement: judgeArtifact(path, facts), holds: holdingsOf(facts) };
}

/** Where every range costs the whole file, that is read once. */
async function wholeSource(files: FileSystem, path: string): Promise<ByteSource | null> {
  const bytes = await files.read(path);
  return bytes && memorySource(bytes);
}

/** The names beside a file of Python: whether it comes with a model tells what lies there. */
async function besideOf(files: FileSystem, path: string): Promise<ReadonlySet<string> | null> {
  if (!path.endsWith('.py')) return null;
  const entries = await files.list(path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
  return new Set(entries?.map(({ name }) => name.toLowerCase()) ?? []);
}
