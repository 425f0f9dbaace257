import type { Bytes } from '../assemble/pickle';

/**
 * What is to come out, written down before the reader was asked. `flagged`: suspicious or malicious, where both are right; the
 * payloads are harmless, the classes are those of real attacks.
 */
export type Expected = 'malicious' | 'suspicious' | 'flagged' | 'safe' | 'unknown';

export interface Sample {
  readonly name: string;
  /** What it is an example of. */
  readonly kind: string;
  readonly bytes: Bytes;
  readonly expect: Expected;
  /** For files of torch: whether `torch.load(weights_only=True)` takes it. */
  readonly weightsOnly?: boolean;
}

export const sample =
  (kind: string, expect: Expected) =>
  (name: string, bytes: Bytes, weightsOnly?: boolean): Sample => ({
    name,
    kind,
    bytes,
    expect,
    ...(weightsOnly === undefined ? {} : { weightsOnly }),
  });
