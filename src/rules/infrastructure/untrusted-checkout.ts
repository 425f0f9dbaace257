import { privilegedTrigger } from '../../analysis/infrastructure/workflow-expressions';
import type { InfrastructureFacts, JobFact, StepFact } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import type { SourceLeaf } from '../../core/tree';

/** References to the state that somebody proposes. */
const PROPOSED =
  /github\.event\.pull_request\.head\.(?:sha|ref)|github\.head_ref|refs\/pull\/|github\.event\.workflow_run\.head_(?:sha|branch)|github\.event\.pull_request\.(?:number|merge_commit_sha)|github\.event\.issue\.number/;
/** Commands of `gh` and git that fetch it. */
const CHECKS_OUT = /\bgh\s+pr\s+checkout\b|\bgit\s+(?:checkout|fetch)\b[^\n]*\bpull\//;
/** Steps that only read what is there. */
const HARMLESS =
  /^actions\/(?:checkout|github-script|labeler|stale|first-interaction|upload-artifact|download-artifact|add-to-project)@/;

export default defineRule({
  id: 'untrusted-checkout',
  severity: 'error',
  category: 'infrastructure',
  title: 'Code of a stranger in a workflow with rights',
  cwe: 829,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001'],
  docs: {
    what: 'A workflow that runs with the secrets of the repository for strangers (`pull_request_target`, `issue_comment`, `workflow_run`) checks out the head of a pull request and then runs a command or an action. Where a label, an environment or the author’s association stands before it, it is a warning. A checkout that nothing follows, or only steps that read (`actions/labeler`), is not reported.',
    why: '`pip install .`, `pytest`, `make` and pre-commit run what the checked-out code says. Whoever opens a pull request thereby reads the secrets, and writes to the repository or its caches.',
    fix: 'Use two workflows: `pull_request` builds and tests without secrets and hands over an artifact; `workflow_run` takes the artifact as data. Or check out the base and only read the difference.',
    references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline }: InfrastructureFacts, context: Context): void {
  const trigger = pipeline?.service === 'github' ? privilegedTrigger(pipeline) : null;
  if (pipeline === null || trigger === null) return;
  for (const job of pipeline.jobs) {
    const at = job.steps.findIndex(isProposed);
    const after = at < 0 ? undefined : job.steps.slice(at).find((step, index) => runsCode(step, index === 0));
    if (after === undefined) continue;
    const { reference, range } = checkoutIn(job.steps[at]!)!;
    context.report({
      range: reference?.range ?? range,
      severity: isGuarded(job) ? 'warning' : 'error',
      message: `On ${trigger}, code of strangers is checked out here and run with secrets.`,
      related: [{ range: after.run?.range ?? after.uses?.range ?? after.range, message: 'This runs it.' }],
    });
  }
}

/** The checkout of a step, with what says which state is meant. */
function checkoutIn({
  uses,
  inputs,
  run,
  range,
}: StepFact): { readonly reference: SourceLeaf | null; readonly range: StepFact['range'] } | null {
  if (/^actions\/checkout@/.test(uses?.text ?? '')) {
    const reference = inputs.find(
      ({ name, value }) => /^(?:ref|repository)$/.test(name) && PROPOSED.test(written(value)),
    );
    return reference ? { reference: reference.value, range } : null;
  }
  const script = run === null ? '' : written(run);
  return run && CHECKS_OUT.test(script) ? { reference: run, range } : null;
}

const isProposed = (step: StepFact): boolean => checkoutIn(step) !== null;

const written = (leaf: SourceLeaf): string => leaf.text ?? leaf.words?.text.text ?? '';

/** A script that fetches it may go on to run it. */
const runsCode = ({ run, uses }: StepFact, isCheckout: boolean): boolean =>
  run !== null
    ? !isCheckout || /\n\s*(?:pip|python|make|npm|bash|sh|pytest|uv|\.\/)\b/.test(written(run))
    : !isCheckout && uses !== null && !HARMLESS.test(uses.text ?? '');

const isGuarded = ({ environment, condition, steps }: JobFact): boolean =>
  environment ||
  [condition, ...steps.map((step) => step.condition)].some((each) =>
    /label|author_association|(?:actor|sender|user\.login)\b|permission|head\.repo\.full_name\s*==\s*github\.repository|head\.repo\.fork/i.test(
      each,
    ),
  );
