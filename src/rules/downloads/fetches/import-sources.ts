import { lastNameOf } from '../../../core/callee-pattern';
import type { CommandFact } from '../../../core/command-facts';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import { contains, textAt } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { stringOf, type Value } from '../../../core/value';
import { originOf } from '../../../analysis/flow/origin';
import { checksOutCommit, gitCloneOf, isCheckedOut } from '../clones/git-clone-calls';

/** Where on the network a path comes from; null for one that does not. `moving`: it may bring other code the next time. */
export function remoteSourceOf(
  path: Value,
  call: CallFact,
  facts: PythonFacts,
): { readonly name: string; readonly moving: boolean } | null {
  const origin = originOf(path, call, facts);
  if (origin.kind !== 'remote') return null;
  const { from } = origin;
  return {
    name: from.includes('://') ? from : `what ${lastNameOf(from)} brings`,
    moving: !origin.pinned && !isPinnedNearby(path, call, facts),
  };
}

/** A path inside a folder that was fetched at a commit: `os.path.join(snapshot_download(…, revision=SHA), "x.py")`. */
function isPinnedNearby(value: Value, call: CallFact, facts: PythonFacts): boolean {
  const range = value.kind === 'unknown' ? value.range : value.origin;
  const head = /^(?:[\w.]+\(\s*)?([A-Za-z_]\w*)/.exec(facts.text.slice(range.start, range.end))?.[1];
  const assigned = facts.assignments
    .filter((fact) => fact.target === head && fact.scope === call.scope && fact.range.end <= call.range.start)
    .pop();
  const downloads = facts.calls.filter(
    (other) =>
      /(?:^|\.)(?:hf_hub_download|snapshot_download)$/.test(other.callee) &&
      (contains(range, other.range) || (assigned !== undefined && contains(assigned.valueRange, other.range))),
  );
  return (
    downloads.length > 0 &&
    downloads.every(
      (other) =>
        /^[0-9a-f]{40}$/i.test(stringOf(argumentOf(other, 'revision')?.value) ?? '') ||
        argumentOf(other, 'revision')?.value.kind === 'unknown',
    )
  );
}

/** A folder that a clone makes. */
interface ClonedFolder {
  readonly url: string;
  readonly folder: string;
}

/** The repository that this program clones before, at no commit, into a folder that a path names. */
export function cloneOnPath(path: Argument, call: CallFact, context: PythonContext): ClonedFolder | undefined {
  const folder = stringOf(path.value) ?? textAt(context.facts.text, path.valueRange);
  return clonesBefore(call, context).find((clone) => namesFolder(folder, clone.folder));
}

/** Repositories that this program clones before, at no commit. */
function clonesBefore(call: CallFact, context: PythonContext): readonly ClonedFolder[] {
  const { facts } = context;
  const calls = facts.calls
    .filter(
      (other) => other.range.end <= call.range.start && /clone|^subprocess\.|^os\.(?:system|popen)$/.test(other.callee),
    )
    .flatMap((other) => {
      const clone = gitCloneOf(other, facts);
      return clone && !isCheckedOut(other, context) ? [clone] : [];
    });
  const fromCommands = facts.commands.filter((command) => command.range.end <= call.range.start).flatMap(clonesIn);
  const checked = facts.commands.some(({ body }) => checksOutCommit(body));
  return [...calls, ...(checked ? [] : fromCommands)];
}

const clonesIn = ({ body }: CommandFact): readonly ClonedFolder[] =>
  [
    ...body.matchAll(/\bgit\s+clone\s+(?:-{1,2}[\w-]+(?:[= ]\d+)?\s+)*((?:https?:\/\/|git@)\S+)(?:[ \t]+([\w./-]+))?/g),
  ].map((match) => {
    const url = match[1]!.replace(/["';]+$/, '');
    const own = url.replace(/\/+$/, '').replace(/\.git$/, '');
    return { url, folder: match[2] ?? own.split('/').pop()! };
  });

/** `repo`, `./repo`, `/content/repo/src`, `os.path.join(here, "repo")` */
const namesFolder = (written: string, folder: string): boolean => {
  const last = folder.replace(/\/+$/, '').split('/').pop() ?? '';
  return (
    last.length > 1 && new RegExp(`(?:^|[/"'])${last.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=$|[/"'])`).test(written)
  );
};
