import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { redacted } from '../analysis/secrets/redaction';
import {
  differenceBetween,
  judgeDocument,
  minimumElements,
  viewText,
  type ChangedEntry,
  type Difference,
  type DocumentView,
  type ComparedEntry,
  type MinimumElement,
} from '../bom/judgement';
import type { Problem } from '../bom/problem';
import { LARGEST_FILE_SIZE } from '../project/policy-keys';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { writeOut } from './files-out';
import { reasonOf } from './reasons';
import type { SbomArguments } from './sbom';
import type { Terminal } from './terminal';

/** `touchstone sbom --validate`, `--diff` and `--gaps`: what is said of documents that are there. */
export async function checkSbom(
  directory: string | undefined,
  options: SbomArguments,
  { terminal, signal }: Surroundings,
): Outcome {
  const asked = (['validate', 'diff', 'gaps'] as const).filter((each) => options[each] !== undefined);
  if (asked.length > 1) throw new Failure(`--${asked[0]} and --${asked[1]} are two questions: ask one at a time`);
  const { validate, diff, gaps, format } = options;
  if (format === 'cyclonedx' || format === 'spdx')
    throw new Failure(`--format ${format} is for writing; the format of a document is in the document`);
  if (diff !== undefined) {
    const [old, current, ...more] = [...diff, ...(directory === undefined ? [] : [directory])];
    if (old === undefined || current === undefined || more.length > 0)
      throw new Failure('--diff takes two documents, the old one first');
    const [before, after] = [await viewAt(old, terminal), await viewAt(current, terminal)];
    const difference = differenceBetween(before, after);
    const text = format === 'json' ? diffJson(before, after, difference) : diffText(difference);
    await writeOut(terminal, options.output, text, signal);
    return 0;
  }
  if (directory !== undefined) throw new Failure(`--${asked[0]} takes one document, and no directory`);
  if (gaps !== undefined) {
    const elements = minimumElements(await viewAt(gaps, terminal));
    await writeOut(terminal, options.output, format === 'json' ? gapsJson(elements) : gapsText(elements), signal);
    return 0;
  }
  if (format === 'json') throw new Failure('--validate prints text only');
  return validateFile(validate!, terminal);
}

/** Three answers: whether it is valid, what it lacks, and what Touchstone warns about. */
async function validateFile(file: string, terminal: Terminal): Outcome {
  const { named, invalid, missing, doubtful } = judgeDocument(await textAt(file, terminal));
  for (const problem of [...invalid, ...doubtful]) await terminal.print(`${problemLine(problem)}\n`);
  const label = file === '-' ? 'standard input' : file;
  if (invalid.length > 0) {
    await terminal.print(
      `${label} is not valid${named === null ? '' : ` ${named}`}: ${count(invalid.length, 'error')}\n`,
    );
    return 1;
  }
  await terminal.print(`${label} is valid ${named ?? ''}, by the official schema\n`);
  const lacks = missing.map(({ title, recorded, of }) =>
    of === 1 ? title : `${title} (${of - recorded} of ${of} components)`,
  );
  await terminal.print(
    lacks.length === 0 ? 'complete: it has every minimum element\n' : `incomplete, it lacks: ${lacks.join(', ')}\n`,
  );
  await terminal.print(doubtful.length === 0 ? 'no warnings\n' : `${count(doubtful.length, 'warning')}, see above\n`);
  return 0;
}

function diffText({ added, removed, changed, unchanged }: Difference): string {
  const entry = (sign: string, { id, versions }: ComparedEntry): string => `${sign} ${[id, ...versions].join(' ')}`;
  const lines = [
    ...added.map((each) => entry('+', each)),
    ...removed.map((each) => entry('-', each)),
    ...changed.map(changedLine),
    `${added.length} added, ${removed.length} removed, ${changed.length} changed, ${unchanged} unchanged`,
  ];
  return lines.map((line) => `${redacted(line)}\n`).join('');
}

function changedLine({ id, versions, ...parts }: ChangedEntry): string {
  const [old, current] = [versions.old.join(', ') || 'no version', versions.new.join(', ') || 'no version'];
  const others = [
    ...(parts.sources
      ? [
          `source ${parts.sources.old.join(', ') || 'the usual index'} → ${parts.sources.new.join(', ') || 'the usual index'}`,
        ]
      : []),
    ...(parts.hashes ? [hashesLine(parts.hashes)] : []),
    ...(parts.licences
      ? [`licence ${parts.licences.old.join(', ') || 'none'} → ${parts.licences.new.join(', ') || 'none'}`]
      : []),
  ];
  return `~ ${id} ${old === current ? old : `${old} → ${current}`}${others.length > 0 ? `: ${others.join('; ')}` : ''}`;
}

function hashesLine({ old, new: current }: NonNullable<ChangedEntry['hashes']>): string {
  const [before, after] = [new Set(old), new Set(current)];
  const gone = old.filter((each) => !after.has(each)).length;
  const more = current.filter((each) => !before.has(each)).length;
  return `hashes: ${more} new, ${gone} gone`;
}

const diffJson = (old: DocumentView, current: DocumentView, difference: Difference): string =>
  json({
    version: 1,
    old: { format: old.format, specVersion: old.specVersion },
    new: { format: current.format, specVersion: current.specVersion },
    added: difference.added,
    removed: difference.removed,
    changed: difference.changed,
    summary: {
      added: difference.added.length,
      removed: difference.removed.length,
      changed: difference.changed.length,
      unchanged: difference.unchanged,
    },
  });

function gapsText(elements: readonly MinimumElement[]): string {
  return elements
    .map(({ title, recorded, of, next }) => {
      const share = of === 1 ? (recorded === 1 ? 'recorded' : 'not recorded') : `${recorded} of ${of} components`;
      return `${recorded < of ? 'missing ' : 'complete'}  ${title}: ${share}${recorded < of ? `; ${next}` : ''}\n`;
    })
    .join('');
}

const gapsJson = (elements: readonly MinimumElement[]): string =>
  json({
    version: 1,
    elements: elements.map(({ recorded, of, next, ...element }) => ({
      ...element,
      recorded,
      of,
      next: recorded < of ? next : null,
    })),
  });

/** Texts of documents of others may be anything. */
const json = (value: unknown): string =>
  `${JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? redacted(part) : part), 2)}\n`;

async function viewAt(file: string, terminal: Terminal): Promise<DocumentView> {
  const view = viewText(await textAt(file, terminal));
  if (view === null) throw new Failure(`${file} is neither CycloneDX nor SPDX 3 in JSON`);
  return view;
}

async function textAt(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return new TextDecoder().decode(await terminal.input(LARGEST_FILE_SIZE));
  try {
    return new TextDecoder().decode(await readFile(path.resolve(terminal.cwd, file)));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const problemLine = ({ severity, check, pointer, message }: Problem): string =>
  `${severity} ${pointer || '/'} ${message} (${check})`;
