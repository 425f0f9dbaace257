import { shortened } from '../../analysis/secrets/shortened';
import type { LockFacts, RequirementsFacts } from '../../core/requirement-facts';
import { defineRule, type RequirementsContext } from '../../core/rule';
import { directoryOf } from '../../project/paths';
import { fileText } from '../../project/questions/file-text';
import { ownProject } from '../../project/questions/own-project';
import { locksNear } from '../../project/questions/locks';
import { lockNameOf } from '../../readers/locks/index';
import { cutoffDisagreement } from './pinning/lock-cutoff';
import { disagreementOf } from './pinning/lock-disagreement';
import { requirementRange } from './pinning/pinning';

export default defineRule({
  id: 'lock-out-of-date',
  severity: 'warning',
  category: 'requirements',
  title: 'Lock file out of date',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A manifest requires a package that its lock file lacks, or a version that the locked one does not satisfy, or `exclude-newer` of uv is not what `uv.lock` was made with. Compared are `pyproject.toml` with the `uv.lock`, `poetry.lock` or `pdm.lock` next to it, a script with its own lock, `Pipfile` with `Pipfile.lock`, `pixi.toml` with `pixi.lock`, and `requirements.in` with the `requirements.txt` compiled from it. Not compared, because they may be missing for a reason: requirements with a marker, from a folder, a repository or a URL, or overridden by the project; workspace members; folders with locks of several tools.',
    why: 'The manifest was changed and not locked again. An install that insists on the lock (`uv sync --locked`, `poetry install`, `pipenv install --deploy`) fails; any other resolves again, so everyone gets different versions that nobody reviewed and no hash protects.',
    fix: 'Lock again, review the changes, and commit both files: `uv lock` (a script: `uv lock --script FILE`), `poetry lock`, `pdm lock`, `pipenv lock`, `pixi lock`, `pip-compile requirements.in` or `uv pip compile requirements.in -o requirements.txt`. There is no quick fix: only the tool can resolve versions. In CI, `uv lock --check`, `poetry check --lock`, `pdm lock --check` or `pipenv verify` keeps the two in step.',
    references: [
      'https://docs.astral.sh/uv/concepts/projects/sync/#checking-the-lockfile',
      'https://python-poetry.org/docs/cli/#lock',
      'https://pip-tools.readthedocs.io/en/stable/',
    ],
  },
  listen: { documents: { requirements: { check } } },
});

function check(facts: RequirementsFacts, context: RequirementsContext): void {
  if (facts.form === 'command') return;
  const locks = context.project.ask(locksNear);
  reportCutoff(facts, locks, context);
  const own = context.project.ask(ownProject)?.distributions ?? [];
  for (const entry of facts.entries) {
    if (entry.kind !== 'requirement' || own.includes(entry.normalizedName ?? '')) continue;
    const found = disagreementOf(entry, facts, locks);
    if (found === null) continue;
    const name = shortened(entry.name ?? '', 24);
    const lock = shortened(lockNameOf(found.lock), 24);
    const [version] = found.versions;
    const range = requirementRange(entry, facts);
    context.report({
      range,
      message:
        version === undefined
          ? `${name} is not in ${lock}: the lock is out of date.`
          : `${lock} has ${name} ${shortened(version, 16)}, which is not allowed here.`,
      related: [{ path: found.lock.path, range: { start: 0, end: 0 }, message: 'The lock that was made from this.' }],
      // One lock is locked again once, however much it lacks.
      thing: { name: found.lock.path, at: range, here: hereOf(name, version), weight: 1 },
    });
  }
}

function reportCutoff(
  facts: RequirementsFacts,
  locks: readonly LockFacts[] | undefined,
  context: RequirementsContext,
): void {
  const found = cutoffDisagreement(facts, locks);
  // Where there is a uv.toml, uv does not look at the table of the manifest beside it.
  const settings = `${directoryOf(facts.path)}uv.toml`;
  if (found === null || (facts.path !== settings && context.project.ask(fileText, settings) !== null)) return;
  const { option, lock } = found;
  const range = option.valueRange ?? option.range;
  context.report({
    range,
    message: 'uv.lock was not made with this cut-off: uv resolves all of it anew.',
    related: [{ path: lock.path, range: { start: 0, end: 0 }, message: 'The lock that was made from this.' }],
    thing: { name: lock.path, at: range, here: 'The lock was made with another cut-off, too.', weight: 1 },
  });
}

const hereOf = (name: string, version: string | undefined): string =>
  version === undefined
    ? `${name} is not in the lock, either.`
    : `The lock has ${name} ${shortened(version, 16)}, which is not allowed here.`;
