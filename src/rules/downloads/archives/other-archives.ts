import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { originOf, type Origin } from '../../../analysis/flow/origin';
import { isAtLeast, resolved } from '../../../analysis/versions';
import { archiveOf, makersOf, originOfUnpacked } from './tar-archives';

/**
 * Unpackers beside `tarfile`, by what each does with names that lead outside, as its own documentation or source says.
 *
 * - `zipfile`, `pyzipper`: leave out drives, leading slashes and `..` (documentation of `ZipFile.extract`): nothing to say.
 * - `rarfile`: gives each member a sanitized name (release notes of 4.0): nothing to say.
 * - `py7zr`: let members out before 0.20.1 (CVE-2022-44900) and, by other ways, before 1.1.3 (CVE-2026-23879).
 * - `libarchive`: takes flags; without the SECURE ones the C library writes where a member says (archive_write_disk(3)). `libarchive-c` sets them itself from 4.0 on.
 * - `patoolib`, `pyunpack`: hand the archive to whatever program is installed.
 * - `torchvision`, `torchaudio`, `torchtext`, `gdown`: `tarfile` without a filter, for tar archives.
 */
export const UNPACKERS: readonly string[] = [
  'py7zr.**.extractall',
  'py7zr.**.extract',
  'py7zr.unpack_7zarchive',
  'libarchive.extract_file',
  'libarchive.extract_memory',
  'libarchive.extract.extract_file',
  'libarchive.extract.extract_memory',
  'patoolib.extract_archive',
  'pyunpack.**.extractall',
  'torchvision.datasets.utils.extract_archive',
  'torchaudio.datasets.utils.extract_archive',
  'torchtext.utils.extract_archive',
  'gdown.extractall',
];

/** An archive that may write outside of its folder. */
export interface Unpacking {
  readonly origin: Origin;
  /** How the sentence ends: `when py7zr 0.20.0 unpacks it`. */
  readonly how: string;
  /** Whether that is so, and not only possible. */
  readonly sure: boolean;
}

/** What is wrong with a call of `UNPACKERS`; null where nothing is. */
export function unpackingOf(call: CallFact, context: PythonContext): Unpacking | null {
  const { callee } = call;
  if (callee.startsWith('py7zr.')) return of7z(call, context);
  if (callee.startsWith('libarchive.')) return ofLibarchive(call, context);
  if (/^(?:patoolib|pyunpack)\./.test(callee)) {
    const origin = callee.startsWith('pyunpack.')
      ? originOfMade(call, /^pyunpack\.Archive$/, context.facts)
      : originOfFile(call, context.facts);
    return { origin, how: 'when an installed program unpacks it', sure: false };
  }
  const file = argumentOf(call, 'from_path', 0) ?? argumentOf(call, 'path', 0);
  const found = originOfUnpacked(call, file, context.facts);
  return (
    found && {
      origin: found.origin,
      how: `when ${callee.split('.', 1)[0]!} unpacks it unfiltered`,
      sure: found.told,
    }
  );
}

function of7z(call: CallFact, context: PythonContext): Unpacking | null {
  const version = resolved(context, 'py7zr');
  if (isAtLeast(context, '1.1.3', 'py7zr')) return null;
  const origin = call.callee.endsWith('unpack_7zarchive')
    ? originOfFile(call, context.facts)
    : originOfMade(call, /^py7zr\.(?:py7zr\.)?SevenZipFile$/, context.facts);
  return version === null
    ? { origin, how: 'with py7zr before 1.1.3', sure: false }
    : { origin, how: `with py7zr ${version} (fixed in 1.1.3)`, sure: true };
}

/** `SECURE_SYMLINKS`, `SECURE_NODOTDOT` and `SECURE_NOABSOLUTEPATHS` of archive_write_disk(3). */
const SECURE = 0x1_0300;

/** Flags that are written as none at all turn off what the binding does by itself from 4.0 on (its `extract_entries`). */
function ofLibarchive(call: CallFact, context: PythonContext): Unpacking | null {
  const flags = argumentOf(call, 'flags', 1)?.value;
  const origin = originOfFile(call, context.facts);
  if (flags?.kind === 'number')
    return (flags.value & SECURE) === SECURE ? null : { origin, how: "without libarchive's SECURE flags", sure: true };
  if (flags !== undefined || call.open || isAtLeast(context, '4.0', 'libarchive-c')) return null;
  const version = resolved(context, 'libarchive-c');
  return version === null
    ? { origin, how: 'when libarchive unpacks it, unless libarchive-c is 4.0 or later', sure: false }
    : { origin, how: `when libarchive-c ${version} unpacks it, which is older than 4.0`, sure: true };
}

const originOfFile = (call: CallFact, facts: PythonFacts): Origin =>
  originOf(call.args.find(({ position }) => position === 0)?.value, call, facts);

/** Where the archive comes from that an object was made with. */
function originOfMade(call: CallFact, makes: RegExp, facts: PythonFacts): Origin {
  const archive = archiveOf(call);
  const made = archive && makersOf(archive, facts).find(({ callee }) => makes.test(callee));
  return made ? originOfFile(made, facts) : { kind: 'unknown' };
}
