import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { contains, rangeOf } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import { assignmentsNamed, assignmentsTo, callsInside, callsOf } from '../../readers/python/fact-index';
import { setKeyword } from '../../readers/python/edits';
import { originOf, ORIGIN_TRIGGERS, type Origin } from '../../analysis/flow/origin';
import { isCheckedNearby } from './fetches/checking';

export default defineRule({
  id: 'unsafe-archive-extraction',
  severity: 'warning',
  category: 'downloads',
  title: 'Unsafe archive extraction',
  cwe: 22,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A tar archive is unpacked with `extractall`, `extract` or `shutil.unpack_archive` without `filter="data"` and without a choice of members. An archive that was downloaded is a warning, any other an information. Zip files are left alone: Python keeps their members inside the target folder.',
    why: 'Members of a tar archive may have absolute paths, `..` or links, and so overwrite any file of the user: a shell profile, a module of the environment, an SSH key. Only since Python 3.14 is the safe filter the default.',
    fix: 'Pass `filter="data"`. It exists since Python 3.12 and in the security releases of 3.8 to 3.11, and refuses members that leave the folder.',
    references: [
      'https://docs.python.org/3/library/tarfile.html#tarfile-extraction-filter',
      'https://peps.python.org/pep-0706/',
      'https://nvd.nist.gov/vuln/detail/CVE-2007-4559',
    ],
  },
  listen: {
    calls: [
      {
        callees: ['**.extractall'],
        beside: [...ORIGIN_TRIGGERS, 'tarfile', 'commonpath', 'commonprefix', 'within', 'is_relative_to'],
        check: checkTar,
      },
      {
        callees: ['tarfile.**.extract'],
        beside: [
          ...ORIGIN_TRIGGERS,
          'commonpath',
          'commonprefix',
          'startswith',
          'within',
          'is_relative_to',
          'abspath',
          'realpath',
          'basename',
        ],
        check: checkTar,
      },
      { callees: ['shutil.unpack_archive'], beside: ORIGIN_TRIGGERS, check: checkUnpack },
    ],
    // Heard of so that it is read: `isUnfiltered` looks for it.
    assignments: { triggers: ['extraction_filter'], anyValue: true, check: () => undefined },
  },
});

const LOOKS =
  /(?:^|[._])(?:commonpath|commonprefix|is_relative_to|is_within_directory|realpath|basename|startswith|safe_\w+|\w*is_safe\w*|\w*within\w*)$/;
const TAR = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)(?=$|["'?])/i;

function checkTar(call: CallFact, context: PythonContext): void {
  const known = /^tarfile\.(?:open|TarFile(?:\.\w+)?)\(\)\./.test(call.callee);
  const receiver = context.facts.text.slice(
    call.calleeRange.start,
    Math.max(call.calleeRange.start, context.facts.text.lastIndexOf('.', call.calleeRange.end)),
  );
  if (
    !known &&
    !(call.callee.startsWith('?.') && /(?:^|[_.])(?:tar|tf|tar_?(?:file|obj|ball|f))$|^tar/i.test(receiver))
  )
    return;
  if (!isUnfiltered(call, context) || isChosen(call, context)) return;
  const opened = known ? openOf(call, receiver, context) : undefined;
  const argument = opened && (argumentOf(opened, 'fileobj', 2) ?? argumentOf(opened, 'name', 0));
  const origin: Origin = argument && opened ? originOf(argument.value, opened, context.facts) : { kind: 'unknown' };
  report(call, origin, context);
}

function checkUnpack(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'filename', 0);
  if (!file || !isUnfiltered(call, context)) return;
  const format = argumentOf(call, 'format', 2)?.value;
  const { text } = context.facts;
  const written =
    text.slice(file.valueRange.start, file.valueRange.end) +
    (file.value.kind === 'unknown' ? '' : ` ${text.slice(file.value.origin.start, file.value.origin.end)}`) +
    (file.value.kind === 'string' ? ` ${file.value.value}` : '');
  const isTar = format?.kind === 'string' ? /tar$/.test(format.value) : TAR.test(written);
  if (!isTar) return;
  report(call, originOf(file.value, call, context.facts), context);
}

/** No filter, or one that lets everything through. */
function isUnfiltered(call: CallFact, context: PythonContext): boolean {
  const filter = argumentOf(call, 'filter');
  if (!filter) return !call.open && assignmentsNamed(context.facts, 'extraction_filter').length === 0;
  return filter.value.kind === 'string'
    ? filter.value.value === 'fully_trusted'
    : filter.value.kind === 'reference' && filter.value.name === 'tarfile.fully_trusted_filter';
}

/** Members are chosen, or paths are looked at in the same scope. */
function isChosen(call: CallFact, { facts }: PythonContext): boolean {
  if (call.callee.endsWith('.extractall')) {
    const members = argumentOf(call, 'members', 1);
    if (
      members &&
      members.value.kind !== 'none' &&
      !(members.value.kind === 'result' && /\.getmembers$/.test(members.value.callee))
    )
      return true;
  }
  // At module level the same calls may be about anything, so there a member must be named.
  return callsOf(facts, LOOKS, call.scope).some(
    (other) =>
      other.range.end <= call.range.start &&
      (call.scope !== 0 || /member|\.name\b|tar_?info/i.test(facts.text.slice(other.range.start, other.range.end))),
  );
}

const OPENS = /^tarfile\.(?:open|TarFile(?:\.\w+)?)$/;

/** The call that opened the archive: in place, assigned, or bound by `with`. */
function openOf(call: CallFact, receiver: string, { facts }: PythonContext): CallFact | undefined {
  const inPlace = callsInside(facts, call.calleeRange).find((other) => OPENS.test(other.callee));
  if (inPlace) return inPlace;
  const bound = new RegExp(`^\\s*as\\s+${receiver.replace(/\W/g, '\\$&')}(?!\\w)`);
  const assigned = assignmentsTo(facts, receiver);
  return callsOf(facts, OPENS, call.scope).findLast(
    (other) =>
      other.range.end <= call.range.start &&
      (bound.test(facts.text.slice(other.range.end, other.range.end + 200)) ||
        assigned.some((fact) => contains(fact.valueRange, other.range))),
  );
}

function report(call: CallFact, origin: Origin, context: PythonContext): void {
  const checked = origin.kind === 'remote' && isCheckedNearby(call, context);
  const severity: Severity =
    origin.kind === 'remote'
      ? origin.pinned || checked
        ? 'info'
        : 'warning'
      : origin.kind === 'own'
        ? 'hint'
        : 'info';
  const present = argumentOf(call, 'filter');
  const edit = present
    ? { range: rangeOf(present.valueRange.start, present.valueRange.end), text: '"data"' }
    : setKeyword(context.facts, call, 'filter', '"data"');
  const what = origin.kind === 'remote' ? 'An archive from the network' : 'A prepared archive';
  context.report({
    range: call.range,
    severity,
    message: present
      ? `${what} can write files anywhere on this machine when it is unpacked with this filter.`
      : `${what} can write files anywhere on this machine when it is unpacked without a filter before Python 3.14.`,
    fixes: edit && !present?.spread ? [{ title: 'Set filter="data"', safety: 'unsafe', edits: [edit] }] : [],
  });
}
