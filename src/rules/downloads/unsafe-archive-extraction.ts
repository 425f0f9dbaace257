import type { Safety, Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { allowedVersions } from '../../project/questions/locks';
import { isBelow } from '../../analysis/versions';
import { setKeyword } from '../../readers/python/edits';
import { ORIGIN_READS, ORIGIN_TRIGGERS, type Origin } from '../../analysis/flow/origin';
import { isChosen, LOOK_WORDS } from './archives/members';
import { UNPACKERS, unpackingOf } from './archives/other-archives';
import { isUnfiltered, originOfTar, originOfUnpacked } from './archives/tar-archives';
import { isCheckedNearby } from './fetches/checking';

export default defineRule({
  id: 'unsafe-archive-extraction',
  severity: 'warning',
  category: 'downloads',
  title: 'Unsafe archive extraction',
  cwe: 22,
  docs: {
    what: 'A tar archive is unpacked with `extractall`, `extract` or `shutil.unpack_archive` without `filter="data"`, without selecting members and without checking their paths. It is a warning for a downloaded archive and information for any other. Also reported: py7zr before 1.1.3, libarchive without its SECURE flags, patool, and the helpers of torchvision, torchaudio, torchtext and gdown. Zip and RAR files are not reported: `zipfile`, `shutil` and rarfile keep members inside the target folder.',
    why: 'Members of a tar archive can have absolute paths, `..` or links, and so overwrite any of your files: a shell profile, a module of the environment, an SSH key. The safe filter is the default only since Python 3.14.',
    fix: 'Pass `filter="data"`. It exists since Python 3.12 and in the security releases of 3.8 to 3.11, and refuses members that leave the folder. The quick fix is safe if the project requires Python 3.12 or later, and is not offered if no allowed version knows the filter.',
    references: [
      'https://docs.python.org/3/library/tarfile.html#tarfile-extraction-filter',
      'https://peps.python.org/pep-0706/',
      'https://nvd.nist.gov/vuln/detail/CVE-2007-4559',
    ],
  },
  listen: {
    calls: [
      {
        callees: ['**.extractall', 'tarfile.**.extract'],
        beside: [...ORIGIN_TRIGGERS, ...LOOK_WORDS],
        follows: true,
        check: checkTar,
      },
      { callees: ['shutil.unpack_archive'], beside: ORIGIN_TRIGGERS, follows: true, check: checkUnpack },
      { callees: UNPACKERS, beside: ORIGIN_TRIGGERS, follows: true, check: checkOther },
    ],
    reads: { calls: ORIGIN_READS, assignments: ['extraction_filter'] },
  },
});

function checkTar(call: CallFact, context: PythonContext): void {
  if (!isUnfiltered(call, context.facts) || isChosen(call, context.facts)) return;
  const origin = originOfTar(call, context.facts);
  if (origin) report(call, origin, context);
}

function checkUnpack(call: CallFact, context: PythonContext): void {
  if (!isUnfiltered(call, context.facts)) return;
  const found = originOfUnpacked(call, argumentOf(call, 'filename', 0), context.facts);
  if (found) report(call, found.origin, context, found.told);
}

function checkOther(call: CallFact, context: PythonContext): void {
  const found = unpackingOf(call, context);
  if (!found) return;
  context.report({
    range: call.range,
    severity: severityOf(call, found.origin, context, found.sure),
    message: `${whatOf(found.origin)} can write outside the target folder ${found.how}.`,
  });
}

const whatOf = (origin: Origin): string => (origin.kind === 'remote' ? 'A downloaded archive' : 'A crafted archive');

function report(call: CallFact, origin: Origin, context: PythonContext, told = true): void {
  const present = argumentOf(call, 'filter');
  const edit = present
    ? { range: present.valueRange, text: '"data"' }
    : setKeyword(context.facts, call, 'filter', '"data"');
  const safety = filterSafety(context);
  const what = whatOf(origin);
  context.report({
    range: call.range,
    severity: severityOf(call, origin, context, told),
    message: present
      ? `${what} can write outside the target folder with this filter.`
      : `${what} can write outside the target folder: no filter is set.`,
    fixes:
      edit && safety && !present?.spread
        ? [{ title: 'Set filter="data"', safety: present ? 'unsafe' : safety, edits: [edit] }]
        : [],
  });
}

/**
 * Every Python from 3.12 on knows the filter, and 3.14 takes it by itself; of 3.8 to 3.11 only the later releases do, and none before.
 * Source: PEP 706.
 */
function filterSafety(context: PythonContext): Safety | null {
  const range = context.project.ask(allowedVersions, 'python');
  if (range?.below != null && !isBelow('3.8', range.below)) return null;
  return range?.atLeast != null && !isBelow(range.atLeast, '3.12') ? 'safe' : 'unsafe';
}

/** `sure`: that it can is known, and not only possible. */
function severityOf(call: CallFact, origin: Origin, context: PythonContext, sure: boolean): Severity {
  if (origin.kind !== 'remote') return origin.kind === 'own' || !sure ? 'hint' : 'info';
  return origin.pinned || !sure || isCheckedNearby(call, context) ? 'info' : 'warning';
}
