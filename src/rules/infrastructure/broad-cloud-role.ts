import type { GrantFact, InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import type { SourceLeaf } from '../../core/tree';

/** Services in which every action on every resource is the run of the account or of its data. */
const WEIGHTY =
  /^(?:iam|sts|s3|ec2|sagemaker|lambda|kms|secretsmanager|organizations|ecr|dynamodb|ssm|eks|batch|glue|bedrock):\*$/i;
const ADMINISTRATOR = /(?:^|\/)(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/;

export default defineRule({
  id: 'broad-cloud-role',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Cloud role that may do nearly everything',
  cwe: 732,
  docs: {
    what: 'A policy of AWS allows `*` on `*`, every action of a weighty service (`s3:*`, `iam:*`, `sagemaker:*`) on `*`, or `iam:PassRole` on `*`; a resource of CloudFormation or Terraform attaches `AdministratorAccess`, `IAMFullAccess` or `PowerUserAccess`, or gives `roles/owner` or `roles/editor` in Google Cloud. `AmazonSageMakerFullAccess` and `AmazonS3FullAccess` are information. `Resource: "*"` with actions that only list or describe is not reported, nor is what has a condition.',
    why: 'Training code runs packages and models of strangers with this role. With it, they read every bucket, start instances and give themselves more rights.',
    fix: 'List the actions and the ARNs of the buckets and repositories that the job uses; restrict `iam:PassRole` to the one role with a condition on `iam:PassedToService`.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  for (const grant of facts.grants)
    if (grant.system === 'aws' && grant.kind === 'policy') checkStatement(grant, context);
  for (const { type, path, value, range } of facts.settings) {
    const isRole = /(?:ManagedPolicyArns|policy_arns?|managed_policy_arns)$/.test(path);
    if (isRole && ADMINISTRATOR.test(value))
      context.report({ range, message: `With ${lastPart(value)}, code with this role may do nearly everything.` });
    else if (isRole && /\/Amazon(?:SageMaker|S3)FullAccess$/.test(value))
      context.report({ range, severity: 'info', message: `${lastPart(value)} reaches far more than one job needs.` });
    else if (
      /^google_\w+_iam_(?:member|binding)$/.test(type) &&
      path === 'role' &&
      /^roles\/(?:owner|editor)$/.test(value)
    )
      context.report({ range, message: `With ${value}, code with this account may do nearly everything.` });
  }
}

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

function checkStatement(grant: GrantFact, context: Context): void {
  if (grant.conditions !== null || !grant.resources.some(({ text }) => text === '*')) return;
  const action = grant.actions.find(isWeighty);
  if (action === undefined) return;
  context.report({ range: action.range, message: messageOf(action.text!) });
}

const isWeighty = ({ text }: SourceLeaf): boolean =>
  text === '*' || text === '*:*' || WEIGHTY.test(text ?? '') || /^iam:PassRole$/i.test(text ?? '');

const messageOf = (action: string): string =>
  /PassRole$/i.test(action)
    ? 'Code with this role takes any other role of the account: PassRole on *.'
    : action.startsWith('*')
      ? 'Code with this role may do everything in the account.'
      : `Code with this role may do everything with ${action.slice(0, action.indexOf(':'))}, everywhere.`;
