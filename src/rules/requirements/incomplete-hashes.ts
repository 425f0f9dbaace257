import { fromSource, shortened } from '../../analysis/secrets/shortened';
import type { Fix } from '../../core/finding';
import type { LockFacts, Requirement, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { lockNameOf } from '../../readers/locks/index';
import { canHaveHash, hasHash, neededBy, planHashes } from './pinning/hashing';
import { requirementRange } from './pinning/pinning';
import { hashesOfLock, lockWithOtherHashes } from './pinning/foreign-hashes';
import { locksNear } from '../../project/questions/locks';

export default defineRule({
  id: 'incomplete-hashes',
  severity: 'warning',
  category: 'requirements',
  title: 'Incomplete hashes',
  cwe: 353,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: "A requirements file has hashes for only some requirements, or requires hashes although it contains a git or editable requirement, which cannot have one. Also reported: a pinned requirement whose hashes all differ from those that the project's lock has for that version.",
    why: "A single `--hash` makes pip check every requirement, so it refuses the whole file. The usual workaround, deleting the hashes, gives up protection against replaced packages. Hashes that differ from the lock's belong to another file: an outdated one, one from another index, or a replaced one.",
    fix: 'Give every requirement its hashes. The quick fix adds all missing hashes from the lock file at once, or nothing if one of them is unknown. Install git and editable requirements from a separate file.',
    references: ['https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode'],
  },
  listen: { documents: { requirements: { check } } },
});

/** Packages that are named in its detail. */
const MAX_NAMES = 10;
/** Lines named beside the finding. */
const MAX_RELATED = 20;

function check(facts: RequirementsFacts, context: RequirementsContext): void {
  if (facts.form !== 'file') return;
  const requirements = facts.entries.filter((entry): entry is Requirement => entry.kind === 'requirement');
  const required = facts.entries.some((entry) => entry.kind === 'option' && entry.name === '--require-hashes');
  if (!required && !requirements.some((requirement) => requirement.hashes.length > 0 && canHaveHash(requirement)))
    return;

  const impossible = requirements.filter((requirement) => !canHaveHash(requirement) && !requirement.dynamic);
  for (const requirement of impossible) {
    context.report({
      range: requirement.reference?.range ?? requirement.range,
      message: 'pip cannot hash-check a git, folder or editable requirement: it refuses this file.',
    });
  }
  for (const requirement of requirements) {
    const known = lockWithOtherHashes(requirement, facts, context.project.ask(locksNear));
    if (known === null) continue;
    context.report({
      range: requirement.hashes[0]!.range,
      message: `No hash of ${requirement.name} is one that ${lockNameOf(known.lock)} has for ${known.version}: one of the two is of another file.`,
      fixes: hashesOfLock(requirement, facts, known),
    });
  }
  const missing = requirements.filter(
    (requirement) => canHaveHash(requirement) && !hasHash(requirement) && !requirement.dynamic,
  );
  const [first, ...others] = missing;
  if (first === undefined) return;
  const message = `${missing.length} of ${requirements.length} requirements ${missing.length === 1 ? 'has' : 'have'} no hash: pip refuses to install this file.`;
  const added =
    impossible.length > 0 || facts.entries.some((entry) => entry.kind === 'invalid')
      ? null
      : addAll(facts, missing, context.project.ask(locksNear));
  const lines = added?.needed ?? [];
  context.report({
    range: requirementRange(first),
    message,
    related: others.slice(0, MAX_RELATED).map((requirement) => ({
      range: requirementRange(requirement),
      message: 'This requirement has no hash either.',
    })),
    ...(lines.length > 0 && {
      detail: `${lockNameOf(added!.lock)} says that pip wants lines with hashes for these too: ${lines.slice(0, MAX_NAMES).join(', ')}${lines.length > MAX_NAMES ? ', …' : ''}`,
    }),
    fixes: added?.fix ? [added.fix] : [],
  });
}

/** All hashes that are missing, or nothing when a single one is not known. */
function addAll(
  facts: RequirementsFacts,
  missing: readonly Requirement[],
  locks: readonly LockFacts[] | undefined,
): { readonly lock: LockFacts; readonly fix: Fix | null; readonly needed: readonly string[] } | null {
  const plan = planHashes(facts, missing, locks);
  if (plan === null || plan.lacking.length > 0) return null;
  const { lock, edits } = plan;
  const needed = neededBy(facts, lock).always.map((name) => shortened(name, 30));
  const title = fromSource('Add all missing hashes', lockNameOf(lock));
  return { lock, needed, fix: needed.length > 0 ? null : { title, safety: 'safe', edits } };
}
