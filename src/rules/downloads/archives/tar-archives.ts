import { flowInto } from '../../../analysis/flow/flow';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { originOf, type Origin } from '../../../analysis/flow/origin';
import { SAME_VALUE } from '../../../analysis/flow/same-value';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import { assignmentsNamed } from '../../../readers/python/fact-index';

const TAR = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)(?=$|\?)/i;
/** `shutil` keeps the members of a zip file inside the target folder, as `zipfile` does. */
const OTHERS = /\.(?:zip|whl|egg|jar|npz|7z|rar|gz|xz|bz2|zst)(?=$|\?)/i;
const OPENS = /^tarfile\.(?:open|TarFile(?:\.\w+)?)$/;
/** How people call a tar archive. */
const CALLED_TAR = /(?:^|_)(?:tar|tf|tar_?(?:file|obj|ball|f))$|^tar/i;

/** The archive that a method unpacks: what it is called on. */
export const archiveOf = (call: CallFact): Expression | undefined => call.expression.parts[0]?.parts[0];

/** Where the tar archive comes from that a method unpacks; null where the receiver is no tar archive. */
export function originOfTar(call: CallFact, facts: PythonFacts): Origin | null {
  const archive = archiveOf(call);
  if (!archive) return null;
  const made = makersOf(archive, facts);
  const opened = made.find(({ callee }) => OPENS.test(callee));
  if (!opened) {
    const isKnown = made.some(({ callee }) => !/^[.?]/.test(callee)) || !call.callee.startsWith('?.');
    return !isKnown && (isAnnotated(archive, facts) || CALLED_TAR.test(archive.name)) ? { kind: 'unknown' } : null;
  }
  const argument = argumentOf(opened, 'fileobj', 2) ?? argumentOf(opened, 'name', 0);
  return argument ? originOf(argument.value, opened, facts) : { kind: 'unknown' };
}

/** The calls that an archive may be the result of. */
export const makersOf = (archive: Expression, { semantics }: PythonFacts): readonly CallFact[] =>
  flowInto(archive, semantics, SAME_VALUE).nodes.flatMap((node) => node.call ?? []);

/** A parameter that is said to be a tar archive. */
const isAnnotated = (archive: Expression, { semantics }: PythonFacts): boolean =>
  semantics.bindingsOf(archive).some(({ kind, owner, name }) => {
    const parameter = kind === 'parameter' ? owner?.parameters.find((other) => other.name === name) : undefined;
    return /^tarfile\.TarFile$/.test(parameter?.annotation?.qualified ?? '');
  });

/**
 * Where the archive comes from that a function unpacks by its path; null for archives of other formats. `told`: that it is a tar archive
 * is written, and not only possible.
 */
export function originOfUnpacked(
  call: CallFact,
  file: Argument | undefined,
  facts: PythonFacts,
): { readonly origin: Origin; readonly told: boolean } | null {
  if (!file) return null;
  const format = argumentOf(call, 'format', 2)?.value;
  const told = format?.kind === 'string' ? /tar$/.test(format.value) : endsIn(TAR, file.expression, facts);
  const isOther = !told && (format?.kind === 'string' || endsIn(OTHERS, file.expression, facts));
  return isOther ? null : { origin: originOf(file.value, call, facts), told };
}

/** Some text that a path is made of ends so. */
const endsIn = (ending: RegExp, path: Expression, { semantics }: PythonFacts): boolean =>
  (path.value.kind === 'string' && ending.test(path.value.value)) ||
  flowInto(path, semantics, MADE_OF).nodes.some(({ expression }) =>
    expression.pieces.some(({ text }) => ending.test(text)),
  );

/** No filter, or one that lets everything through. */
export function isUnfiltered(call: CallFact, facts: PythonFacts): boolean {
  const filter = argumentOf(call, 'filter');
  if (!filter) return !call.open && assignmentsNamed(facts, 'extraction_filter').length === 0;
  return filter.value.kind === 'string'
    ? filter.value.value === 'fully_trusted'
    : filter.value.kind === 'reference' && filter.value.name === 'tarfile.fully_trusted_filter';
}
