import type { RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { locksNear } from '../../project/questions/locks';
import { ownProject } from '../../project/questions/own-project';
import { broughtBy, installedEntries, type BroughtPackage } from './approval/brought-packages';
import { isAllowed, licenceIn } from './approval/licences';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'unapproved-licence',
  severity: 'warning',
  category: 'requirements',
  title: 'Licence that is not allowed',
  cwe: 1357,
  owasp: 'ML06:2023',
  docs: {
    what: 'A requirement, or a package that it needs, has a licence that is not in `allowed-licences` of `touchstone.toml`. The licence is read from the metadata of the installed environment (`License-Expression`, else what `License` or the classifiers name); of `A OR B` one has to be allowed, of `A AND B` both. Packages of which no licence is known are named in one piece of information for each file. Nothing is reported while that list is empty.',
    why: 'A copyleft or a proprietary licence in a model server or in a product that is shipped binds whoever ships it. It is found late when nobody looks, and then the package is hard to replace.',
    fix: 'Replace the package, or have the licence checked and add its SPDX identifier to `allowed-licences`. There is no quick fix: whether a licence fits is a decision of people.',
    references: [
      'https://packaging.python.org/en/latest/specifications/core-metadata/#license-expression',
      'https://spdx.org/licenses/',
    ],
  },
  listen: { documents: { requirements: { check } } },
});

/** Names that are listed. */
const MOST_NAMES = 8;

function check(facts: RequirementsFacts, context: RequirementsContext): void {
  const { allowedLicences } = context.policy;
  const [first] = installedEntries(facts);
  if (allowedLicences.length === 0 || first === undefined || facts.form === 'command') return;
  const own = context.project.ask(ownProject)?.distributions ?? [];
  const brought = licensed(broughtBy(facts, context.project.ask(locksNear) ?? [])).filter(
    ({ package: { name } }) => !own.includes(name),
  );
  const unknown: string[] = [];
  for (const { by, package: locked, isDirect } of brought) {
    const licence = licenceIn(locked.metadata);
    const allowed = licence === undefined ? null : isAllowed(licence, allowedLicences);
    if (allowed === null) unknown.push(locked.name);
    if (allowed !== false) continue;
    const name = shortened(locked.name, 30);
    context.report({
      range: requirementRange(by, facts),
      message: isDirect
        ? `${name} has a licence that is not allowed (${shortened(licence!, 30)}).`
        : `${shortened(by.name ?? '', 24)} brings in ${name}, whose licence is not allowed (${shortened(licence!, 24)}).`,
      detail: '`allowed-licences` in touchstone.toml lists those that are',
    });
  }
  const missing = installedEntries(facts).flatMap(({ normalizedName }) =>
    normalizedName === null ||
    own.includes(normalizedName) ||
    brought.some((each) => each.package.name === normalizedName)
      ? []
      : [normalizedName],
  );
  const names = [...new Set([...unknown, ...missing])].sort();
  if (names.length === 0) return;
  const shown = names.slice(0, MOST_NAMES).map((name) => shortened(name, 30));
  context.report({
    range: requirementRange(first, facts),
    severity: 'info',
    message:
      names.length === 1
        ? 'The licence of 1 package is not known here.'
        : `The licences of ${names.length} packages are not known here.`,
    detail: `Not installed, or without a licence in their metadata: ${shown.join(', ')}${names.length > MOST_NAMES ? ', …' : ''}`,
  });
}

/** Each package once, from the lock that knows its licence. */
function licensed(brought: readonly BroughtPackage[]): readonly BroughtPackage[] {
  const byName = new Map<string, BroughtPackage>();
  for (const each of brought) {
    const held = byName.get(each.package.name);
    if (held === undefined || (!isKnown(held) && isKnown(each))) byName.set(each.package.name, each);
  }
  return [...byName.values()];
}

const isKnown = (brought: BroughtPackage): boolean => licenceIn(brought.package.metadata) !== undefined;
