import { matchesCallee } from '../../../core/callee-pattern';

/** A function that unpickles, or runs code in another way, when it loads. */
export interface PickleLoader {
  readonly callees: readonly string[];
  /** Keywords and position of what is loaded. */
  readonly keywords: readonly string[];
  readonly position?: number;
  /** What it is given is no file of which the hash could be checked. */
  readonly noHash?: boolean;
  /** Said only as a hint unless the source is remote: the name is common, or the format is usually a harmless one. */
  readonly quiet?: boolean;
  /** Unpickles only what the path or this argument says: the format goes by the file's ending. */
  readonly only?: { readonly ending: RegExp; readonly argument: string };
  /** Downloads by its nature. */
  readonly remote?: boolean;
}

export const loader = (
  callees: readonly string[],
  keywords: readonly string[],
  rest: Partial<PickleLoader> = {},
): PickleLoader => ({ callees, keywords, position: 0, ...rest });

export const loaderCallees = (loaders: readonly PickleLoader[]): readonly string[] =>
  loaders.flatMap((entry) => entry.callees);

export const loaderAmong = (loaders: readonly PickleLoader[], callee: string): PickleLoader | undefined =>
  loaders.find((entry) => entry.callees.some((pattern) => matchesCallee(pattern, callee)));
