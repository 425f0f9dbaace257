import { compare, valid } from '@renovatebot/pep440';
import type { IndexedFile } from '../../core/package-index';
import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { isCompiledInto } from './advisories/compiled';
import { knownVersion } from './advisories/known-version';
import { upgradeFix } from './advisories/upgrade';
import { indexAnswer } from './indexes/asked-indexes';
import { releasesOf, sameRelease } from './indexes/releases';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'yanked-release',
  severity: 'warning',
  category: 'requirements',
  title: 'Yanked release',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A requirement is pinned to a release, or a lock file or environment next to it has one, that its publisher took back (PEP 592): every file of it is yanked. This is checked only by `touchstone scan --online`, which asks the index that the requirement is taken from, and tells it the name. Releases of which some files are left, ranges, and packages from a repository, a URL or a folder are not reported.',
    why: 'A release is yanked because it is broken, was published by mistake, or has a vulnerability. Installers skip it everywhere else, but still install it where it is pinned, so that only those who pinned it keep it.',
    fix: 'Read the reason in the message, and pin another release. The quick fix takes the next later one that is not yanked and drops the hashes of the old version; it is never applied automatically, because another version may behave differently. Where a lock file decides, upgrade there.',
    references: ['https://peps.python.org/pep-0592/', 'https://docs.pypi.org/project-management/yanking/'],
  },
  listen: { requirements: { check } },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const answer = indexAnswer(requirement, context);
  const known = answer?.project && knownVersion(requirement, context);
  if (!answer?.project || !known || valid(known.version) === null || isCompiledInto(known, context.facts)) return;
  const { files } = answer.project;
  const own = files.filter((file) => file.version !== null && sameRelease(file.version, known.version));
  if (own.length === 0 || own.some(({ yanked }) => yanked === null)) return;
  const reason = own.map(({ yanked }) => yanked!.trim()).find((text) => text !== '') ?? '';
  const next = nextRelease(files, known.version);
  context.report({
    range: requirementRange(requirement, context.facts),
    message: `${shortened(requirement.name!, 30)} ${shortened(known.version, 20)} was yanked${reason === '' ? '' : `: ${shortened(reason.replace(/\.$/, ''), 60)}`}.`,
    detail: `${answer.source} says so; ${next === null ? 'no later release is there' : `the next one is ${next}`}${known.lock === null ? '' : `; the version is that of ${known.lock}`}`,
    fixes: next === null || known.lock !== null ? [] : upgradeFix(requirement, next, context),
    absorbs: ['deprecated-package', 'archived-package'],
  });
}

/** The first later release that is not taken back, and final unless the one that is there is a pre-release too. */
function nextRelease(files: readonly IndexedFile[], version: string): string | null {
  const later = releasesOf(files, version).filter((release) => compare(release, version) > 0);
  return later.sort((a, b) => compare(a, b))[0] ?? null;
}
