import type { AdvisoryAnswer, AdvisoryState } from '../core/advisory';
import type { DependencyReport, ReportedDependency, ReportedVulnerability, Unchecked } from '../core/dependency-report';
import type { Note } from '../core/finding';
import { redacted } from '../analysis/secrets/redaction';
import { advisories, advisoryState } from '../project/questions/advisories';
import type { Workspace } from '../project/workspace';
import { normalizeName } from '../readers/requirements/requirements';
import type { Engine } from '../scan/engine';
import { collectInventory, type CollectOptions } from './collect';
import type { Component, Inventory } from './inventory';

/** Packages that are asked about at once. */
const AT_ONCE = 32;

/** What a project depends on, by its manifests, locks and environment, and what is known to be wrong with it. Asks no network. Never rejects for bad input. */
export async function reportDependencies(
  engine: Engine,
  workspace: Workspace,
  paths: readonly string[],
  options: CollectOptions,
): Promise<DependencyReport> {
  const { inventory, notes } = await collectInventory(engine, workspace, paths, options);
  const answer = await workspace.answer(advisoryState, advisoryState.key(''));
  const state = answer === 'broken' ? null : answer;
  const packages = inventory.components.filter(({ kind }) => kind === 'package');
  const needed = neededBy(inventory);
  const dependencies: ReportedDependency[] = [];
  for (let at = 0; at < packages.length && !options.signal?.aborted; at += AT_ONCE)
    dependencies.push(
      ...(await Promise.all(
        packages
          .slice(at, at + AT_ONCE)
          .map((component) => described(component, needed.get(component.ref) ?? [], state, workspace)),
      )),
    );
  dependencies.sort((a, b) => compare(a.name, b.name) || compare(a.version ?? '', b.version ?? ''));
  return {
    version: 1,
    project: shown(inventory.root.name),
    advisories: state && { asOf: state.asOf, records: state.records, old: state.old },
    dependencies,
    notes: distinct([
      ...notes,
      ...inventory.incomplete,
      ...(answer === 'broken'
        ? [{ path: '', message: 'the advisory database cannot be read, so nothing was checked' }]
        : []),
    ]),
    summary: summaryOf(dependencies),
  };
}

async function described(
  component: Component,
  requiredBy: readonly string[],
  state: AdvisoryState | null,
  workspace: Workspace,
): Promise<ReportedDependency> {
  const { name, version, links, files, hashes } = component;
  const origin = originOf(component);
  const unchecked: Unchecked | null = !origin.isOfIndex
    ? 'not-from-an-index'
    : version === null
      ? 'no-version'
      : state === null
        ? 'no-database'
        : null;
  const known =
    unchecked === null ? await workspace.answer(advisories, advisories.key('', normalizeName(name), version!)) : null;
  return {
    name: shown(name),
    ecosystem: origin.ecosystem,
    version: version === null ? null : shown(version),
    resolvedBy: component.versionSource,
    unresolved: component.unresolved,
    direct: component.direct,
    scope: component.scope,
    requestedAs: component.requestedAs.map(shown),
    requiredAt: component.occurrences.map(({ path, cell, line, column }) => ({
      path: shown(path),
      cell,
      line,
      column,
    })),
    requiredBy: requiredBy.map(shown),
    hashed: [hashes, ...links.map((link) => link.hashes), ...files.map((file) => file.hashes)].some(
      (digests) => digests.length > 0,
    ),
    licences: component.licences.map(shown),
    index: origin.host,
    vulnerabilities: known && told(known),
    unchecked,
    safeVersion: known?.safe ?? null,
  };
}

const told = ({ vulnerabilities }: AdvisoryAnswer): readonly ReportedVulnerability[] =>
  vulnerabilities.map(({ ids, level, score, malicious, fixed, summary }) => ({
    ids: ids.map(shown),
    level,
    score,
    malicious,
    fixed,
    summary: shown(summary),
  }));

interface Origin {
  readonly ecosystem: ReportedDependency['ecosystem'];
  readonly host: string | null;
  /** Whether advisories for PyPI speak of it. */
  readonly isOfIndex: boolean;
}

/** Where a package comes from, by its package URL. Source: purl-spec, qualifiers. */
function originOf({ purl, ref }: Component): Origin {
  const text = purl ?? ref;
  if (/^(?:pkg:|package:)conda\//u.test(text)) return { ecosystem: 'conda', host: 'conda', isOfIndex: false };
  const qualifier = (name: string): string | null => {
    const [, value] = new RegExp(`[?&]${name}=([^&#]{1,2000})`, 'u').exec(text) ?? [];
    return value === undefined
      ? null
      : (/^[a-z+]{1,12}:\/\/(?:[^/@]{0,400}@)?([^/?#:]{1,253})/iu.exec(decoded(value))?.[1] ?? null);
  };
  const elsewhere = qualifier('vcs_url') ?? qualifier('download_url');
  if (elsewhere !== null) return { ecosystem: 'pypi', host: shown(elsewhere), isOfIndex: false };
  if (purl === null && !/^package:pypi\//u.test(ref)) return { ecosystem: 'pypi', host: null, isOfIndex: false };
  return { ecosystem: 'pypi', host: shown(qualifier('repository_url') ?? 'pypi.org'), isOfIndex: true };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names of the packages that need each, by its ref. */
function neededBy({ relations, components, root }: Inventory): ReadonlyMap<string, readonly string[]> {
  const names = new Map(components.map(({ ref, name }) => [ref, name]));
  const needed = new Map<string, Set<string>>();
  for (const { kind, from, to } of relations) {
    const name = kind === 'depends-on' && from !== root.ref ? names.get(from) : undefined;
    if (name === undefined) continue;
    const known = needed.get(to);
    if (known === undefined) needed.set(to, new Set([name]));
    else known.add(name);
  }
  return new Map([...needed].map(([ref, all]) => [ref, [...all].sort(compare)]));
}

function summaryOf(all: readonly ReportedDependency[]): DependencyReport['summary'] {
  const count = (wanted: (each: ReportedDependency) => boolean): number => all.filter(wanted).length;
  return {
    packages: all.length,
    direct: count(({ direct }) => direct),
    vulnerable: count(({ vulnerabilities }) => vulnerabilities?.some(({ malicious }) => !malicious) === true),
    malicious: count(({ vulnerabilities }) => vulnerabilities?.some(({ malicious }) => malicious) === true),
    unchecked: count(({ vulnerabilities }) => vulnerabilities === null),
    unresolved: count(({ version }) => version === null),
    unhashed: count(({ hashed }) => !hashed),
    unlicensed: count(({ licences }) => licences.length === 0),
  };
}

const distinct = (notes: readonly Note[]): DependencyReport['notes'] => [
  ...new Map(
    notes.map(({ path, message }) => [`${path}\n${message}`, { path: shown(path), message: shown(message) }]),
  ).values(),
];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Text that may be shown, whoever wrote it. */
const shown = (text: string): string => redacted(text.slice(0, 500));
