import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { shortened } from '../../analysis/secrets/shortened';
import { indexAnswer } from './indexes/asked-indexes';
import { indexOptionsOf } from './indexes/index-options';
import { projectWithout, unlistedName } from './names/unlisted';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'unknown-package',
  severity: 'info',
  category: 'requirements',
  title: 'Unknown package',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'An install command (`pip install`, `%pip install`, `uv add`, a `RUN` line, a `subprocess` call) names a package that nothing here knows: no manifest, lock file or environment has it, it is no folder or module of the project, and it is not among the 15,000 most downloaded packages of PyPI, by a ranking of June 2026 that is part of Touchstone. That does not mean that the package does not exist, which is why this is a hint. With `--online` the index is asked instead: a name that it does not know, in an install command or a manifest, is reported as information, and one that it knows is not. Requirements in manifests, packages of conda, and what comes from a repository, a URL, a folder or another index than PyPI are not reported.',
    why: 'Language models invent package names: in 576,000 samples of code, 5 % (commercial models) to 22 % (open models) of the packages did not exist, and many names come back each time. An attacker registers such a name and waits. Installing a package runs its code.',
    fix: 'Look the package up before you install it: who publishes it, since when, and from which repository. Then write it into a requirements file or `pyproject.toml`, or lock it: what stands there is not reported. There is no quick fix, because only you know which package was meant.',
    references: [
      'https://arxiv.org/abs/2406.10279',
      'https://github.com/hugovk/top-pypi-packages',
      'https://docs.pypi.org/project_metadata/',
    ],
  },
  listen: { requirements: { check }, reads: INSTALLING },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const { facts } = context;
  // What a variable is filled in with is told where it is given.
  if (requirement.filled) return;
  const unlisted = unlistedName(requirement, context);
  if (unlisted === null || unlisted.isLocked) return;
  const answer = indexAnswer(requirement, context);
  if (answer !== null) {
    if (answer.project !== null || hasFoundLinks(context) || projectWithout(unlisted, context) === null) return;
    reportMissing(requirement, answer.source, context);
    return;
  }
  if (facts.form !== 'command' || isOfOtherIndex(requirement, context)) return;
  if (projectWithout(unlisted, context)?.declared.includes(unlisted.name) !== false) return;
  context.report({
    range: requirementRange(requirement, facts),
    severity: 'hint',
    message: `${shortened(requirement.name!, 40)} is in no manifest, lock or environment, and not widely used.`,
    detail: `It is not among the 15,000 most downloaded packages of PyPI (${unlisted.asOf}), which does not mean that it does not exist: look it up before you install it, and write it into a manifest`,
  });
}

/** What lies on a page of links is on no index. */
const hasFoundLinks = ({ facts }: RequirementsContext): boolean =>
  facts.entries.some((entry) => entry.kind === 'option' && entry.name === '--find-links');

/** The index that the requirement is taken from was asked. */
const reportMissing = (requirement: Requirement, source: string, context: RequirementsContext): void =>
  context.report({
    range: requirementRange(requirement, context.facts),
    severity: 'info',
    message: `${shortened(requirement.name!, 40)} does not exist on ${shortened(source, 60)}.`,
    detail: 'Installing it fails, until somebody registers the name: then it runs their code',
    absorbs: ['unpinned-requirement'],
  });

/** Names of another index are its own. */
const isOfOtherIndex = ({ source }: Requirement, { facts }: RequirementsContext): boolean => {
  const { main, closed } = indexOptionsOf(facts);
  const others = facts.entries.some(
    (entry) => entry.kind === 'option' && /^--(?:extra-index-url|index|find-links|explicit-index)$/.test(entry.name),
  );
  return closed || others || source?.index != null || (main !== null && !/^https:\/\/pypi\.org\//i.test(main));
};
