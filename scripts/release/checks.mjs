// What must be true before something is released. Pure, so that test/scripts/release.test.ts can try it.

/** The heading of a version in CHANGELOG.md: `## 0.2.0 — 2026-12-01`; null when there is none. */
export function headingOf(changelog, version) {
  const heading = changelog
    .split(/\r?\n/)
    .filter((line) => line.startsWith('## '))
    .find((line) => line.slice(3).replace(/[[\]]/g, '').split(/\s/)[0] === version);
  return heading ?? null;
}

/**
 * Why this must not be released, each reason with what to do; empty when nothing speaks against it.
 * @param {{ version: string, locked: string, changelog: string, status: string }} state
 *   `locked`: the version in package-lock.json; `status`: what `git status --porcelain` prints
 */
export function refusals({ version, locked, changelog, status }) {
  const reasons = [];
  const changed = status.split('\n').filter(Boolean);
  if (changed.length > 0)
    reasons.push(
      `the tree is not clean, so nobody could build this again: commit or remove ${changed
        .map((line) => line.slice(3))
        .slice(0, 5)
        .join(', ')}${changed.length > 5 ? ` and ${changed.length - 5} more` : ''}`,
    );
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version))
    reasons.push(`${version} is no version of the form 1.2.3 (package.json)`);
  if (locked !== version)
    reasons.push(`package-lock.json is of version ${locked}: run npm install --package-lock-only`);
  if (headingOf(changelog, version) === null)
    reasons.push(`CHANGELOG.md does not have ${version}: add "## ${version} — <date>" with what is new`);
  return reasons;
}

/** What does not hinder a release, but has to be put right before it is published. */
export const warnings = ({ version, changelog }) =>
  /unreleased/i.test(headingOf(changelog, version) ?? '')
    ? [`CHANGELOG.md calls ${version} unreleased: put the date there, and commit, before you publish`]
    : [];
