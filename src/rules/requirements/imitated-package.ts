import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { shortened } from '../../analysis/secrets/shortened';
import { renameFix } from './names/rename';
import { projectWithout, unlistedName } from './names/unlisted';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'imitated-package',
  severity: 'warning',
  category: 'requirements',
  title: 'Imitated package name',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0011.001'],
  docs: {
    what: "A requirement or install command names a package that looks like one of the 2,000 most downloaded of PyPI (one letter more, less, different or swapped, separators left out, or signs that look alike, such as `0` and `o`) and is itself not among the 15,000 most downloaded, by a ranking of June 2026 that is part of Touchstone. Popular names that are near one another (`ppft` and `peft`, `scapy` and `scipy`) are therefore not reported, nor are names of fewer than five letters, those of fewer than eight that differ in the first one, names that differ only by a number at the end, the project's own packages, what a resolver brought for another package (`# via NAME` of a compiled file), packages of conda, and what comes from a repository, a URL or a folder. Where a lock file or environment has the package it is information: someone has installed it.",
    why: 'A typing error in a package name is enough: attackers register names next to popular ones, and installing a package runs its code. `tokenziers` stands in published notebooks.',
    fix: 'Correct the name. If you mean this package, look at who publishes it, then suppress the finding with that reason. The quick fix writes the name of the popular package and drops the version and hashes, which belong to the other one. It is never applied automatically, because only you know which package was meant.',
    references: [
      'https://github.com/hugovk/top-pypi-packages',
      'https://peps.python.org/pep-0503/#normalized-names',
      'https://docs.pypi.org/project-management/name-retention/',
    ],
  },
  listen: { requirements: { check }, reads: INSTALLING },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const { facts } = context;
  const unlisted = unlistedName(requirement, context);
  if (unlisted === null || unlisted.resembles === null || GENUINE.has(unlisted.name)) return;
  if (projectWithout(unlisted, context) === null) return;
  const { resembles, isLocked, asOf } = unlisted;
  context.report({
    range: requirementRange(requirement, facts),
    severity: isLocked ? 'info' : 'warning',
    message: `${shortened(requirement.name!, 40)} looks like ${resembles}, but is another package.`,
    detail: `${resembles} is among the 2,000 most downloaded packages of PyPI, and this name not among 15,000 (${asOf})`,
    fixes: renameFix(requirement, resembles, context),
    absorbs: ['unknown-package', ...(isLocked ? [] : ['unpinned-requirement'])],
  });
}

/** Packages that are what they say, however near their names are to others; and names of conda that people hand to pip. Known in November 2026. */
const GENUINE: ReadonlySet<string> = new Set(['cudatoolkit', 'ktransformers']);
