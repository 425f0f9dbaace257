import type { ScanInput } from '../core/input';
import type { Requirement, RequirementsFacts } from '../core/requirement-facts';
import { redacted } from '../analysis/secrets/redaction';
import { advisories, advisoryState } from '../project/questions/advisories';
import { locksFor } from '../project/questions/locks';
import type { Workspace } from '../project/workspace';
import { lockNameOf } from '../readers/locks/index';
import { exactVersion } from '../readers/locks/pinned-requirements';
import { newerThan } from './newest-release';
import { datedOf } from '../rules/requirements/advisories/wording';
import { allowsLocked, findKnown } from '../rules/requirements/pinning/pinning';
import type { Engine } from '../scan/engine';

/** What is shown behind a requirement of a manifest. Lines and columns count from 1. */
export interface InlineVersion {
  readonly line: number;
  readonly column: number;
  /** `2.4.1`, `2.4.1, 3 vulnerabilities`, `newest 2.6.0`: a version where the manifest does not pin one, a number where there are any. */
  readonly text: string;
  /** Who says so, which vulnerabilities, and the release that has none. Plain text. */
  readonly tooltip: string;
}

/** Lines that are asked for: those that an editor shows. From 1, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Requirements that are told of at once. */
const MOST = 500;
const NAMED = 5;

/**
 * The versions that a manifest resolves to, and how many known vulnerabilities they have. Quiet: nothing is said where nothing is known, and
 * of a pin that nobody knows anything against. Newer versions are those that an index told of when people asked it. Never asks the network.
 */
export async function inlineVersions(
  engine: Engine,
  workspace: Workspace,
  input: ScanInput,
  { first, last }: Lines,
): Promise<readonly InlineVersion[]> {
  const listed = await listedIn(engine, workspace, input);
  const asked = listed.filter(({ line }) => line >= first && line <= last).slice(0, MOST);
  const shown = await Promise.all(
    asked.map(async ({ facts, entry, line, column }) => {
      const told = await toldOf(entry, facts, workspace);
      return told && { line, column, ...told };
    }),
  );
  return shown.filter((each) => each !== null);
}

/** A requirement by name, and where its text ends. Lines and columns count from 1. */
export interface ListedRequirement {
  readonly facts: RequirementsFacts;
  readonly entry: Requirement;
  readonly line: number;
  readonly column: number;
}

/** The requirements that a manifest lists by name; those of commands and of conda are not among them. */
export const listedIn = (
  engine: Engine,
  workspace: Workspace,
  input: ScanInput,
): Promise<readonly ListedRequirement[]> =>
  engine.inspect(input, workspace, ({ requirements }) =>
    requirements
      .filter(({ facts }) => facts.form !== 'command' && facts.installer !== 'conda')
      .flatMap(({ facts, locate }) =>
        facts.entries.flatMap((entry) => {
          if (entry.kind !== 'requirement' || entry.normalizedName === null || entry.reference !== null) return [];
          const end = (entry.specifierRange ?? entry.extrasRange ?? entry.nameRange ?? entry.range).end;
          return [{ facts, entry, ...locate(Math.max(end, entry.nameRange?.end ?? 0)) }];
        }),
      ),
  );

async function toldOf(
  requirement: Requirement,
  facts: RequirementsFacts,
  workspace: Workspace,
): Promise<Pick<InlineVersion, 'text' | 'tooltip'> | null> {
  const known = await resolvedVersion(requirement, facts, workspace);
  const newer = newerThan(known?.version ?? null, requirement, facts, workspace);
  if (known === null) return newer && { text: redacted(`newest ${newer.version}`), tooltip: redacted(newer.tooltip) };
  const { version, from } = known;
  const { count, lines } = await checkedOf(requirement.normalizedName!, version, facts.path, workspace);
  const parts = [
    ...(from === null ? [] : [version]),
    ...(count > 0 ? [`${count} ${count === 1 ? 'vulnerability' : 'vulnerabilities'}`] : []),
    ...(newer === null ? [] : [`newest ${newer.version}`]),
  ];
  if (parts.length === 0) return null;
  const pinned = from === null ? 'Pinned here' : `${version} in ${from}`;
  const tooltip = [pinned, ...lines, ...(newer === null ? [] : [newer.tooltip])].join('\n');
  return { text: redacted(parts.join(', ')), tooltip: redacted(tooltip) };
}

/** The version that the manifest pins (`from` null), or that a lock or environment has and the manifest allows. */
export async function resolvedVersion(
  requirement: Requirement,
  facts: RequirementsFacts,
  workspace: Workspace,
): Promise<{ readonly version: string; readonly from: string | null } | null> {
  if (requirement.dynamic || requirement.source?.reference) return null;
  const pinned = exactVersion(requirement);
  if (pinned !== null) return { version: pinned, from: null };
  const known = findKnown(await locksFor(facts.path, workspace), requirement, facts);
  return known === null || !allowsLocked(requirement, known.version)
    ? null
    : { version: known.version, from: lockNameOf(known.lock) };
}

/** How many known vulnerabilities a version has, and what is said of that; without a database that nothing was checked. */
async function checkedOf(
  name: string,
  version: string,
  path: string,
  workspace: Workspace,
): Promise<{ readonly count: number; readonly lines: readonly string[] }> {
  const state = await workspace.answer(advisoryState, advisoryState.key(path));
  if (state === null || state === 'broken')
    return { count: 0, lines: ['Not checked for known vulnerabilities: no advisory database'] };
  const { vulnerabilities, safe } = await workspace.answer(advisories, advisories.key(path, name, version));
  const count = vulnerabilities.length;
  if (count === 0) return { count, lines: [`No known vulnerability (${datedOf(state)})`] };
  const ids = vulnerabilities.slice(0, NAMED).map(({ ids: [id = ''] }) => id);
  return {
    count,
    lines: [
      `${ids.join(', ')}${count > NAMED ? ' …' : ''} (${datedOf(state)})`,
      ...(safe === null ? [] : [`No advisory speaks of ${safe}`]),
    ],
  };
}
