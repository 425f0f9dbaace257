import { flowInto } from '../../../analysis/flow/flow';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { originOf, type Origin } from '../../../analysis/flow/origin';
import { SAME_VALUE } from '../../../analysis/flow/same-value';
import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { assignmentsNamed } from '../../../readers/python/fact-index';

const TAR = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)(?=$|\?)/i;
const OPENS = /^tarfile\.(?:open|TarFile(?:\.\w+)?)$/;
/** How people call a tar archive. */
const CALLED_TAR = /(?:^|_)(?:tar|tf|tar_?(?:file|obj|ball|f))$|^tar/i;

/** The archive that a method unpacks: what it is called on. */
export const archiveOf = (call: CallFact): Expression | undefined => call.expression.parts[0]?.parts[0];

/** Where the tar archive comes from that a method unpacks; null where the receiver is no tar archive. */
export function originOfTar(call: CallFact, facts: PythonFacts): Origin | null {
  const archive = archiveOf(call);
  if (!archive) return null;
  const made = flowInto(archive, facts.semantics, SAME_VALUE).nodes.flatMap((node) => node.call ?? []);
  const opened = made.find(({ callee }) => OPENS.test(callee));
  if (!opened) {
    const isKnown = made.some(({ callee }) => !/^[.?]/.test(callee)) || !call.callee.startsWith('?.');
    return !isKnown && (isAnnotated(archive, facts) || CALLED_TAR.test(archive.name)) ? { kind: 'unknown' } : null;
  }
  const argument = argumentOf(opened, 'fileobj', 2) ?? argumentOf(opened, 'name', 0);
  return argument ? originOf(argument.value, opened, facts) : { kind: 'unknown' };
}

/** A parameter that is said to be a tar archive. */
const isAnnotated = (archive: Expression, { semantics }: PythonFacts): boolean =>
  semantics.bindingsOf(archive).some(({ kind, owner, name }) => {
    const parameter = kind === 'parameter' ? owner?.parameters.find((other) => other.name === name) : undefined;
    return /^tarfile\.TarFile$/.test(parameter?.annotation?.qualified ?? '');
  });

/** Where the tar archive comes from that `shutil.unpack_archive` unpacks; null for archives of other formats. */
export function originOfUnpacked(call: CallFact, facts: PythonFacts): Origin | null {
  const file = argumentOf(call, 'filename', 0);
  if (!file) return null;
  const format = argumentOf(call, 'format', 2)?.value;
  const isTar = format?.kind === 'string' ? /tar$/.test(format.value) : isNamedTar(file.expression, facts);
  return isTar ? originOf(file.value, call, facts) : null;
}

/** Some text that a path is made of ends in the name of a tar archive. */
const isNamedTar = (path: Expression, { semantics }: PythonFacts): boolean =>
  (path.value.kind === 'string' && TAR.test(path.value.value)) ||
  flowInto(path, semantics, MADE_OF).nodes.some(({ expression }) =>
    expression.pieces.some(({ text }) => TAR.test(text)),
  );

/** No filter, or one that lets everything through. */
export function isUnfiltered(call: CallFact, facts: PythonFacts): boolean {
  const filter = argumentOf(call, 'filter');
  if (!filter) return !call.open && assignmentsNamed(facts, 'extraction_filter').length === 0;
  return filter.value.kind === 'string'
    ? filter.value.value === 'fully_trusted'
    : filter.value.kind === 'reference' && filter.value.name === 'tarfile.fully_trusted_filter';
}
