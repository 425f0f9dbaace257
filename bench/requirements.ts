// node --import tsx bench/requirements.ts [FOLDER]: compares the requirement lines of the source distributions in out/corpus
// (bench/fetch-corpus.mjs) with what pip's own parser and `packaging` see in them. Python and both are needed: out/venv/requirements.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Requirement } from '../src/core/requirement-facts';
import { readPyproject } from '../src/readers/pyproject/pyproject';
import { isRequirementsFile, normalizeName, parseRequirements } from '../src/readers/requirements/requirements';

const ROOT = path.join(__dirname, '..');
export const CORPUS = path.join(ROOT, 'out/corpus');
const VENV = path.join(ROOT, 'out/venv/requirements');
const PYTHON = process.platform === 'win32' ? path.join(VENV, 'Scripts/python.exe') : path.join(VENV, 'bin/python');
/** What is compared with. */
const PIP = '26.0';
const PACKAGING = '25.0';

/** One requirement, by either. */
interface Seen {
  /** From 1; only of requirements files. */
  readonly line?: number;
  readonly name?: string | null;
  readonly specifiers?: readonly string[];
  readonly link?: boolean;
  readonly invalid?: boolean;
}

export interface Difference {
  readonly file: string;
  readonly theirs: string;
  readonly ours: string;
}

export interface Comparison {
  readonly versions: string;
  readonly distributions: number;
  readonly files: number;
  readonly lines: number;
  readonly same: number;
  readonly differences: readonly Difference[];
}

/** Compares every requirements file and pyproject.toml below a folder of source distributions. */
export function compare(corpus: string): Comparison {
  const files = filesBelow(corpus);
  const answer = JSON.parse(
    execFileSync(pythonWith(), [path.join(ROOT, 'bench/requirement-lines.py')], {
      input: files.join('\n'),
      encoding: 'utf8',
      maxBuffer: 1e9,
    }),
  ) as {
    readonly pip: string;
    readonly packaging: string;
    readonly files: Readonly<Record<string, readonly Seen[] | null>>;
  };
  const differences: Difference[] = [];
  let lines = 0;
  for (const [file, theirs] of Object.entries(answer.files)) {
    if (theirs === null) continue; // no TOML, by tomllib too
    const ours = seenIn(file);
    lines += theirs.length;
    for (const [mine, other] of paired(ours, theirs))
      if (mine !== other) differences.push({ file: path.relative(corpus, file), theirs: other, ours: mine });
  }
  const missed = differences.filter(({ theirs }) => theirs !== NOTHING).length;
  return {
    versions: `pip ${answer.pip}, packaging ${answer.packaging}`,
    distributions: new Set(files.map((file) => distributionOf(path.relative(corpus, file)))).size,
    files: files.length,
    lines,
    same: lines - missed,
    differences,
  };
}

/** `timm-1.0.31`, `applications/d2l-1.0.3` */
const distributionOf = (file: string): string =>
  file
    .split(path.sep)
    .slice(0, file.startsWith('applications') ? 2 : 1)
    .join('/');

const NOTHING = '(nothing)';

function pythonWith(): string {
  if (!existsSync(PYTHON)) {
    execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', VENV]);
    execFileSync(PYTHON, ['-m', 'pip', 'install', '--quiet', `pip==${PIP}`, `packaging==${PACKAGING}`]);
  }
  return PYTHON;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /(?:^|[\\/])pyproject\.toml$/.test(file) || (/\.txt$/.test(file) && isRequirementsFile(file)))
    .filter((file) => !/\.egg-info[\\/]|[\\/]SOURCES\.txt$/.test(file))
    .sort();
}

function seenIn(file: string): readonly Seen[] {
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  if (file.endsWith('.toml')) {
    const entries = readPyproject(text, file).facts.flatMap((facts) => facts.entries);
    return entries.flatMap((entry): Seen[] => {
      if (entry.kind === 'invalid') return [{ invalid: true }];
      return entry.kind === 'requirement' && STANDARD.test(entry.list?.name ?? '') ? [seen(entry)] : [];
    });
  }
  return parseRequirements(text, file).entries.flatMap((entry): Seen[] => {
    const line = text.slice(0, entry.range.start).split(/\r\n|\r|\n/).length;
    if (entry.kind === 'invalid') return [{ line, invalid: true }];
    return entry.kind === 'requirement' ? [{ line, ...seen(entry) }] : [];
  });
}

/** Lists that standards know: those of single tools have grammars of their own. */
const STANDARD = /^(?:project\.|build-system\.|dependency-groups)/;

const seen = ({ name, specifiers, reference, dynamic }: Requirement): Seen =>
  dynamic && name === null
    ? { invalid: true }
    : {
        name,
        specifiers: specifiers.map(({ operator, version }) => operator + version).sort(),
        link: reference !== null,
      };

/** Requirements as texts, each of ours with the one that says the same; what one of both does not see is nothing there. */
function paired(ours: readonly Seen[], theirs: readonly Seen[]): readonly (readonly [mine: string, other: string])[] {
  const left = ours.map(told);
  const pairs: (readonly [string, string])[] = [];
  const missing: string[] = [];
  for (const other of theirs.map(told)) {
    const at = left.indexOf(other);
    if (at < 0) missing.push(other);
    else pairs.push([left.splice(at, 1)[0]!, other]);
  }
  for (let i = 0; i < Math.max(missing.length, left.length); i++)
    pairs.push([left[i] ?? NOTHING, missing[i] ?? NOTHING]);
  return pairs;
}

const told = ({ line, name, specifiers = [], link, invalid }: Seen): string =>
  [
    ...(line === undefined ? [] : [`${line}:`]),
    ...(invalid ? ['refused'] : [name ? normalizeName(name) : '?', ...specifiers, ...(link ? ['@'] : [])]),
  ].join(' ');

/** The figures, as a person reads them. */
export const figuresOf = ({ versions, distributions, files, lines, same, differences }: Comparison): string =>
  `${distributions} source distributions, ${files} files, ${lines} requirements by ${versions}: ${same} the same (${((100 * same) / lines).toFixed(2)} %), ${differences.length} differences`;

if (require.main === module) {
  const comparison = compare(path.resolve(process.argv[2] ?? CORPUS));
  for (const { file, theirs, ours } of comparison.differences) console.log(`${file}: theirs ${theirs} · ours ${ours}`);
  console.log(figuresOf(comparison));
}
