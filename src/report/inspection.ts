import type { ArtifactFacts, TensorFact } from '../readers/artifacts/artifact-facts';
import { shortOfFile, shownOfFile } from '../analysis/artifacts/file-text';
import { tierOf, type NameTier } from '../analysis/artifacts/known-names';
import type {
  ArtifactFinding,
  ArtifactJudgement,
  ArtifactVerdict,
  WeightsOnlyAnswer,
} from '../analysis/artifacts/verdict';
import { paintOf, type Palette } from './text';
import { withoutControls, wrapped } from './terminal-text';

/** What `inspect --format json` says of one file: the contract. */
export interface InspectedFile {
  readonly path: string;
  readonly format: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string | null;
  readonly verdict: ArtifactVerdict;
  /** Bytes. */
  readonly coverage: { readonly understood: number; readonly total: number };
  readonly weightsOnly: WeightsOnlyAnswer | null;
  readonly findings: readonly ArtifactFinding[];
  readonly imports: readonly InspectedImport[];
  readonly tensors: readonly TensorFact[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface InspectedImport {
  /** Dotted; `?` for what only loading tells. */
  readonly name: string;
  readonly tier: NameTier;
  readonly called: boolean;
  readonly offset: number | null;
  readonly pointer: string | null;
}

export interface InspectionSummary {
  readonly files: number;
  readonly bytes: number;
  readonly malicious: number;
  readonly suspicious: number;
  readonly safe: number;
  readonly unknown: number;
}

export function inspectedFile(
  path: string,
  facts: ArtifactFacts,
  { verdict, findings, weightsOnly }: ArtifactJudgement,
  sha256: string | null,
): InspectedFile {
  return {
    path,
    format: facts.format,
    size: facts.size,
    sha256,
    verdict,
    coverage: { understood: facts.understood, total: facts.size },
    weightsOnly: weightsOnly && {
      ...weightsOnly,
      stoppedBy: weightsOnly.stoppedBy && shortOfFile(weightsOnly.stoppedBy, SHOWN_NAME),
    },
    findings: findings.map((finding) => ({
      ...finding,

      pointer: finding.pointer && shownOfFile(finding.pointer),
    })),
    imports: importsOf(facts),
    tensors: facts.tensors.map((tensor) =>
      LONG_WORD.test(tensor.name) ? { ...tensor, name: shortOfFile(tensor.name, SHOWN_NAME) } : tensor,
    ),
    metadata: Object.fromEntries(
      Object.entries(facts.metadata).map(([key, value]) => [
        shortOfFile(key, SHOWN_NAME),
        shortOfFile(shownOfFile(value, key), SHOWN_METADATA),
      ]),
    ),
  };
}

/** Characters of a name and of a value of the metadata. */
const SHOWN_NAME = 300;
const SHOWN_METADATA = 300;

/** No name of a tensor can hold a key that has neither such a word nor a sign that names do not have; there may be 100,000 of them. */
const LONG_WORD = /[A-Za-z0-9_+/=-]{16,}|[^\w./:-]/;

export function importsOf({ pickles }: ArtifactFacts): readonly InspectedImport[] {
  const found = new Map<string, InspectedImport>();
  for (const { imports } of pickles)
    for (const { module, name, isUsed, offset, place } of imports) {
      const full = shortOfFile(`${module ?? '?'}.${name ?? '?'}`, SHOWN_NAME);
      const tier = module === null || name === null ? 'unknown' : tierOf(module, name);
      const seen = found.get(full);
      if (seen === undefined || (isUsed && !seen.called))
        found.set(full, {
          name: full,
          tier,
          called: isUsed,
          offset,
          pointer: place === '' ? null : shownOfFile(place),
        });
    }
  return [...found.values()];
}

/** Findings, and rows of what a file holds, that are shown to people; JSON has all. */
const SHOWN_FINDINGS = 12;
const SHOWN_MODULES = 8;
const NARROWEST = 40;

/** One file for people: what it is, why, and what it holds. */
export function printInspected(file: InspectedFile, palette: Palette, width: number | null): string {
  const lines = [
    `${palette.bold(palette.underline(withoutControls(file.path)))}  ${paintedVerdict(file.verdict, palette)}`,
    `  ${palette.dim(describedFile(file))}`,
  ];
  const told = file.findings.slice(0, SHOWN_FINDINGS);
  for (const { severity, message, rule, offset, pointer } of told) {
    const head = `  ${paintOf(severity, palette)(severity)}  `;
    lines.push(...hung(head, severity.length + 4, withoutControls(message), width));
    lines.push(`      ${palette.dim([rule, placeText(offset, pointer)].filter(Boolean).join('  '))}`);
  }
  if (file.findings.length > told.length)
    lines.push(`  ${palette.dim('…')} ${file.findings.length - told.length} more; --format json has all`);
  if (file.weightsOnly) lines.push(...hung('  ', 2, weightsOnlyText(file.weightsOnly), width));
  if (file.imports.length > 0 && file.verdict !== 'malicious') lines.push(...hung('  ', 2, importsText(file), width));
  if (file.sha256 !== null) lines.push(`  sha256 ${file.sha256}`);
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

export function inspectionSummaryLine(summary: InspectionSummary, palette: Palette): string {
  const { files, bytes, malicious, suspicious, safe, unknown } = summary;
  const parts = [
    malicious > 0 ? palette.red(`${malicious} malicious`) : null,
    suspicious > 0 ? palette.yellow(`${suspicious} suspicious`) : null,
    `${safe} safe`,
    unknown > 0 ? `${unknown} in no format that is read` : null,
  ].filter((part) => part !== null);
  return `${files} ${files === 1 ? 'file' : 'files'}, ${sizeText(bytes)}: ${parts.join(', ')}\n`;
}

function paintedVerdict(verdict: ArtifactVerdict, palette: Palette): string {
  const paint = { malicious: palette.red, suspicious: palette.yellow, safe: palette.green, unknown: palette.dim }[
    verdict
  ];
  return palette.bold(paint(verdict));
}

function describedFile({ format, size, coverage, tensors, metadata }: InspectedFile): string {
  const { understood, total } = coverage;
  const share = total === 0 ? 100 : Math.floor((100 * understood) / total);
  const architecture = metadata['general.architecture'];
  return [
    format,
    sizeText(size),
    ...(tensors.length > 0 ? [`${tensors.length} ${tensors.length === 1 ? 'tensor' : 'tensors'}`] : []),
    ...(architecture === undefined ? [] : [withoutControls(architecture)]),
    ...(format === 'unknown' ? [] : [`${share} % understood`]),
  ].join(', ');
}

const placeText = (offset: number | null, pointer: string | null): string =>
  [pointer === null ? null : withoutControls(pointer), offset === null ? null : `byte ${offset}`]
    .filter(Boolean)
    .join(', ');

const weightsOnlyText = ({ torch, accepts, stoppedBy }: WeightsOnlyAnswer): string =>
  accepts
    ? `torch.load(weights_only=True) accepts it (torch ${torch})`
    : `torch.load(weights_only=True) refuses it: ${withoutControls(stoppedBy ?? '')} (torch ${torch})`;

function importsText({ imports }: InspectedFile): string {
  const modules = [...new Set(imports.map(({ name }) => name.split('.')[0]!))];
  const shown = modules.slice(0, SHOWN_MODULES).map(withoutControls).join(', ');
  return `imports from ${shown}${modules.length > SHOWN_MODULES ? ` and ${modules.length - SHOWN_MODULES} more` : ''}`;
}

function hung(head: string, indent: number, text: string, width: number | null): string[] {
  const room = width === null ? Infinity : Math.max(width - indent, NARROWEST);
  const lines = room === Infinity ? [text] : wrapped(text, room);
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line);
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${unit === 0 && value === 1 ? 'byte' : UNITS[unit]}`;
}
