import type { Requirement } from '../core/requirement-facts';
import { distributionOf } from '../analysis/names/import-names';
import { directoryOf } from '../project/paths';
import { advisories, advisoryState } from '../project/questions/advisories';
import { locksFor, resolvedVersion } from '../project/questions/locks';
import { moduleFile } from '../project/questions/modules';
import type { Workspace } from '../project/workspace';
import { declaredLicences } from '../readers/locks/licences';
import { lockNameOf } from '../readers/locks/index';
import { datedOf } from '../rules/requirements/advisories/wording';
import { code, escaped } from './hover-text';

/** What is known to be wrong with the version that is pinned, or locked; without a database that nothing was checked. */
async function vulnerabilityLine(
  name: string,
  pinned: string | null,
  workspace: Workspace,
  path: string,
): Promise<string> {
  const state = await workspace.answer(advisoryState, advisoryState.key(path));
  if (state === null || state === 'broken') return 'Known vulnerabilities: not checked, no advisory database';
  const version = pinned ?? (await workspace.answer(resolvedVersion, resolvedVersion.key(path, name)))?.version ?? null;
  if (version === null) return 'Known vulnerabilities: not checked, no version is known';
  const { vulnerabilities } = await workspace.answer(advisories, advisories.key(path, name, version));
  const dated = escaped(datedOf(state));
  return vulnerabilities.length === 0
    ? `No known vulnerability in ${code(version)} (${dated})`
    : `${vulnerabilities.length} known ${vulnerabilities.length === 1 ? 'vulnerability' : 'vulnerabilities'} in ${code(version)}: ${escaped(
        vulnerabilities
          .slice(0, 8)
          .map(({ ids }) => ids[0]!)
          .join(', '),
      )} (${dated})`;
}

/** What is known of a requirement, line by line. */
export async function packageLines(requirement: Requirement, workspace: Workspace, path: string): Promise<string[]> {
  const name = requirement.normalizedName!;
  const lines = [`**${escaped(name)}** — Python package`];
  const pin = requirement.specifiers.find(
    ({ operator, version }) => (operator === '==' && !version.endsWith('.*')) || operator === '===',
  );
  if (requirement.reference)
    lines.push(
      `Taken from ${requirement.reference.kind === 'vcs' ? 'version control' : `a ${requirement.reference.kind}`}${requirement.reference.revision ? ` at ${code(requirement.reference.revision)}` : ''}`,
    );
  else
    lines.push(
      pin
        ? `Pinned to ${code(pin.version)}`
        : requirement.specifiers.length > 0
          ? 'Not pinned: a range of versions fits'
          : 'Not pinned: any version fits',
    );
  lines.push(...(await lockedLines(name, workspace, path)));
  if (!requirement.reference) lines.push(await vulnerabilityLine(name, pin?.version ?? null, workspace, path));
  if (requirement.hashes.length > 0)
    lines.push(`${requirement.hashes.length} hash${requirement.hashes.length === 1 ? '' : 'es'} here`);
  return lines;
}

/**
 * What is known of the package that a module comes from; nothing for modules of the project, of Python itself, and of packages that no
 * lock or environment has. Which package it is is told by its name, since locks do not say what a package holds.
 */
export async function importLines(module: string, workspace: Workspace, path: string): Promise<string[]> {
  const top = module.split('.')[0]!;
  const name = distributionOf(top);
  if (name === null || (await workspace.answer(moduleFile, moduleFile.key(path, top, directoryOf(path)))) !== null)
    return [];
  const locked = await lockedLines(name, workspace, path);
  return locked.length === 0
    ? []
    : [
        `**${escaped(name)}** — Python package${top === name ? '' : ` of the module ${code(top)}`}`,
        ...locked,
        await vulnerabilityLine(name, null, workspace, path),
      ];
}

/** Versions of a package in the locks and environments that hold here, and its licence where one says it. */
async function lockedLines(name: string, workspace: Workspace, path: string): Promise<string[]> {
  const lines: string[] = [];
  let licence: string | undefined;
  for (const lock of (await locksFor(path, workspace)).slice(0, 4)) {
    const locked = lock.packages.find((candidate) => candidate.name === name);
    // As it is written: nobody decides by it here.
    if (locked?.metadata) licence ??= declaredLicences(locked.metadata, asWritten).join(', ') || undefined;
    if (locked?.version)
      lines.push(
        `${code(locked.version)} in ${escaped(lock.kind === 'environment' ? lockNameOf(lock) : lock.path)}${locked.hashes.length > 0 ? `, ${locked.hashes.length} hash${locked.hashes.length === 1 ? '' : 'es'}` : ''}`,
      );
  }
  return licence === undefined ? lines : [...lines, `Licence: ${escaped(licence)}`];
}

/** An expression of PEP 639 has no line ends; what is longer is a licence's text. */
const asWritten = (text: string): string | null => (/^[\w.+() -]{1,64}$/.test(text) ? text : null);
