import type { Range } from './range';

export type ConfigFormat = 'env' | 'yaml' | 'toml' | 'json' | 'ini';

/** One scalar of a configuration file. Ranges are offsets in the file; `valueRange` excludes quotes. */
export interface ConfigEntry {
  /** Keys from the root, list indices as decimal text: `['model', 'api_key']`. */
  readonly keys: readonly string[];
  readonly key: string;
  readonly value: string;
  readonly keyRange: Range | null;
  readonly valueRange: Range;
  /** The value with its quotes: what a fix replaces. */
  readonly literalRange: Range;
  readonly quoted: boolean;
}

export interface ConfigFacts {
  readonly kind: 'config';
  readonly format: ConfigFormat;
  readonly path: string;
  readonly text: string;
  readonly entries: readonly ConfigEntry[];
  readonly comments: readonly { readonly text: string; readonly range: Range }[];
}

/** The text of one output of a notebook cell, for secrets only; never parsed as code. Ranges are offsets in `text`. */
export interface OutputFacts {
  readonly kind: 'output';
  readonly path: string;
  /** Index of the cell from 0. */
  readonly cell: number;
  /** Index of the output in the cell from 0. */
  readonly output: number;
  /** Decoded text of the output's text-like parts, joined with `\n`. */
  readonly text: string;
}

/** A text that is looked through for keys of providers and for nothing else: Markdown, code in a language that is not read. */
export interface TextFacts {
  readonly kind: 'text';
  readonly path: string;
  readonly text: string;
}
