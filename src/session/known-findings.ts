import type { FileResult, LocatedFinding } from '../core/finding';
import type { ScanInput } from '../core/input';
import { baselineTextAt } from '../project/questions/baseline';
import { directoryOf } from '../project/paths';
import { decodeText } from '../project/text-encoding';
import type { Workspace } from '../project/workspace';
import { keyedFindings, keysIn } from '../report/baseline-keys';
import type { FingerprintSource } from '../report/identity';
import { secretRules } from '../report/masking';
import { SourceText } from '../report/source-text';
import { RULES } from '../rules/index';
import {
  BaselineFilter,
  makeBaseline,
  parseBaseline,
  printBaseline,
  type Baseline,
  type BaselineEntry,
  type BaselineKey,
} from '../scan/baseline';

/**
 * The result without the findings that the baseline at `file` knows: they count as suppressed. `source` is the text that was
 * judged. A baseline that cannot be used is a note, and everything is told.
 */
export async function withoutEntries<Result extends FileResult>(
  result: Result,
  file: string,
  workspace: Workspace,
  source: FingerprintSource | null,
): Promise<Result> {
  const known = await entriesOf(file, workspace);
  if (typeof known === 'string')
    return { ...result, notes: [...result.notes, { path: file, message: `baseline not used: ${known}` }] };
  const path = seenFrom(file, result.path);
  const entries = known.get(path);
  if (!entries) return result;
  const filter = new BaselineFilter({ version: 1, findings: entries });
  const findings: LocatedFinding[] = [];
  for (const { finding, key, parts } of await keyedFindings(result.findings, path, source, secret))
    if (!filter.silencesAny([key, ...parts])) findings.push(finding);
  const silenced = result.findings.length - findings.length;
  return silenced === 0 ? result : { ...result, findings, suppressed: result.suppressed + silenced };
}

/** The text of a file as a baseline looks at it. */
export function storedSource(path: string, bytes: Uint8Array | null): FingerprintSource | null {
  const decoded = bytes && decodeText(bytes);
  return decoded ? new SourceText(path, decoded.text) : null;
}

/** The same of what an editor holds. */
export function fingerprintSourceOf(input: ScanInput): FingerprintSource | null {
  if (input.kind === 'text') return new SourceText(input.path, input.text);
  if (input.kind === 'bytes') return null;
  const cells = input.cells.map(({ text }) => new SourceText('', text));
  return {
    line: (cell, line) => (cell === null ? null : (cells[cell]?.line(null, line) ?? null)),
    textAt: (cell, range) => (cell === null ? '' : (cells[cell]?.textAt(null, range) ?? '')),
  };
}

/** Collects the findings of files, and makes the text of a baseline that lies at `file` of them: the same as `touchstone baseline` writes there. */
export class BaselineMaker {
  readonly #keys: BaselineKey[] = [];
  /** Findings so far. */
  findings = 0;

  constructor(private readonly file: string) {}

  async add(result: FileResult, source: FingerprintSource | null): Promise<void> {
    if (result.findings.length === 0) return;
    const keyed = await keyedFindings(result.findings, seenFrom(this.file, result.path), source, secret);
    this.findings += keyed.length;
    this.#keys.push(...keysIn(keyed));
  }

  text(): string {
    return printBaseline(makeBaseline(this.#keys));
  }
}

const secret = secretRules(RULES);

const parsed = new WeakMap<
  Workspace,
  { readonly text: string; readonly entries: ReturnType<typeof byPath> | string }
>();

/** The entries of a baseline by path, or why there are none. */
async function entriesOf(file: string, workspace: Workspace): Promise<ReturnType<typeof byPath> | string> {
  const text = await baselineTextAt(file, workspace);
  if (text === null) return 'there is no such file, or it cannot be read';
  // A page without transport security has no digests.
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return 'this window has no secure connection';
  const known = parsed.get(workspace);
  if (known?.text === text) return known.entries;
  const baseline = parseBaseline(text);
  const entries = typeof baseline === 'string' ? baseline : byPath(baseline);
  parsed.set(workspace, { text, entries });
  return entries;
}

function byPath({ findings }: Baseline): ReadonlyMap<string, readonly BaselineEntry[]> {
  const entries = new Map<string, BaselineEntry[]>();
  for (const entry of findings) entries.set(entry.path, [...(entries.get(entry.path) ?? []), entry]);
  return entries;
}

/** A path of the workspace as a file of it counts it: from its own directory. */
function seenFrom(file: string, path: string): string {
  const from = directoryOf(file).split('/').filter(Boolean);
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
