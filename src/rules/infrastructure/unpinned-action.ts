import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { shortened } from '../../analysis/secrets/shortened';
import { ownProject } from '../../project/questions/own-project';
import type { SourceLeaf } from '../../core/tree';

/** Owners whose actions come with the service itself. */
const FIRST_PARTY =
  /^(?:actions|github|docker|pypa|astral-sh|aws-actions|google-github-actions|azure|databricks|huggingface|pytorch|nvidia|anaconda|conda-incubator)$/i;
const BRANCH = /^(?:main|master|dev|develop|trunk|latest|nightly|HEAD)$/;

export default defineRule({
  id: 'unpinned-action',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Third-party action at a state that moves',
  cwe: 829,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0109'],
  docs: {
    what: 'A step or job of a GitHub workflow uses an action of another party by a branch or `latest` (a warning) or by a tag (information where the workflow reads secrets). Also what a pipeline of GitLab includes: by address without `integrity` (a warning), from another project without `ref`, or as a component at `~latest` or a branch (information). Actions by commit, actions in `[infrastructure] trusted-actions`, of the same repository or owner, of GitHub itself and of the makers of common tools are not reported.',
    why: 'A branch or tag is what its owner, or whoever takes their account, last made it. In March 2025 the tags of tj-actions/changed-files were moved to code that printed the secrets of 23,000 repositories (CVE-2025-30066).',
    fix: 'Use the full commit with the version as a comment: `uses: owner/action@<40 hex digits> # v4.2.1`. Dependabot and Renovate keep both up to date.',
    references: ['https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline, text }: InfrastructureFacts, context: Context): void {
  for (const { how, leaf, pinned } of pipeline?.includes ?? []) {
    if (pinned) continue;
    const isRemote = how === 'remote';
    context.report({
      range: leaf.range,
      severity: isRemote ? 'warning' : 'info',
      message: isRemote
        ? 'Whoever keeps this address can change what runs here at any time.'
        : 'No version is named: what is newest there runs here.',
    });
  }
  if (pipeline?.service !== 'github') return;
  const hasSecrets = /\$\{\{[^}\n]{0,200}\bsecrets\./.test(text);
  for (const { uses, steps } of pipeline.jobs)
    for (const used of [uses, ...steps.map((step) => step.uses)]) if (used) judge(used, hasSecrets, context);
}

function judge({ text, range }: SourceLeaf, hasSecrets: boolean, context: Context): void {
  const [, owner, name, reference] = /^([\w.-]+)\/([\w./-]+)@(\S+)$/.exec(text ?? '') ?? [];
  if (owner === undefined || name === undefined || reference === undefined || /^[0-9a-f]{40}$/.test(reference)) return;
  if (isOwn(owner, context) || isTrusted(owner, name, context)) return;
  const isBranch = BRANCH.test(reference);
  if (FIRST_PARTY.test(owner) || (!isBranch && !hasSecrets)) return;
  context.report({
    range,
    severity: isBranch ? 'warning' : 'info',
    message: isBranch
      ? `${shortened(owner)} can change what runs here at any time: ${shortened(reference)} moves.`
      : `A tag that ${shortened(owner)} can move runs here beside secrets.`,
  });
}

/** Owners, or actions with what lies below them, that the policy names. */
const isTrusted = (owner: string, name: string, { policy }: Context): boolean =>
  policy.trustedActions.some((trusted) => {
    const [wanted, ...rest] = trusted.toLowerCase().split('/');
    const path = rest.join('/');
    const action = name.toLowerCase();
    return wanted === owner.toLowerCase() && (path === '' || action === path || action.startsWith(`${path}/`));
  });

/** What the same people keep is no stranger's. */
const isOwn = (owner: string, { project }: Context): boolean =>
  project.ask(ownProject)?.owners.includes(owner.toLowerCase()) === true;
