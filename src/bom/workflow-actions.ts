import type { ConfigEntry } from '../core/config-facts';
import type { Component, Occurrence } from './inventory';
import { accountOf, componentOf } from './inventory';
import type { Named } from './images';
import { formatPurl } from './purl';

/** The actions and reusable workflows that a workflow or a composite action uses. Source: docs.github.com, Workflow syntax, `uses`. */
export const actionsOf = (entries: readonly ConfigEntry[]): readonly Named[] =>
  entries.flatMap(({ keys, key, value, valueRange }) => {
    const isStep = keys.length >= 3 && keys.at(-3) === 'steps';
    const isJob = keys.length === 3 && keys[0] === 'jobs';
    return key === 'uses' && (isStep || isJob) ? [{ text: value, range: valueRange }] : [];
  });

/** The component of an action; null for one of the project itself, an image, and what an expression decides. */
export function describeAction({ text }: Named, place: Omit<Occurrence, 'symbol'>): Component | null {
  const [, owner, name, subpath = null, revision] =
    /^([\w-]{1,100})\/([\w.-]{1,100})(?:\/([\w./-]{1,300}))?@([\w./-]{1,200})$/u.exec(text) ?? [];
  if (owner === undefined || name === undefined || revision === undefined) return null;
  const isCommit = /^[0-9a-f]{40}$/iu.test(revision);
  const version = isCommit ? revision.toLowerCase() : revision;
  const purl = formatPurl({ type: 'github', namespace: owner, name, version, subpath });
  return componentOf({
    ref: purl ?? `action:${text}`,
    kind: 'action',
    group: owner,
    name,
    version,
    versionSource: isCommit ? 'pinned' : null,
    unresolved: isCommit ? null : 'mutable-reference',
    purl,
    supplier: accountOf(owner),
    direct: true,
    scope: 'excluded',
    requestedAs: [`@${revision}`],
    links: [{ kind: 'vcs', url: `https://github.com/${owner}/${name}`, comment: null, hashes: [] }],
    occurrences: [{ ...place, symbol: null }],
  });
}
