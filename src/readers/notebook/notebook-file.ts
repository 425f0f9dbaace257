import { languageOfCell, languageOfNotebook } from './languages';
import { withoutLargeOutputs } from './notebook-outputs';

/** A notebook as it lies on disk (nbformat 3 and 4). */
export interface NotebookFile {
  readonly cells: readonly FileCell[];
  /** True when outputs were too large to be read to their end. */
  readonly cut: boolean;
}

export interface FileCell {
  readonly kind: 'code' | 'markup';
  readonly language: string;
  readonly text: string;
  /** The text of each output; empty for an image alone. */
  readonly outputs: readonly string[];
}

/** Text longer than this in one output is cut: outputs are only looked through for secrets. */
const MAX_OUTPUT = 200_000;
const MAX_CELLS = 20_000;

/** Reads the JSON of an .ipynb file. Returns a reason in one sentence when it is none. */
export function readNotebook(json: string): NotebookFile | string {
  let root: unknown;
  const lean = withoutLargeOutputs(json, false);
  try {
    root = JSON.parse(lean.json.charCodeAt(0) === 0xfeff ? lean.json.slice(1) : lean.json);
  } catch {
    // The parser's own message quotes the text around the error, which may be a secret.
    return 'not read: the notebook is not valid JSON';
  }
  if (!isRecord(root)) return 'not read: the notebook is not a JSON object';
  const worksheets = Array.isArray(root['worksheets'])
    ? root['worksheets'].flatMap((sheet) => (isRecord(sheet) && Array.isArray(sheet['cells']) ? sheet['cells'] : []))
    : null;
  const cells = Array.isArray(root['cells']) ? root['cells'] : worksheets;
  if (cells === null) return 'not read: the notebook has no cells';
  if (cells.length > MAX_CELLS) return `not read: the notebook has more than ${MAX_CELLS} cells`;
  const language = languageOfNotebook(root['metadata']);
  return { cells: cells.map((cell) => readCell(cell, language)), cut: lean.cut };
}

function readCell(cell: unknown, language: string): FileCell {
  if (!isRecord(cell)) return { kind: 'markup', language: 'markdown', text: '', outputs: [] };
  const kind = cell['cell_type'] === 'code' ? 'code' : 'markup';
  const outputs = Array.isArray(cell['outputs']) ? cell['outputs'].map(outputText) : [];
  return {
    kind,
    language: kind === 'code' ? (languageOfCell(cell['metadata']) ?? language) : 'markdown',
    text: joinedLines(cell['source'] ?? cell['input']),
    outputs,
  };
}

/** Stream text, plain, HTML and JSON data, error values and tracebacks; terminal colours removed. Images are left out. */
function outputText(output: unknown): string {
  if (!isRecord(output)) return '';
  const parts = [
    joinedLines(output['text']),
    joinedLines(output['ename']),
    joinedLines(output['evalue']),
    joinedLines(output['traceback']),
  ];
  if (isRecord(output['data'])) {
    for (const [type, data] of Object.entries(output['data'])) {
      if (/^text\/|json/.test(type))
        parts.push(typeof data === 'string' || Array.isArray(data) ? joinedLines(data) : (JSON.stringify(data) ?? ''));
    }
  }
  return parts
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, MAX_OUTPUT)
    .replace(TERMINAL_COLOUR, '');
}

// eslint-disable-next-line no-control-regex -- terminal colour codes begin with the escape character
const TERMINAL_COLOUR = /\x1b\[[0-9;]{0,20}m/g;

/** nbformat's multi-line string: one string, or an array that is joined as it stands. */
function joinedLines(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('') : '';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
