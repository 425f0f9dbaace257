import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { contains, textAt } from '../../../core/range';
import { assignmentsNamed, assignmentsTo, callsInside, callsOf } from '../../../readers/python/fact-index';
import { originOf, type Origin } from '../../../analysis/flow/origin';

const LOOKS =
  /(?:^|[._])(?:commonpath|commonprefix|is_relative_to|is_within_directory|realpath|basename|startswith|safe_\w+|\w*is_safe\w*|\w*within\w*)$/;
const TAR = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)(?=$|["'?])/i;

/** Where the tar archive comes from that a method unpacks; null where the receiver is no tar archive. */
export function originOfTar(call: CallFact, facts: PythonFacts): Origin | null {
  const { start, end } = call.calleeRange;
  const receiver = facts.text.slice(start, Math.max(start, facts.text.lastIndexOf('.', end)));
  if (!/^tarfile\.(?:open|TarFile(?:\.\w+)?)\(\)\./.test(call.callee))
    return call.callee.startsWith('?.') && /(?:^|[_.])(?:tar|tf|tar_?(?:file|obj|ball|f))$|^tar/i.test(receiver)
      ? { kind: 'unknown' }
      : null;
  const opened = openOf(call, receiver, facts);
  const argument = opened && (argumentOf(opened, 'fileobj', 2) ?? argumentOf(opened, 'name', 0));
  return argument && opened ? originOf(argument.value, opened, facts) : { kind: 'unknown' };
}

/** Where the tar archive comes from that `shutil.unpack_archive` unpacks; null for archives of other formats. */
export function originOfUnpacked(call: CallFact, facts: PythonFacts): Origin | null {
  const file = argumentOf(call, 'filename', 0);
  if (!file) return null;
  const format = argumentOf(call, 'format', 2)?.value;
  const { value } = file;
  const written =
    textAt(facts.text, file.valueRange) +
    (value.kind === 'unknown' ? '' : ` ${textAt(facts.text, value.origin)}`) +
    (value.kind === 'string' ? ` ${value.value}` : '');
  const isTar = format?.kind === 'string' ? /tar$/.test(format.value) : TAR.test(written);
  return isTar ? originOf(value, call, facts) : null;
}

/** No filter, or one that lets everything through. */
export function isUnfiltered(call: CallFact, facts: PythonFacts): boolean {
  const filter = argumentOf(call, 'filter');
  if (!filter) return !call.open && assignmentsNamed(facts, 'extraction_filter').length === 0;
  return filter.value.kind === 'string'
    ? filter.value.value === 'fully_trusted'
    : filter.value.kind === 'reference' && filter.value.name === 'tarfile.fully_trusted_filter';
}

/** Members are chosen, or paths are looked at in the same scope. */
export function isChosen(call: CallFact, facts: PythonFacts): boolean {
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
function openOf(call: CallFact, receiver: string, facts: PythonFacts): CallFact | undefined {
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
