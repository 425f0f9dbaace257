import type { ArtifactPart, ArtifactRecord } from './artifact-record';

/** `archive/code/__torch__/….py`, where TorchScript has its code. */
export const isScriptCode = ({ place }: ArtifactPart): boolean => /(?:^|[/!])code\/[^!]*\.py$/.test(place);

/** Operators of ATen that reach files: the interpreter of TorchScript has no others (native_functions.yaml, register_prim_ops). */
const REACHING =
  /\b(?:torch\.(?:from_file|save|load|jit\.save|jit\.load)|ops\.(?:aten|prim)\.(?:from_file|save|load)|aten::(?:from_file|save))\s*\(/;
/** Longest code that is looked through. */
const LONGEST = 4 * 1024 * 1024;

/** Looks for what reaches files in code of TorchScript. Resolves to its bytes. */
export async function signScript(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  const bytes = await part.source.read(0, LONGEST + 1);
  record.budget.step(bytes.length >> 6);
  if (bytes.length > LONGEST) record.sign('over-budget', part, LONGEST, 'code');
  const match = REACHING.exec(new TextDecoder('latin1').decode(bytes.subarray(0, LONGEST)));
  if (match) record.sign('script-operator', part, match.index, match[0].replace(/\s*\($/, ''));
  return bytes.length;
}
