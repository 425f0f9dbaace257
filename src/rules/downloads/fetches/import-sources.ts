import { lastNameOf } from '../../../core/callee-pattern';
import type { CommandFact } from '../../../core/command-facts';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { stringOf } from '../../../core/value';
import { flowInto } from '../../../analysis/flow/flow';
import { MADE_OF } from '../../../analysis/flow/made-of';
import { originOf } from '../../../analysis/flow/origin';
import { SAME_BYTES } from '../../../analysis/flow/same-bytes';
import { spelled } from '../../../readers/python/spelling';
import { checksOutCommit, gitCloneOf, isCheckedOut } from '../clones/git-clone-calls';

/** Where on the network a path comes from; null for one that does not. `moving`: it may bring other code the next time. */
export function remoteSourceOf(
  path: Argument,
  call: CallFact,
  facts: PythonFacts,
): { readonly name: string; readonly moving: boolean } | null {
  const origin = originOf(path.value, call, facts);
  if (origin.kind !== 'remote') return null;
  const { from } = origin;
  return {
    name: from.includes('://') ? from : `what ${lastNameOf(from)} brings`,
    moving: !origin.pinned && !isPinnedNearby(path.expression, facts),
  };
}

/** A path inside a folder that was fetched at a commit: `os.path.join(snapshot_download(…, revision=SHA), "x.py")`. */
function isPinnedNearby(path: Expression, { semantics }: PythonFacts): boolean {
  const downloads = flowInto(path, semantics, SAME_BYTES).nodes.flatMap(({ call }) =>
    call && /(?:^|\.)(?:hf_hub_download|snapshot_download)$/.test(call.callee) ? call : [],
  );
  return (
    downloads.length > 0 &&
    downloads.every((download) => {
      const { value } = argumentOf(download, 'revision') ?? {};
      return value?.kind === 'unknown' || /^[0-9a-f]{40}$/i.test(stringOf(value) ?? '');
    })
  );
}

/** A folder that a clone makes. */
interface ClonedFolder {
  readonly url: string;
  readonly folder: string;
}

/** The repository that this program clones before, at no commit, into a folder that a path names. */
export function cloneOnPath(path: Argument, call: CallFact, context: PythonContext): ClonedFolder | undefined {
  const clones = clonesBefore(call, context);
  if (clones.length === 0) return undefined;
  const { nodes } = flowInto(path.expression, context.facts.semantics, MADE_OF);
  const folders = nodes.flatMap(({ expression }) => [stringOf(expression.value) ?? '', spelled(expression)]);
  return clones.find((clone) => folders.some((folder) => namesFolder(folder, clone.folder)));
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
