import type { Requirement } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { INSTALLING } from '../../analysis/commands/install-commands';
import { distributionOf, misusedName, type MisusedName } from '../../analysis/names/import-names';
import { shortened } from '../../analysis/secrets/shortened';
import { isOneEdit } from '../../project/names/resemblance';
import { listedName } from '../../project/questions/listed-names';
import { ownProject } from '../../project/questions/own-project';
import { renameFix } from './names/rename';
import { indexedName, projectWithout, unlistedName } from './names/unlisted';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'wrong-package-for-import',
  severity: 'warning',
  category: 'requirements',
  title: 'Wrong package for an import',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0011.001'],
  docs: {
    what: 'A requirement or install command names a package by the name of a module that comes from another package: `pip install cv2` (opencv-python), `sklearn` (scikit-learn), `faiss` (faiss-cpu), `pytorch` (torch). PyPI has nothing under that name, a placeholder, or another project, as far as lists of November 2026 say. Reported is also a package that is not among the 15,000 most downloaded, and differs by one letter from a module that the project imports and that comes from a package that is. Packages of conda (where `pytorch` is right), and what comes from a repository, a URL or a folder, are not reported.',
    why: 'The install fails, installs something else, or runs the code of whoever registers the name next. `faiss`, `hydra` and `clip` on PyPI are not what their names stand for in machine learning.',
    fix: 'Name the package that the module comes from. The quick fix writes its name and drops the version and hashes, which belong to the other package; there is none where the project is on no index (`apex`, `clip`, `detectron2`: install those from their repositories, at a commit). It is never applied automatically, because it installs something else.',
    references: [
      'https://packaging.python.org/en/latest/discussions/distribution-package-vs-import-package/',
      'https://github.com/hugovk/top-pypi-packages',
    ],
  },
  listen: { requirements: { check }, reads: INSTALLING },
});

function check(requirement: Requirement, context: RequirementsContext): void {
  const name = indexedName(requirement, context);
  if (name === null || context.project.ask(ownProject)?.distributions.includes(name)) return;
  const misused = misusedName(name);
  if (misused !== null) reportMisused(requirement, misused, context);
  else reportNeighbour(requirement, context);
}

function reportMisused(requirement: Requirement, misused: MisusedName, context: RequirementsContext): void {
  const { distribution, holding } = misused;
  const name = shortened(requirement.name!, 30);
  const instead = distribution === null ? 'install it from its repository' : `install ${distribution}`;
  const range = requirementRange(requirement, context.facts);
  context.report({
    range,
    message: `${name} on PyPI is ${HELD[holding]}: ${instead}.`,
    detail: WHY[holding],
    fixes: distribution === null ? [] : renameFix(requirement, distribution, context),
    absorbs: ABSORBED,
    // Extras and groups of one manifest repeat a name.
    thing: { name: `misused ${requirement.normalizedName}`, at: range, here: 'It is named here, too.', weight: 1 },
  });
}

const HELD = {
  nothing: 'no package',
  placeholder: 'a placeholder or abandoned',
  another: 'another project',
} as const;

const WHY = {
  nothing: 'Nothing is published under that name, so that whoever registers it has it installed',
  placeholder: 'What is published under that name is not what the module comes from',
  another: 'What is published under that name has nothing to do with the module',
} as const;

const ABSORBED = ['imitated-package', 'unknown-package', 'unpinned-requirement'];

/** The project imports a neighbour of what it installs. */
function reportNeighbour(requirement: Requirement, context: RequirementsContext): void {
  const unlisted = unlistedName(requirement, context);
  if (unlisted === null || unlisted.name.length < 5 || !unlisted.hasNeighbour) return;
  const names = projectWithout(unlisted, context);
  if (names === null) return;
  const { imported, modules } = names;
  const own = (module: string): boolean => modules.includes(module.toLowerCase().replace(/_/g, '-'));
  if (imported.some((module) => distributionOf(module) === unlisted.name)) return;
  for (const module of imported) {
    const meant = distributionOf(module);
    if (meant === null || own(module) || !isOneEdit(meant, unlisted.name)) continue;
    if (context.project.ask(listedName, meant)?.rank == null) continue;
    context.report({
      range: requirementRange(requirement, context.facts),
      message: `${shortened(requirement.name!, 40)} is not what the code imports: that is ${shortened(meant, 40)}.`,
      detail: `The project imports ${shortened(module, 40)} and nothing of this name, which is not among the 15,000 most downloaded packages of PyPI (${unlisted.asOf})`,
      fixes: renameFix(requirement, meant, context),
      absorbs: ABSORBED,
    });
    return;
  }
}
