import { isShowable } from '../analysis/secrets/redaction';
import type { HttpClient } from '../core/host';
import type { ScanInput } from '../core/input';
import type { PackageServers } from '../core/workspace-host';
import { askIndexes, indexedPackage, indexRoots } from '../project/questions/indexed-package';
import type { Workspace } from '../project/workspace';
import { indexesFor } from '../rules/requirements/indexes/asked-indexes';
import type { Engine } from '../scan/engine';
import { listedIn, resolvedVersion, type ListedRequirement } from './inline-versions';
import { newerThan } from './newest-release';

/** Packages that are asked for at once, and of one manifest in all. */
const TOGETHER = 6;
const MOST = 1_000;

/** Sentences about what went wrong that are told. */
const MOST_PROBLEMS = 3;

/** Whom a manifest's requirements would be asked of. */
export interface IndexPlan {
  /** Host and port of an index, and how many packages it would be asked for; the first that is asked first. */
  readonly hosts: readonly { readonly host: string; readonly packages: number }[];
  /** Packages that nobody can be asked for: it is not known which index they are from. */
  readonly unclear: number;
}

/** What came of it. */
export interface NewerVersions {
  /** Packages that the indexes told of. */
  readonly asked: number;
  /** Of these, those of which there is a newer release than the manifest or its lock has. */
  readonly newer: number;
  /** In sentences: why an index told nothing of others; the first few. */
  readonly problems: readonly string[];
}

interface Turn {
  readonly signal?: AbortSignal;
  part?(done: { readonly done: number; readonly total: number }): void;
}

/** Whom to ask for the newest releases of what a manifest lists. Asks nobody. */
export async function indexPlan(engine: Engine, workspace: Workspace, input: ScanInput): Promise<IndexPlan> {
  const { asked, unclear } = await askedOf(engine, workspace, input);
  const hosts = new Map<string, number>();
  for (const { roots } of asked)
    for (const host of new Set(roots.map((root) => new URL(root).host))) hosts.set(host, (hosts.get(host) ?? 0) + 1);
  return { hosts: [...hosts].map(([host, packages]) => ({ host, packages })), unclear };
}

/**
 * Asks the indexes that people agreed to for what a manifest lists, and lets the workspace know: inline versions and rules speak of it
 * from then on. A package of which one index is not agreed to is not asked for.
 */
export async function askNewerVersions(
  engine: Engine,
  workspace: Workspace,
  input: ScanInput,
  http: HttpClient,
  agreed: readonly string[],
  { signal, part }: Turn = {},
): Promise<NewerVersions> {
  const { asked } = await askedOf(engine, workspace, input);
  const allowed = asked.filter(({ roots }) => roots.every((root) => agreed.includes(new URL(root).host)));
  const problems = new Set<string>();
  let [done, told] = [0, 0];
  const waiting = [...allowed];
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next && signal?.aborted !== true; next = waiting.shift()) {
      const { question, roots } = next;
      const outcome = await askIndexes(http, roots, question.distribution);
      if ('answer' in outcome) {
        workspace.learn(question, outcome.answer);
        told++;
      } else problems.add(outcome.problem);
      part?.({ done: ++done, total: allowed.length });
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
  const newer = await Promise.all(
    asked.map(async ({ listed }) => {
      for (const { entry, facts } of listed) {
        const known = await resolvedVersion(entry, facts, workspace);
        if (newerThan(known?.version ?? null, entry, facts, workspace) !== null) return true;
      }
      return false;
    }),
  );
  return { asked: told, newer: newer.filter(Boolean).length, problems: [...problems].slice(0, MOST_PROBLEMS) };
}

interface AskedPackage {
  /** Where the manifest lists it. */
  readonly listed: ListedRequirement[];
  readonly question: ReturnType<typeof indexedPackage.key>;
  /** Addresses of indexes, logins and all. */
  readonly roots: readonly string[];
}

/** One for each package and its indexes. */
async function askedOf(
  engine: Engine,
  workspace: Workspace,
  input: ScanInput,
): Promise<{ readonly asked: readonly AskedPackage[]; readonly unclear: number }> {
  const asked = new Map<string, AskedPackage>();
  let unclear = 0;
  const { packages = PYPI_ALONE } = workspace.host;
  for (const each of await listedIn(engine, workspace, input)) {
    const { facts, entry } = each;
    const name = entry.normalizedName!;
    // What looks like a key is sent nowhere.
    const indexes = isShowable(name, 'identifier') ? indexesFor(entry, facts) : null;
    if (indexes === null) {
      unclear++;
      continue;
    }
    const question = indexedPackage.key(facts.path, name, indexes);
    const key = JSON.stringify(question);
    const known = asked.get(key);
    if (known) known.listed.push(each);
    else if (asked.size < MOST)
      asked.set(key, { listed: [each], question, roots: await indexRoots(indexes, packages) });
  }
  return { asked: [...asked.values()], unclear };
}

const PYPI_ALONE: PackageServers = {
  osv: null,
  indexes: () => Promise.resolve([]),
  login: () => Promise.resolve(null),
};
